/// What a driver presents to be recognised by: at most 36 printable ASCII characters, held in place.
///
/// Wide enough for every version of OCPP. Texts are compared without regard to case, as OCPP does;
/// the case it came in is kept.
struct Token: Sendable {
    /// What carries it, which OCPP 1.6 does not tell.
    enum Kind: UInt8 {
        case unknown
        /// A card that a reader reads, or what an app stands in for.
        case card
        /// A PIN, typed in.
        case code
        /// What plugging in names.
        case plug
    }

    private let characters: InlineText<36>
    var kind: Kind

    /// Nothing when it is too long or holds a character that is not printable ASCII.
    init?(bytes: WireText, kind: Kind = .unknown) {
        guard let characters = InlineText<36>(bytes) else { return nil }
        for index in 0..<bytes.count where !(0x20...0x7E ~= bytes[index]) { return nil }
        self.characters = characters
        self.kind = kind
    }

    init?(_ string: String, kind: Kind = .unknown) {
        var string = string
        let token = string.withUTF8 { utf8 -> Token? in
            guard let start = utf8.baseAddress else { return Token(bytes: "", kind: kind) }
            return Token(bytes: WireText(start: start, count: utf8.count), kind: kind)
        }
        guard let token else { return nil }
        self = token
    }

    var text: String { withText(\.string) }

    /// Lends the characters for as long as `body` runs.
    func withText<Result>(_ body: (WireText) -> Result) -> Result { characters.withText(body) }

    /// Whether another may be the same driver's: a kind that is not known could be any.
    func matches(_ other: Token) -> Bool {
        (kind == other.kind || kind == .unknown || other.kind == .unknown)
            && hasCharacters(of: other)
    }

    private func hasCharacters(of other: Token) -> Bool {
        characters == other.characters || characters.lowercased == other.characters.lowercased
    }
}

extension Token: Hashable {
    static func == (left: Token, right: Token) -> Bool {
        left.kind == right.kind && left.hasCharacters(of: right)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(characters.lowercased)
    }
}

extension Token {
    /// A card's number as a reader gives it that sends the last byte first.
    ///
    /// Only whole bytes in hexadecimal can be turned round; anything else stays as it is.
    var byteReversed: Token {
        let digits = Array(text)
        guard digits.count.isMultiple(of: 2), digits.allSatisfy(\.isHexDigit) else { return self }
        let lastFirst = stride(from: digits.count - 2, through: 0, by: -2)
        return Token(lastFirst.map { String(digits[$0...$0 + 1]) }.joined(), kind: kind) ?? self
    }

    /// A number from 0 to 1 that is always the same for a token, and for others another.
    var share: Double {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // The lowest bits of such a hash hardly stir the highest; a last turn does.
        hash = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
        return Double(hash >> 11) * 0x1p-53
    }
}
