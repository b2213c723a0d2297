/// Writes OCPP-J frames, one at a time, into a buffer it keeps.
package struct FrameWriter: ~Copyable {
    private var writer = JSONWriter()
    /// Where the frame begins that was written last.
    private var start = 0
    private let keepsFrames: Bool

    /// One that keeps frames writes one behind the other until it is cleared.
    package init(keepsFrames: Bool = false) {
        self.keepsFrames = keepsFrames
    }

    /// The frame written last; valid until the next one is begun.
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: writer.bytes[start...])
    }

    /// All frames that are kept, one behind the other.
    package var allBytes: UnsafeRawBufferPointer { writer.bytes }

    /// Forgets what was written and keeps the memory.
    package mutating func clear() {
        writer.clear()
        start = 0
    }

    package mutating func call<Request: CallContent>(
        _ id: MessageID,
        _ request: borrowing Request
    ) {
        begin("[2,", id)
        writer.append(",")
        writer.plainText(Request.action.wireName)
        end(with: request)
        assert(reads(Request.readAs), "what is written can be read")
    }

    package mutating func result<Confirmation: Payload>(
        _ id: MessageID,
        _ confirmation: Confirmation
    ) {
        begin("[3,", id)
        end(with: confirmation)
        assert(reads(Confirmation.self), "what is written can be read")
    }

    /// A description longer than OCPP allows is cut.
    package mutating func error(_ id: MessageID, _ code: ErrorCode, _ description: String = "") {
        begin("[4,", id)
        writer.append(",")
        code.write(to: &writer)
        writer.append(",")
        let fitting = description.unicodeScalars.prefix(Self.longestDescription)
        writer.text(String(String.UnicodeScalarView(fitting)))
        writer.append(",{}]")
        assert((try? Envelope.parse(bytes)) != nil, "what is written can be read")
    }

    /// OCPP-J 1.6 §4.2.3 gives the description 255 characters.
    private static let longestDescription = 255

    private mutating func begin(_ opening: WireText, _ id: MessageID) {
        if !keepsFrames { writer.clear() }
        start = writer.count
        writer.append(opening)
        id.write(to: &writer)
    }

    @inline(__always)
    private mutating func end<Content: JSONWritableRecord>(with payload: borrowing Content) {
        writer.append(",")
        payload.write(to: &writer)
        writer.append(.closeBracket)
    }

    /// Whether the frame written last can be read, its payload as one of a type.
    private func reads(_ type: any Payload.Type) -> Bool {
        switch try? Envelope.parse(bytes) {
        case .call(_, _, _, var payload)?, .result(_, var payload)?:
            (try? type.init(from: &payload)) != nil
        case .error?: true
        case nil: false
        }
    }
}
