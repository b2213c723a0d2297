@testable import FleetSim

/// An event with bytes of its own.
enum Observed: Equatable {
    case text([UInt8])
    case binary([UInt8])
    case ping([UInt8])
    case pong([UInt8])
    case close(UInt16?, [UInt8])
    case failure(WebSocketError)

    init(_ event: WebSocketEvent) {
        self =
            switch event {
            case .text(let bytes): .text(Array(bytes))
            case .binary(let bytes): .binary(Array(bytes))
            case .ping(let bytes): .ping(Array(bytes))
            case .pong(let bytes): .pong(Array(bytes))
            case .close(let code, let reason): .close(code, Array(reason))
            case .failure(let error): .failure(error)
            }
    }

    /// All events of a stream that is read in pieces of the lengths given; the rest is one more.
    static func of(
        _ stream: some Collection<UInt8>,
        as role: WebSocketRole,
        maximum: Int = 1 << 20,
        pieces: [Int] = []
    ) -> [Observed] {
        var receiver = WebSocketReceiver(role: role, maximumMessage: maximum)
        var events: [Observed] = []
        var rest = stream[...]
        for length in pieces + [.max] where !rest.isEmpty {
            events += of(rest.prefix(length), by: &receiver)
            rest = rest.dropFirst(length)
        }
        return events
    }

    /// The events of one read, out of memory that holds nothing else and is gone after it.
    static func of(
        _ read: some Collection<UInt8>,
        by receiver: inout WebSocketReceiver
    ) -> [Observed] {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: read.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: read)
        var input = memory
        var events: [Observed] = []
        while let event = receiver.next(&input) { events.append(Observed(event)) }
        precondition(input.isEmpty, "something was neither used nor kept")
        return events
    }
}
