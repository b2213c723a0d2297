import Foundation

/// A Python program that a test talks with, a line at a time, and that cannot keep it waiting.
package final class PythonConversation {
    package struct Silence: Error, CustomStringConvertible {
        package let description: String
    }

    private let process = Process()
    /// Our end of the socket that is the program's input and output.
    private let socket: Int32
    private let deadline: Date
    private var heard = Data()

    /// Starts a script.
    ///
    /// It has a quarter of an hour for the whole conversation, which is a last resort against one that
    /// hangs: no host that can run it takes so long.
    package init(script: String, arguments: [String] = []) throws {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw Silence(description: "no socket to talk over")
        }
        socket = ends[0]
        deadline = Date(timeIntervalSinceNow: 900)
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        let far = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
        defer { close(ends[1]) }
        process.executableURL = try Python.interpreter()
        process.arguments = [Python.root.appendingPathComponent(script).path] + arguments
        process.standardInput = far
        process.standardOutput = far
        try process.run()
    }

    deinit {
        close(socket)
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }

    /// Says a line.
    package func say(_ line: String) throws {
        var bytes = Array((line + "\n").utf8)[...]
        while !bytes.isEmpty {
            try wait(for: Int16(POLLOUT), to: "take a line")
            // No signal when the program is gone: it would end the tests.
            let count = bytes.withUnsafeBytes {
                send(
                    socket,
                    $0.baseAddress,
                    $0.count,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
                )
            }
            guard count > 0 else { throw Silence(description: "the script is gone") }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Waits for the next line.
    package func hear() throws -> String {
        while true {
            if let end = heard.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: heard[..<end], as: UTF8.self)
                heard = Data(heard[(end + 1)...])
                return line
            }
            try wait(for: Int16(POLLIN), to: "say something")
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = recv(socket, &bytes, bytes.count, 0)
            guard count > 0 else { throw Silence(description: "the script is gone") }
            heard.append(contentsOf: bytes[..<count])
        }
    }

    private func wait(for event: Int16, to deed: String) throws {
        var descriptor = pollfd(fd: socket, events: event, revents: 0)
        let left = Int32(max(0, deadline.timeIntervalSinceNow) * 1_000)
        guard poll(&descriptor, 1, left) > 0 else {
            throw Silence(description: "the script did not \(deed) in time")
        }
    }
}
