import Foundation

/// OpenSSL's command line as an oracle for what is in a certificate or a request for one.
package enum OpenSSL {
    package static func run(_ arguments: [String], input: String) throws -> String {
        let folder = try TemporaryFolder()
        let file = try folder.write(input, to: "input")
        return try call(arguments + ["-in", file], in: folder).output
    }

    /// Runs a command of which only the files in a folder are wanted.
    static func make(_ arguments: [String], in folder: TemporaryFolder) throws {
        let (status, output) = try call(arguments, in: folder)
        guard status == 0 else { throw Refusal(description: "openssl: \(output)") }
    }

    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    private static func call(
        _ arguments: [String],
        in folder: TemporaryFolder
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
}
