import Foundation

/// Other people's code as an oracle: Python with the packages that ./scripts/setup installs.
package enum Python {
    package struct NotFound: Error, CustomStringConvertible {
        package let description =
            "no Python with the oracles: run ./scripts/test once, or set FLEETSIM_PYTHON"
    }

    /// Runs a script, named by its path from the package's root, and gathers all that it prints.
    package static func run(
        script: String,
        arguments: [String] = [],
        input: String = ""
    ) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory
        let inputFile = folder.appendingPathComponent("fleetsim-input-\(UUID().uuidString)")
        try Data(input.utf8).write(to: inputFile)
        defer { try? FileManager.default.removeItem(at: inputFile) }

        let process = Process()
        let output = Pipe()
        process.executableURL = try interpreter()
        process.arguments = [root.appendingPathComponent(script).path] + arguments
        // A file, not a pipe: a pipe would block a program that writes more than it holds.
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func interpreter() throws -> URL {
        let named = ProcessInfo.processInfo.environment["FLEETSIM_PYTHON"]
        let path = named ?? root.appendingPathComponent(".venv/bin/python3").path
        guard FileManager.default.isExecutableFile(atPath: path) else { throw NotFound() }
        return URL(fileURLWithPath: path)
    }
}
