/// The cards of a run: as many as are asked for, and no two alike.
enum TokenList {
    /// A card's seven-byte UID in hexadecimal: a maker's byte, four that scatter, and two more for
    /// the number's high part, so that no two tokens of a run are equal.
    static func token(_ number: Int, seed: UInt64) -> Token {
        token(maker: 0x04, number: UInt64(number), seed: seed)
    }

    /// The token of a driver whom the CSMS does not know.
    static func unknown(_ number: UInt64, seed: UInt64) -> Token {
        token(maker: 0x08, number: number, seed: seed)
    }

    private static func token(maker: UInt64, number: UInt64, seed: UInt64) -> Token {
        // An odd factor permutes the 48-bit numbers, so different numbers stay different.
        let scattered = ((number &* 0x9E37_79B9_7F4B) ^ seed) & 0xFFFF_FFFF_FFFF
        let uid = maker << 48 | scattered
        // Every visit that is drawn makes one: its digits are written without a string.
        return withUnsafeTemporaryAllocation(byteCount: 14, alignment: 1) { text in
            for index in 0..<14 {
                let digit = UInt8(truncatingIfNeeded: uid >> UInt64(52 - 4 * index)) & 0xF
                text[index] = digit + UInt8(ascii: digit < 10 ? "0" : "7")
            }
            guard
                let token = Token(
                    bytes: WireText(rebasing: UnsafeRawBufferPointer(text)[...]),
                    kind: .card
                )
            else {
                preconditionFailure("fourteen digits are a token")
            }
            return token
        }
    }
}
