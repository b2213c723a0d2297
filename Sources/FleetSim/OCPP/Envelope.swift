/// A frame, opened: what it is and where its payload stands.
///
/// The payload is not looked at before a message is read from it. What is wrong inside it, and
/// anything behind it, is then a `PayloadError`. It points into the frame's bytes and must not
/// outlive them.
package enum Envelope {
    /// The action is nil when the name is none of ours: to be answered with NotImplemented.
    case call(MessageID, Action?, name: JSONText, payload: JSONReader)
    case result(MessageID, payload: JSONReader)
    /// A code that OCPP does not define counts as a GenericError.
    case error(MessageID, ErrorCode, description: String)

    package static func parse(_ frame: UnsafeRawBufferPointer) throws(FrameError) -> Envelope {
        guard frame.count <= JSONReader.longestText else {
            throw FrameError(.malformed("it is too long"))
        }
        var reader = JSONReader(frame)
        let type: MessageType
        if let usual = takeUsualType(&reader) {
            type = usual
        } else {
            type = try readType(&reader)
        }
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
    /// The type of a frame that begins `[2,"` or `[3,"`, as nearly all do; moves to the comma.
    @inline(__always)
    private static func takeUsualType(_ reader: inout JSONReader) -> MessageType? {
        guard reader.position == 0, reader.end > 4, let start = reader.bytes.baseAddress else {
            return nil
        }
        let type: MessageType
        if WireText("[2,\"").startsInPlace(start) {
            type = .call
        } else if WireText("[3,\"").startsInPlace(start) {
            type = .result
        } else {
            return nil
        }
        reader.position = 2
        reader.depth = 1
        assert(reader.peek == .comma, "the usual type ends at a comma")
        return type
    }

    @inline(__always)
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

    @inline(__always)
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

    @inline(__always)
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
        let code = try reader.text().withBytes { ErrorCode(wireName: $0) }
        try reader.takeSeparator()
        let description = try reader.text().string
        try check(try reader.lastElement())
        return .error(id, code ?? .genericError, description: description)
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
