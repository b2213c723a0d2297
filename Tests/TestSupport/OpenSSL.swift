import Foundation

/// OpenSSL's command line as an oracle for what is in a certificate or a request for one.
package enum OpenSSL {
    package static func run(_ arguments: [String], input: String) throws -> String {
        let folder = try TemporaryFolder()
        let file = try folder.write(input, to: "input")
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments + ["-in", file]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}
