import Foundation

/// What a server on loopback says to a question, over a connection of its own.
package struct HTTPReply {
    /// Such as 200; 0: there was no reply.
    package var status: Int {
        head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
    package var head: String
    package var body: String

    package struct Refused: Error {
        package let call: String
        package let code: Int32
    }

    /// Asks a question such as `GET /metrics`, by that name of the server.
    package init(_ question: String, host: String = "test", port: UInt16) throws {
        try self.init(
            raw: "\(question) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n",
            port: port
        )
    }

    /// Sends a request as it stands, and takes all that comes until the server hangs up.
    package init(raw text: String, port: UInt16) throws {
        let socket = try Loopback.connected(to: port)
        defer { close(socket) }
        try Loopback.send(text, over: socket)
        var said: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            said += buffer[..<count]
        }
        let parts = String(decoding: said, as: UTF8.self).split(
            separator: "\r\n\r\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        head = String(parts[0]) + "\r\n"
        body = parts.count > 1 ? String(parts[1]) : ""
    }
}

/// A reply that goes on and on, read as it comes.
package final class HTTPStream {
    private let socket: Int32
    private var unread: [UInt8] = []

    package init(_ question: String, host: String, port: UInt16) throws {
        socket = try Loopback.connected(to: port)
        try Loopback.send("\(question) HTTP/1.1\r\nHost: \(host)\r\n\r\n", over: socket)
    }

    deinit { close(socket) }

    /// What comes until a text has come, that one included; all of it if the server hangs up before.
    package func read(until text: String) throws -> String {
        let wanted = Array(text.utf8)
        while true {
            if let found = unread.firstRange(of: wanted) {
                defer { unread.removeFirst(found.upperBound) }
                return String(decoding: unread[..<found.upperBound], as: UTF8.self)
            }
            guard receive() else { break }
        }
        defer { unread = [] }
        return String(decoding: unread, as: UTF8.self)
    }

    /// What comes until the server hangs up.
    package func rest() throws -> String {
        while receive() {}
        defer { unread = [] }
        return String(decoding: unread, as: UTF8.self)
    }

    private func receive() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count > 0 { unread += buffer[..<count] }
        return count > 0
    }
}

/// Connections to servers of this machine.
private enum Loopback {
    static func connected(to port: UInt16) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        guard status == 0 else {
            let code = errno
            close(socket)
            throw HTTPReply.Refused(call: "connect", code: code)
        }
        return socket
    }

    static func send(_ text: String, over socket: Int32) throws {
        guard Glibc.send(socket, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count
        else { throw HTTPReply.Refused(call: "send", code: errno) }
    }
}
