import CWslay

@testable import FleetSim

/// What wslay makes of a stream: the oracle of our receiver.
///
/// It is handed one frame at a time, so that no short frame comes in two pieces.
final class WslayPeer {
    private var stream: [UInt8]
    private var position = 0
    private var frameEnd = 0

    private(set) var events: [Observed] = []
    /// What wslay would close the connection with, having found fault.
    private(set) var failure: UInt16?
    /// What it took from a close frame.
    private(set) var close: [UInt8]?
    /// Whether the stream ends before the frame that it came to last.
    private(set) var isCut = false
    /// Whether more could still come.
    private(set) var waits = true

    init(_ stream: [UInt8], as role: WebSocketRole, maximum: Int) {
        self.stream = stream
        var callbacks = Self.callbacks
        var context: wslay_event_context_ptr?
        let me = Unmanaged.passUnretained(self).toOpaque()
        let status =
            role == .server
            ? wslay_event_context_server_init(&context, &callbacks, me)
            : wslay_event_context_client_init(&context, &callbacks, me)
        precondition(status == 0, "wslay has no memory")
        defer { wslay_event_context_free(context) }
        wslay_event_config_set_max_recv_msg_length(context, UInt64(maximum))
        judge(context)
    }

    private func judge(_ context: wslay_event_context_ptr?) {
        switch wslay_event_recv(context) {
        case 0: break
        // Lengths and control frames against the rules: it closes without a code.
        case WSLAY_ERR_CALLBACK_FAILURE.rawValue: failure = 1002
        case let status: preconditionFailure("wslay says \(status)")
        }
        waits = wslay_event_get_read_enabled(context) != 0
        guard !waits, failure == nil, wslay_event_get_close_received(context) == 0 else { return }
        precondition(wslay_event_send(context) == 0, "wslay cannot send")
        failure = wslay_event_get_status_code_sent(context)
    }

    private static var callbacks: wslay_event_callbacks {
        wslay_event_callbacks(
            recv_callback: { context, buffer, count, _, peer in
                WslayPeer.of(peer).read(into: buffer, count, context)
            },
            send_callback: { _, _, count, _, _ in count },
            genmask_callback: { _, buffer, count, _ in
                buffer?.update(repeating: 0, count: count)
                return 0
            },
            on_frame_recv_start_callback: { _, frame, peer in
                guard let frame = frame?.pointee, frame.opcode == 8 else { return }
                WslayPeer.of(peer).close = []
            },
            on_frame_recv_chunk_callback: { _, chunk, peer in
                guard let chunk = chunk?.pointee else { return }
                let bytes = UnsafeBufferPointer(start: chunk.data, count: chunk.data_length)
                WslayPeer.of(peer).close? += bytes
            },
            on_frame_recv_end_callback: nil,
            on_msg_recv_callback: { _, message, peer in
                guard let message = message?.pointee else { return }
                WslayPeer.of(peer).take(message)
            }
        )
    }

    private static func of(_ peer: UnsafeMutableRawPointer?) -> WslayPeer {
        guard let peer else { preconditionFailure("wslay forgot whom it works for") }
        return Unmanaged<WslayPeer>.fromOpaque(peer).takeUnretainedValue()
    }

    private func read(
        into buffer: UnsafeMutablePointer<UInt8>?,
        _ room: Int,
        _ context: wslay_event_context_ptr?
    ) -> Int {
        if position == frameEnd { frameEnd = endOfFrame() }
        let count = min(room, frameEnd - position)
        guard let buffer, count > 0 else {
            wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK.rawValue)
            return -1
        }
        stream.withUnsafeBufferPointer { bytes in
            let part = UnsafeBufferPointer(rebasing: bytes[position..<position + count])
            _ = UnsafeMutableBufferPointer(start: buffer, count: count).update(fromContentsOf: part)
        }
        position += count
        return count
    }

    /// Where the frame that begins here ends, or the stream if that comes first.
    private func endOfFrame() -> Int {
        let whole = wholeFrame()
        isCut = whole == nil
        return whole ?? stream.count
    }

    private func wholeFrame() -> Int? {
        let rest = stream[position...]
        guard rest.count >= 2 else { return nil }
        let second = rest[position + 1]
        let extra = second & 127 == 126 ? 2 : second & 127 == 127 ? 8 : 0
        guard rest.count >= 2 + extra else { return nil }
        let written = rest.dropFirst(2).prefix(extra).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let length = extra == 0 ? UInt64(second & 127) : written
        let header = UInt64(2 + extra + (second & 128 == 0 ? 0 : 4))
        let (sum, isTooMuch) = length.addingReportingOverflow(header)
        return isTooMuch || sum > UInt64(rest.count) ? nil : position + Int(sum)
    }

    private func take(_ message: wslay_event_on_msg_recv_arg) {
        let bytes = Array(UnsafeBufferPointer(start: message.msg, count: message.msg_length))
        switch message.opcode {
        case 1: events.append(.text(bytes))
        case 2: events.append(.binary(bytes))
        case 9: events.append(.ping(bytes))
        case 10: events.append(.pong(bytes))
        default:
            let code = bytes.count < 2 ? nil : message.status_code
            events.append(.close(code, Array(bytes.dropFirst(2))))
        }
    }
}
