/// A frame, opened: what it is and where its payload stands.
///
/// The payload is not looked at before a message is read from it. What is wrong inside it, and
/// anything behind it, is then a `PayloadError`. It points into the frame's bytes and must not
/// outlive them.
package enum Envelope {
    /// The action is nil when the name is none of ours: to be answered with NotImplemented.
    case call(MessageID, Action?, name: JSONText, payload: JSONReader)
    case result(MessageID, payload: JSONReader)
    /// A code that OCPP does not define counts as a GenericError; its name is what the peer sent.
    case error(MessageID, ErrorCode, name: JSONText, description: JSONText)

    package static func parse(_ frame: UnsafeRawBufferPointer) throws(FrameError) -> Envelope {
        if let envelope = usual(frame) { return envelope }
        return try parseWithCare(frame)
    }

    @inline(never)
    private static func parseWithCare(
        _ frame: UnsafeRawBufferPointer
    ) throws(FrameError) -> Envelope {
        guard frame.count <= JSONReader.longestText else {
            throw FrameError(.malformed("it is too long"))
        }
        var reader = JSONReader(frame)
        let type = try readType(&reader)
        let id = try readID(&reader, type)
        do throws(PayloadError) {
            switch type {
            case .call: return try readCall(&reader, id)
            case .result: return .result(id, payload: try reader.lastElement())
            case .error:
                return try reader.apart { (reader) throws(PayloadError) in
                    try readError(&reader, id)
                }
            }
        } catch {
            throw FrameError(.malformed(error.detail), type: type, id: id)
        }
    }
}

extension Envelope {
    /// Opens a frame as nearly all are: a call or an answer, a number for its id, no space between elements.
    ///
    /// Nothing for any other, be it wrong or not, which is then opened with care: that takes twice the
    /// instructions.
    @inline(__always)
    private static func usual(_ frame: UnsafeRawBufferPointer) -> Envelope? {
        guard frame.count > 8, frame.count <= JSONReader.longestText,
            let start = frame.baseAddress, frame[frame.count - 1] == .closeBracket
        else { return nil }
        let isCall = WireText("[2,\"").startsBytes(start)
        guard isCall || WireText("[3,\"").startsBytes(start) else { return nil }
        // The closing bracket ends every walk.
        var index = 4
        var number: UInt64 = 0
        while frame[index].digit < 10 {
            number = number &* 10 &+ UInt64(frame[index].digit)
            index &+= 1
        }
        // Up to 18 digits: any such number fits 64 bits, while more may have run over. One that
        // begins with a zero would not be written again as it came.
        guard 5...22 ~= index, index == 5 || frame[4] != .zero, frame[index] == .quote,
            frame[index + 1] == .comma
        else { return nil }
        let id = MessageID(number: number)
        index += 2
        guard isCall else {
            return .result(id, payload: JSONReader(frame, from: index, to: frame.count - 1))
        }
        var reader = JSONReader(frame, from: index, to: frame.count)
        guard let name = try? reader.text(), !name.isEscaped,
            let action = Action(wireName: name.raw), reader.take(.comma)
        else { return nil }
        let payload = JSONReader(frame, from: reader.position, to: frame.count - 1)
        return .call(id, action, name: name, payload: payload)
    }

    private static func readType(_ reader: inout JSONReader) throws(FrameError) -> MessageType {
        let number: Int
        do throws(PayloadError) {
            guard reader.peek == .openBracket else { throw reader.mismatch("an array") }
            try reader.descend()
            number = try reader.integer()
            reader.skipSpace()
        } catch {
            throw FrameError(.malformed(error.detail))
        }
        guard let type = MessageType(rawValue: number) else {
            throw FrameError(.unknownMessageType(number))
        }
        return type
    }

    private static func readID(
        _ reader: inout JSONReader,
        _ type: MessageType
    ) throws(FrameError) -> MessageID {
        guard reader.take(.comma), reader.peek == .quote, let text = try? reader.text() else {
            throw FrameError(.missingID, type: type)
        }
        guard let id = text.withBytes({ MessageID(bytes: $0) }) else {
            throw FrameError(.idTooLong, type: type)
        }
        return id
    }

    private static func readCall(
        _ reader: inout JSONReader,
        _ id: MessageID
    ) throws(PayloadError) -> Envelope {
        try reader.takeSeparator()
        let name = try reader.text()
        let action = name.withBytes { Action(wireName: $0) }
        let payload = try reader.lastElement()
        if action == nil {
            // This payload will not be read, so its grammar is checked here.
            try check(payload)
        }
        return .call(id, action, name: name, payload: payload)
    }

    /// Checks the grammar of what stands there alone.
    @inline(never)
    private static func check(_ payload: JSONReader) throws(PayloadError) {
        var probe = payload
        try probe.skipValue()
        try probe.finish()
    }

    private static func readError(
        _ reader: inout JSONReader,
        _ id: MessageID
    ) throws(PayloadError) -> Envelope {
        try reader.takeSeparator()
        let name = try reader.text()
        let code = name.withBytes { ErrorCode(wireName: $0) }
        try reader.takeSeparator()
        let description = try reader.text()
        try check(try reader.lastElement())
        return .error(id, code ?? .genericError, name: name, description: description)
    }
}

extension JSONReader {
    @inline(__always)
    fileprivate mutating func takeSeparator() throws(PayloadError) {
        skipSpace()
        guard take(.comma) else { throw malformed("the frame has too few elements") }
    }

    /// A reader of what is left up to the frame's closing bracket, found from behind.
    @inline(__always)
    fileprivate mutating func lastElement() throws(PayloadError) -> JSONReader {
        try takeSeparator()
        var last = end
        while last > position, bytes[last - 1].isJSONSpace { last -= 1 }
        guard last > position, bytes[last - 1] == .closeBracket else {
            throw malformed("the frame is not closed")
        }
        return JSONReader(bytes, from: position, to: last - 1)
    }
}
