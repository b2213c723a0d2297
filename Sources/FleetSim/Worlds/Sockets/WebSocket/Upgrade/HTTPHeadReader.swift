/// Gathers the head of an HTTP message: its lines up to the empty one.
struct HTTPHeadReader: ~Copyable {
    /// Enough for tokens and cookies, too little to hurt.
    static let longest = 16 * 1024

    private var kept = GrowingBuffer()
    private var isWhole = false
    /// Of all heads: a server could send one after the other, and never the last.
    private var taken = 0
    private var lastByte = UInt8(ascii: "\n")
    private var lineLength = 0

    /// The next whole head without its empty line; its bytes have left the front of `input`.
    ///
    /// Nothing means that more must be read. What is given is valid until the next call, or until
    /// `input` is overwritten.
    mutating func next(
        _ input: inout UnsafeMutableRawBufferPointer
    ) throws(UpgradeError) -> UnsafeRawBufferPointer? {
        if isWhole { kept.release() }
        let end = try endOfHead(in: UnsafeRawBufferPointer(input))
        let part = UnsafeRawBufferPointer(input.takeFirst(end ?? input.count))
        taken += part.count
        guard taken <= Self.longest else { throw .longHead(limit: Self.longest) }
        isWhole = end != nil
        if isWhole, kept.isEmpty { return withoutEmptyLine(part) }
        kept.append(part)
        return isWhole ? withoutEmptyLine(kept.bytes) : nil
    }

    /// Whether what was read so far begins as a message of HTTP does.
    private func begins(with bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        let start = Array(kept.bytes.prefix(Self.enough)) + Array(bytes.prefix(Self.enough))
        return start.starts(with: "HTTP/1.".utf8) || start.starts(with: "GET /".utf8)
    }

    private static let enough = 8

    private func withoutEmptyLine(_ head: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        assert(head.suffix(2).elementsEqual("\r\n".utf8), "a head ends in an empty line")
        return UnsafeRawBufferPointer(rebasing: head.dropLast(2))
    }

    /// Where the head ends among these bytes, which follow those of the calls before.
    private mutating func endOfHead(
        in bytes: UnsafeRawBufferPointer
    ) throws(UpgradeError) -> Int? {
        for (index, byte) in bytes.enumerated() {
            defer { lastByte = byte }
            let follows = lastByte == UInt8(ascii: "\r")
            switch byte {
            case UInt8(ascii: "\n"):
                guard follows else { throw .badLineEnd }
                let isEmpty = lineLength == 1
                lineLength = 0
                if isEmpty { return index + 1 }
                continue
            case UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
            case ..<0x20, 0x7F:
                // Such as a TLS server sends to who speaks plain HTTP to it.
                guard begins(with: bytes[..<index]) else { throw .notHTTP }
                throw .controlCharacter(byte)
            default: break
            }
            guard !follows else { throw .badLineEnd }
            lineLength += 1
        }
        return nil
    }
}
