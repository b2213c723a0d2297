import Foundation

/// What a server on loopback says to a question, over a connection of its own.
package struct HTTPReply {
    package var head: String
    package var body: String

    package struct Refused: Error {
        package let call: String
        package let code: Int32
    }

    /// Asks a question such as `GET /metrics`.
    package init(_ question: String, port: UInt16) throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        guard status == 0 else { throw Refused(call: "connect", code: errno) }
        let text = "\(question) HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"
        guard send(socket, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else {
            throw Refused(call: "send", code: errno)
        }
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
