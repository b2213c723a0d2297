import Foundation

/// The files of the package that tests read and, when asked to, write.
enum PackageFiles {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The path of a file that is named from the package's root.
    static func path(_ name: String) -> String {
        root.appendingPathComponent(name).path
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    static func write(_ text: String, to name: String) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    /// Whether golden files are to be written anew instead of compared.
    static let updatesGoldens = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1"

    /// The scenarios that ship, by their path from the package's root.
    static let scenarios: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: path("scenarios"))
        return (files ?? []).filter { $0.hasSuffix(".yaml") }.sorted().map { "scenarios/\($0)" }
    }()
}
