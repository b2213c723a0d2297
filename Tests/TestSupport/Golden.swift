import Foundation

/// A text that tests compare with a file under Tests/Goldens, or write there with UPDATE_GOLDENS=1.
package struct Golden {
    package let name: String
    private let file: URL

    package init(_ name: String) {
        self.name = name
        file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Goldens/\(name)")
    }

    package static let areWrittenAnew = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil

    package func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

    package func write(_ text: String) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
