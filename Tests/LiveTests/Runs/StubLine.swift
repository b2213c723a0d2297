import Foundation

@testable import FleetSim

/// One connection of a stub: whatever bytes a test wants go over it, in whatever order.
final class StubLine {
    /// The line is gone, or the test is over.
    struct Gone: Error {}

    /// Counts the lines of a stub from one.
    let number: Int
    private let socket: Int32
    private let csms: StubCSMS
    private let stop: StopSign
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
    private var input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var receiver = WebSocketReceiver(role: .server, maximumMessage: 1 << 20)

    init(_ socket: Int32, number: Int, of csms: StubCSMS, _ stop: StopSign) {
        self.socket = socket
        self.number = number
        self.csms = csms
        self.stop = stop
    }

    deinit {
        buffer.deallocate()
    }

    func hangUp() { TCP.close(socket) }

    /// Has the line end with a reset.
    func endWithReset() { TCP.endWithReset(socket) }

    /// Ends its own half of the conversation.
    func sayNoMore() { TCP.sayNoMore(socket) }

    /// Says and reads nothing until the test is over.
    func stayDumb() {
        while !stop.isSet { pause() }
    }

    /// A moment in which it does nothing.
    func pause() { poll(nil, 0, 20) }

    /// Whatever bytes.
    func say(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            switch TCP.write(socket, rest) {
            case .bytes(let count): rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            case .later: try wait(for: Int16(POLLOUT))
            case .ended, .failed, .insecure: throw Gone()
            }
        }
    }

    func say(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try say($0) } }

    func say(_ text: String) throws { try say(Array(text.utf8)) }

    /// Waits until anything comes.
    func hearBytes() throws { try read() }

    /// Reads until there is something, or says that nothing more comes.
    private func read() throws {
        while true {
            switch TCP.read(socket, into: buffer) {
            case .bytes(let count):
                input = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
                return
            case .later: try wait(for: Int16(POLLIN))
            case .ended, .failed, .insecure: throw Gone()
            }
        }
    }

    private func wait(for events: Int16) throws {
        guard !stop.isSet else { throw Gone() }
        var descriptor = pollfd(fd: socket, events: events, revents: 0)
        poll(&descriptor, 1, 5)
    }
}

// As a WebSocket.
extension StubLine {
    func hearRequest() throws -> ServerUpgrade.Request {
        var upgrade = ServerUpgrade()
        while true {
            try read()
            switch upgrade.next(&input) {
            case .asked(let request): return request
            case .failed: throw Gone()
            case nil: break
            }
        }
    }

    /// Waits for the request and grants it.
    func accept(subprotocol: String? = "ocpp1.6", field: String? = nil) throws {
        try grant(try hearRequest(), subprotocol: subprotocol, field: field)
    }

    func grant(
        _ request: ServerUpgrade.Request,
        subprotocol: String? = "ocpp1.6",
        field: String? = nil
    ) throws {
        var output = GrowingBuffer()
        output.appendAcceptance(of: request, subprotocol: subprotocol)
        guard let field else { return try say(output.bytes) }
        output.truncate(to: output.count - 2)
        output.append(field + "\r\n\r\n")
        try say(output.bytes)
    }

    func tell(_ text: String) throws {
        var output = GrowingBuffer()
        Array(text.utf8).withUnsafeBytes { output.appendFrame(.text, $0, mask: nil) }
        try say(output.bytes)
    }

    func close(_ code: UInt16) throws {
        var output = GrowingBuffer()
        output.appendClose(code, mask: nil)
        try say(output.bytes)
    }

    /// The next call, which is counted; the end of the line is an end in order or a dead one.
    func hear(answeringClose answersClose: Bool = false) throws -> StubCall {
        while true {
            while let event = receiver.next(&input) {
                switch event {
                case .text(let bytes):
                    guard let call = StubCall(String(decoding: bytes, as: UTF8.self)) else {
                        continue
                    }
                    csms.note(call)
                    return call
                case .close:
                    if answersClose { try close(1000) }
                    throw Gone()
                case .binary, .ping, .pong, .failure: continue
                }
            }
            try read()
        }
    }

    /// Does the same with every call, as long as the line stands.
    func serve(_ conduct: (StubCall) throws -> Void) throws {
        while true { try conduct(try hear()) }
    }

    /// Answers every call at once.
    func serve() throws { try serve { try tell($0.answer) } }
}
