import Foundation

/// The interface of a CSMS as a stub, Tests/Oracles/stub_interface.py, for as long as a test has it.
package final class StubInterface {
    package let url: String
    private let port: UInt16
    private let process = Process()

    private struct NoStub: Error {}

    /// What the field Authorization of each request has to be, if anything.
    package init(authorization: String? = nil) throws {
        let script = Program.root.appendingPathComponent("Tests/Oracles/stub_interface.py").path
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-u", script] + (authorization.map { [$0] } ?? [])
        process.standardOutput = pipe
        try process.run()
        var line = Data()
        while line.last != 0x0A {
            let more = pipe.fileHandleForReading.readData(ofLength: 1)
            guard !more.isEmpty else { throw NoStub() }
            line += more
        }
        guard let port = UInt16(String(decoding: line.dropLast(), as: UTF8.self)) else {
            throw NoStub()
        }
        self.port = port
        url = "http://127.0.0.1:\(port)"
    }

    deinit {
        // What this process has blocked its children have too, but for this signal.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Sets how it answers from now on.
    package func set(mood: String) throws {
        let head = "POST /mood HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
        _ = try HTTPReply(
            raw: "\(head)Content-Length: \(mood.utf8.count)\r\n\r\n\(mood)",
            port: port
        )
    }

    /// What it keeps, a line for each: the kind, the name, what was sent.
    package func things() throws -> [String] {
        try HTTPReply("GET /all", port: port).body.split(separator: "\n").map(String.init)
    }
}
