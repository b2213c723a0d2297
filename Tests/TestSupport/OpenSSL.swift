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

/// OpenSSL's own server on loopback, which speaks TLS and nothing above it.
package final class OpenSSLServer {
    private let process = Process()
    private let output = Pipe()
    package let port: UInt16

    /// The certificate and its key are in one file.
    package init(_ certificate: String, _ options: String...) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments =
            ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", certificate]
            + options
        process.standardInput = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var said = ""
        while true {
            if let match = said.firstMatch(of: /ACCEPT 127\.0\.0\.1:([0-9]+)\n/) {
                port = UInt16(match.1) ?? 0
                break
            }
            let bytes = output.fileHandleForReading.availableData
            guard !bytes.isEmpty else {
                throw OpenSSL.Refusal(description: "openssl s_server: \(said)")
            }
            said += String(decoding: bytes, as: UTF8.self)
        }
        // Whatever else it says is to keep no reader waiting.
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    deinit {
        output.fileHandleForReading.readabilityHandler = nil
        // It may have been born with milder signals blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
