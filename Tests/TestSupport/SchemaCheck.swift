import Foundation

/// Collects frames and holds them against the OCPP 1.6 JSON schemas, by way of Python.
///
/// Python's `ocpp` package brings the schemas and `jsonschema` applies them: neither knows our codec.
package struct SchemaCheck {
    private var lines = Data()
    package private(set) var count = 0

    package init() {}

    /// Adds a frame; `action` is what it calls, or what it answers.
    package mutating func add(_ frame: some Sequence<UInt8>, action: String) {
        lines.append(contentsOf: Data("[\"\(action)\",".utf8))
        lines.append(contentsOf: frame)
        lines.append(contentsOf: Data("]\n".utf8))
        count += 1
    }

    /// Throws the first failures, in words.
    package func run() throws {
        let python = try Self.python()
        let input = FileManager.default.temporaryDirectory
            .appendingPathComponent("fleetsim-frames-\(UUID().uuidString)")
        // A file, not a pipe: nobody has to feed the one while draining the other.
        try lines.write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }

        let output = Pipe()
        let process = Process()
        process.executableURL = python
        process.arguments = [Self.script.path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        guard process.terminationStatus == 0, said.hasPrefix("\(count) frames checked, 0 failed")
        else { throw SchemaFailure(description: said) }
    }

    private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    private static let script = directory.appendingPathComponent("validate_frames.py")

    /// The Python that has the packages, as ./scripts/test sets it up.
    private static func python() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["FLEETSIM_PYTHON"] {
            return URL(fileURLWithPath: path)
        }
        let root = directory.deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appendingPathComponent(".venv/bin/python3")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw SchemaFailure(
                description: "no Python with the OCPP schemas at \(python.path):"
                    + " run ./scripts/test, which sets it up, or set FLEETSIM_PYTHON"
            )
        }
        return python
    }
}

/// What the schemas have against our frames, or why they could not be asked.
package struct SchemaFailure: Error, CustomStringConvertible {
    package let description: String
}
