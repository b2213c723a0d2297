/// Frames are written where they wait to be sent.
extension GrowingBuffer {
    /// Appends one frame; a client gives a mask that it has not used before, a server none.
    mutating func appendFrame(
        _ opcode: WebSocketOpcode,
        _ payload: UnsafeRawBufferPointer,
        mask: MaskKey?,
        isFinal: Bool = true
    ) {
        precondition(
            !opcode.isControl || (isFinal && payload.count <= WebSocketHeader.longestControl),
            "control frames are whole and short"
        )
        let header = WebSocketHeader(
            opcode: opcode,
            isFinal: isFinal,
            length: payload.count,
            mask: mask
        )
        let start = extend(by: header.size + payload.count)
        header.write(to: start)
        guard let source = payload.baseAddress, !payload.isEmpty else { return }
        if let mask {
            mask.copy(payload, to: start + header.size)
        } else {
            (start + header.size).copyMemory(from: source, byteCount: payload.count)
        }
    }

    /// Appends a message in frames of at most `size` bytes each, every one with a mask of its own.
    mutating func appendMessage(
        _ opcode: WebSocketOpcode,
        _ payload: UnsafeRawBufferPointer,
        inFramesOf size: Int,
        mask: () -> MaskKey?
    ) {
        precondition(opcode == .text || opcode == .binary, "only messages are fragmented")
        precondition(size > 0, "a frame of nothing brings a message no further")
        var opcode = opcode
        var start = 0
        repeat {
            let end = min(payload.count, start + size)
            let part = UnsafeRawBufferPointer(rebasing: payload[start..<end])
            appendFrame(opcode, part, mask: mask(), isFinal: end == payload.count)
            opcode = .continuation
            start = end
        } while start < payload.count
    }

    /// Appends a close frame; a reason that is too long is cut between two letters.
    mutating func appendClose(_ code: UInt16, reason: String = "", mask: MaskKey?) {
        precondition(WebSocketClose.mayBeSent(code), "close code \(code) may not be sent")
        var payload = [UInt8(code >> 8), UInt8(code & 0xFF)]
        for scalar in reason.unicodeScalars {
            let units = UTF8.encode(scalar).map(Array.init) ?? []
            guard payload.count + units.count <= WebSocketHeader.longestControl else { break }
            payload += units
        }
        payload.withUnsafeBytes { appendFrame(.close, $0, mask: mask) }
    }
}
