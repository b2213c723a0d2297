/// What a close frame says: why the connection ends (RFC 6455 §5.5.1, §7.4).
enum WebSocketClose {
    /// A reason shares a control frame's 125 bytes with the code.
    static let longestReason = WebSocketHeader.longestControl - 2

    /// Whether a code may be sent: registered with IANA for that, or left to libraries and programs.
    static func mayBeSent(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// A frame that says nothing is allowed; its code is then none.
    static func read(
        _ payload: UnsafeRawBufferPointer
    ) throws(WebSocketError) -> (code: UInt16?, reason: UnsafeRawBufferPointer) {
        guard !payload.isEmpty else { return (nil, payload) }
        guard payload.count >= 2 else { throw .halfCloseCode }
        let reason = UnsafeRawBufferPointer(rebasing: payload[2...])
        guard UTF8Check.isValid(reason) else { throw .notUTF8 }
        let code = payload.loadUnaligned(as: UInt16.self).bigEndian
        guard mayBeSent(code) else { throw .closeCode(code) }
        return (code, reason)
    }
}
