extension IdToken {
    /// The same number of a card with its bytes in the other order; nil where it is no such number.
    var withBytesReversed: IdToken? {
        let digits = Array(text)
        guard digits.count.isMultiple(of: 2), digits.allSatisfy(\.isHexDigit) else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0..<$0 + 2] }
        return IdToken(String(bytes.reversed().joined()))
    }
}
