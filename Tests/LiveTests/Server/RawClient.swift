import Foundation

@testable import FleetSim

/// A client on a plain socket that sends what a test wants sent, and waits for answers.
final class RawClient: @unchecked Sendable {
    // One thread at a time uses it.
    let socket: Int32
    private var heard: [UInt8] = []

    init(to address: SocketAddress, from source: SocketAddress? = nil, room: Int32? = nil) throws {
        socket = Glibc.socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        if var room {
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        }
        // No test waits that long unless it has failed.
        var guardTime = timeval(tv_sec: 60, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &guardTime, size)
        if let source { _ = source.withPointer { bind(socket, $0, $1) } }
        guard address.withPointer({ connect(socket, $0, $1) }) == 0 else {
            throw SystemError.last("connect")
        }
    }

    deinit { close(socket) }

    static func request(_ identity: String, _ credentials: BasicCredentials? = nil) -> String {
        var text = """
            GET /ocpp/\(identity) HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\
            Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n
            """
        if let credentials { text += "Authorization: \(credentials.fieldValue)\r\n" }
        return text + "\r\n"
    }

    /// A frame as a client sends it, with a mask of zeros.
    static func frame(_ payload: [UInt8], _ opcode: WebSocketOpcode = .text) -> [UInt8] {
        var buffer = GrowingBuffer()
        payload.withUnsafeBytes { buffer.appendFrame(opcode, $0, mask: MaskKey(0)) }
        return Array(buffer.bytes)
    }

    static func frame(_ text: String) -> [UInt8] { frame(Array(text.utf8)) }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends all of it, and waits for room where there is none; false if the server has hung up.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Sends as much as goes at once.
    @discardableResult
    func push(_ bytes: [UInt8]) -> Int {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        return max(0, bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, flags) })
    }

    /// Waits for a number of bytes; fewer come if the server hangs up.
    func hear(_ count: Int) -> [UInt8] {
        while heard.count < count, listen() {}
        defer { heard.removeFirst(min(count, heard.count)) }
        return Array(heard.prefix(count))
    }

    /// Waits for the head of an answer.
    func hearHead() -> String {
        let end = Array("\r\n\r\n".utf8)
        while heard.firstRange(of: end) == nil, listen() {}
        let count = heard.firstRange(of: end)?.upperBound ?? heard.count
        return String(decoding: hear(count), as: UTF8.self)
    }

    /// Waits until something is said; false if the server hangs up before.
    func hears(_ text: String) -> Bool {
        let said = Array(text.utf8)
        while heard.firstRange(of: said) == nil, listen() {}
        return heard.firstRange(of: said) != nil
    }

    /// Whether the server has hung up, after whatever it still said.
    func hearsTheEnd() -> Bool {
        while listen() {}
        return true
    }

    /// Takes what is there, without waiting, and forgets it.
    func drain() {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT)) > 0 {}
    }

    private func listen() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count > 0 { heard += buffer[..<count] }
        return count > 0
    }
}
