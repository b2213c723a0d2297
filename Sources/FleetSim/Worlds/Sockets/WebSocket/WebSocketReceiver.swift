/// Makes messages of the bytes of one connection.
///
/// A frame that lies whole in what was read is unmasked there and handed out without a copy. Only
/// what cannot be handed out yet is kept: between messages a connection has no memory but this.
struct WebSocketReceiver: ~Copyable {
    /// A frame whose payload has not come to its end.
    private struct PartialFrame {
        let opcode: WebSocketOpcode
        let isFinal: Bool
        let mask: MaskKey?
        let length: UInt32
        var arrived: UInt32 = 0

        /// The receiver has seen that its length is within the limit.
        init(_ header: WebSocketHeader) {
            opcode = header.opcode
            isFinal = header.isFinal
            mask = header.mask
            length = UInt32(header.length)
        }

        var missing: Int { Int(length - arrived) }
    }

    /// A message that lacks frames, or the rest of its only one.
    private struct PartialMessage {
        let isText: Bool
        var text = UTF8Check()
        /// Of the frames that are whole.
        var count: UInt32 = 0
        /// How many of these had no byte.
        var emptyFrames: UInt16 = 0
    }

    /// A peer could send frames that bring nothing without end, and never be told of it: they are no event.
    private static let maximumEmptyFrames: UInt16 = 1_000

    private let role: WebSocketRole
    private let maximumMessage: UInt32
    private var isOver = false
    /// Whether the event given last may lie in `kept`.
    private var hasDelivered = false
    private var frame: PartialFrame?
    private var message: PartialMessage?
    /// The message so far; behind it what has come of a header, or of a control frame's payload.
    private var kept = GrowingBuffer()

    init(role: WebSocketRole, maximumMessage: Int) {
        precondition(
            maximumMessage > 0 && maximumMessage <= Int32.max,
            "no limit for messages: \(maximumMessage)"
        )
        self.role = role
        self.maximumMessage = UInt32(maximumMessage)
    }

    /// How much memory is held beyond the receiver itself.
    var heldBytes: Int { kept.capacity }

    /// How long the message at hand is at least, as far as its frames have said.
    var expectedBytes: Int { messageCount + (frame.map { Int($0.length) } ?? 0) }

    /// How much is still to come of the frame at hand.
    var missingBytes: Int { frame?.missing ?? 0 }

    /// The next event, whose bytes leave the front of `input` and may be changed in it.
    ///
    /// Nothing means that more must be read: what was left has been kept, and `input` is empty. So
    /// it is after a close or a failure, when whatever else comes is passed over.
    mutating func next(_ input: inout UnsafeMutableRawBufferPointer) -> WebSocketEvent? {
        forgetDelivered()
        guard !isOver else {
            input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
            return nil
        }
        do throws(WebSocketError) {
            let event = try advance(&input)
            hasDelivered = event != nil
            return event
        } catch {
            isOver = true
            kept.release()
            return .failure(error)
        }
    }

    /// Gives the memory of the event given last back, whose bytes are then no longer good.
    mutating func forgetDelivered() {
        guard hasDelivered else { return }
        hasDelivered = false
        kept.truncate(to: messageCount)
        if kept.isEmpty || isOver { kept.release() }
    }

    private var messageCount: Int { Int(message?.count ?? 0) }
}

extension WebSocketReceiver {
    private mutating func advance(
        _ input: inout UnsafeMutableRawBufferPointer
    ) throws(WebSocketError) -> WebSocketEvent? {
        while true {
            if frame == nil {
                guard let header = try nextHeader(&input) else { return nil }
                try admit(header)
                if header.length <= input.count, isAlone(header) {
                    return try event(of: header, input.takeFirst(header.length))
                }
                begin(header)
            }
            guard let frame = try gather(&input) else { return nil }
            if let event = try finish(frame) { return event }
        }
    }

    /// The header at the front, put together with what was kept of it.
    private mutating func nextHeader(
        _ input: inout UnsafeMutableRawBufferPointer
    ) throws(WebSocketError) -> WebSocketHeader? {
        let start = messageCount
        if kept.count == start,
            let (header, size) = try WebSocketHeader.read(UnsafeRawBufferPointer(input), as: role)
        {
            _ = input.takeFirst(size)
            return header
        }
        while !input.isEmpty {
            let byte = UnsafeRawBufferPointer(input.takeFirst(1))
            kept.append(byte, expecting: start + WebSocketHeader.longest)
            let begun = UnsafeRawBufferPointer(rebasing: kept.bytes[start...])
            if let (header, _) = try WebSocketHeader.read(begun, as: role) {
                kept.truncate(to: start)
                return header
            }
        }
        return nil
    }

    /// Refuses what does not fit what came before.
    private func admit(_ header: WebSocketHeader) throws(WebSocketError) {
        guard !header.opcode.isControl else { return }
        if header.opcode == .continuation {
            guard message != nil else { throw .nothingToContinue }
        } else {
            guard message == nil else { throw .unfinishedMessage }
        }
        guard header.length <= Int(maximumMessage) - messageCount else {
            throw .longMessage(limit: Int(maximumMessage))
        }
    }

    /// Whether a frame is an event without any other.
    private func isAlone(_ header: WebSocketHeader) -> Bool {
        header.opcode.isControl || (header.isFinal && message == nil)
    }

    /// Hands a frame out where it was read.
    private mutating func event(
        of header: WebSocketHeader,
        _ payload: UnsafeMutableRawBufferPointer
    ) throws(WebSocketError) -> WebSocketEvent {
        header.mask?.apply(to: payload)
        let payload = UnsafeRawBufferPointer(payload)
        switch header.opcode {
        case .text:
            guard UTF8Check.isValid(payload) else { throw .notUTF8 }
            return .text(payload)
        case .binary, .continuation:
            return .binary(payload)
        case .ping, .pong, .close:
            return try control(header.opcode, payload)
        }
    }

    private mutating func begin(_ header: WebSocketHeader) {
        assert(frame == nil, "a frame ends before the next begins")
        frame = PartialFrame(header)
        if !header.opcode.isControl, message == nil {
            message = PartialMessage(isText: header.opcode == .text)
        }
    }

    /// Keeps what has come of the frame, and gives the frame once that is all of it.
    private mutating func gather(
        _ input: inout UnsafeMutableRawBufferPointer
    ) throws(WebSocketError) -> PartialFrame? {
        guard var frame else { return nil }
        let part = input.takeFirst(min(input.count, frame.missing))
        frame.mask?.apply(to: part, from: Int(frame.arrived))
        let bytes = UnsafeRawBufferPointer(part)
        if !frame.opcode.isControl, message?.isText == true {
            guard message?.text.take(bytes) == true else { throw .notUTF8 }
        }
        kept.append(bytes, expecting: messageCount + Int(frame.length))
        frame.arrived += UInt32(part.count)
        assert(frame.arrived <= frame.length, "no more comes of a frame than its length")
        self.frame = frame.missing == 0 ? nil : frame
        return frame.missing == 0 ? frame : nil
    }

    /// What a frame that was gathered comes to: nothing, if its message goes on.
    private mutating func finish(_ frame: PartialFrame) throws(WebSocketError) -> WebSocketEvent? {
        guard !frame.opcode.isControl else {
            let payload = UnsafeRawBufferPointer(rebasing: kept.bytes[messageCount...])
            return try control(frame.opcode, payload)
        }
        message?.count += frame.length
        if frame.length == 0, !frame.isFinal { try noteEmptyFrame() }
        assert(messageCount <= Int(maximumMessage), "a message keeps to its limit")
        guard frame.isFinal, let message else { return nil }
        self.message = nil
        guard message.isText else { return .binary(kept.bytes) }
        guard message.text.isWhole else { throw .notUTF8 }
        return .text(kept.bytes)
    }

    private mutating func noteEmptyFrame() throws(WebSocketError) {
        let count = (message?.emptyFrames ?? 0) + 1
        guard count <= Self.maximumEmptyFrames else {
            throw .emptyFrames(limit: Int(Self.maximumEmptyFrames))
        }
        message?.emptyFrames = count
    }

    private mutating func control(
        _ opcode: WebSocketOpcode,
        _ payload: UnsafeRawBufferPointer
    ) throws(WebSocketError) -> WebSocketEvent {
        switch opcode {
        case .ping: return .ping(payload)
        case .pong: return .pong(payload)
        case .close, .continuation, .text, .binary:
            let (code, reason) = try WebSocketClose.read(payload)
            isOver = true
            return .close(code: code, reason: reason)
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Takes this many bytes from the front.
    mutating func takeFirst(_ count: Int) -> UnsafeMutableRawBufferPointer {
        let taken = UnsafeMutableRawBufferPointer(rebasing: self[..<count])
        self = UnsafeMutableRawBufferPointer(rebasing: self[count...])
        return taken
    }
}
