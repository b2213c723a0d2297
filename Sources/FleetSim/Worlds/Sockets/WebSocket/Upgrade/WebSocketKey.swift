/// What a client asks with, so that only a WebSocket server can answer (RFC 6455 §4.1).
struct WebSocketKey: Equatable {
    /// Sixteen bytes in Base64.
    let text: String

    /// Any 128 bits; each connection has others.
    init(_ bits: UInt128) {
        text = Base64.encode(
            stride(from: 0, to: 128, by: 8).map { UInt8(truncatingIfNeeded: bits >> $0) }
        )
    }

    /// A key that came from a client; nothing if it is none.
    init?(received text: String) {
        guard text.utf8.count == 24, Base64.decode(text.utf8)?.count == 16 else { return nil }
        self.text = text
    }

    /// What the server is to answer.
    var accept: String { Base64.encode(SHA1.digest(Array((text + Self.suffix).utf8))) }

    private static let suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
}
