/// The cards of a run: as many as are asked for, and no two alike.
enum TokenList {
    /// A card's seven-byte UID in hexadecimal: a maker's byte, four that scatter, and two more for
    /// the number's high part, so that no two tokens of a run are equal.
    static func token(_ number: Int, seed: UInt64) -> Token {
        token(prefix: "04", number: UInt64(number), seed: seed)
    }

    /// The token of a driver whom the CSMS does not know.
    static func unknown(_ number: UInt64, seed: UInt64) -> Token {
        token(prefix: "08", number: number, seed: seed)
    }

    private static func token(prefix: String, number: UInt64, seed: UInt64) -> Token {
        // An odd factor permutes the 48-bit numbers, so different numbers stay different.
        let scattered = (number &* 0x9E37_79B9_7F4B) ^ (seed & 0xFFFF_FFFF_FFFF)
        let digits = String(scattered & 0xFFFF_FFFF_FFFF, radix: 16, uppercase: true)
        let text = prefix + String(repeating: "0", count: 12 - digits.count) + digits
        guard let token = Token(text, kind: .card) else {
            preconditionFailure("‘\(text)’ is no token")
        }
        return token
    }
}
