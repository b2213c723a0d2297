/// What a driver presents to be recognised by: at most 20 printable ASCII characters, held in place.
///
/// OCPP compares them without regard to case (a `CiString20`), and so do `==` and hashing. The
/// case it came in is kept and written.
package struct IdToken: Sendable {
    private let characters: InlineText<20>

    /// Nothing when it is too long or holds a character that is not printable ASCII.
    package init?(bytes: WireText) {
        guard let characters = InlineText<20>(bytes) else { return nil }
        for index in 0..<bytes.count where !(0x20...0x7E ~= bytes[index]) { return nil }
        self.characters = characters
    }

    package init?(_ string: String) {
        var string = string
        let token = string.withUTF8 { utf8 -> IdToken? in
            guard let start = utf8.baseAddress else { return IdToken(bytes: "") }
            return IdToken(bytes: WireText(start: start, count: utf8.count))
        }
        guard let token else { return nil }
        self = token
    }

    package var text: String { characters.withText(\.string) }
}

extension IdToken: Hashable {
    package static func == (left: IdToken, right: IdToken) -> Bool {
        left.characters == right.characters
            || left.characters.lowercased == right.characters.lowercased
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(characters.lowercased)
    }
}

extension IdToken: Comparable {
    /// By their characters; as in `==` their case does not count.
    package static func < (left: IdToken, right: IdToken) -> Bool {
        left.characters.lowercased.withText { leftText in
            right.characters.lowercased.withText { leftText.precedes($0) }
        }
    }
}

extension IdToken {
    /// A card's number as a reader gives it that sends the last byte first.
    ///
    /// Only whole bytes in hexadecimal can be turned round; anything else stays as it is.
    package var byteReversed: IdToken {
        let digits = Array(text)
        guard digits.count.isMultiple(of: 2), digits.allSatisfy(\.isHexDigit) else { return self }
        let lastFirst = stride(from: digits.count - 2, through: 0, by: -2)
        return IdToken(lastFirst.map { String(digits[$0...$0 + 1]) }.joined()) ?? self
    }
}

extension IdToken: JSONValue {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        let text = try reader.text()
        guard let token = text.withBytes({ IdToken(bytes: $0) }) else {
            throw PayloadError(
                .propertyConstraintViolation,
                "must be up to 20 printable ASCII characters"
            )
        }
        self = token
    }

    package func write(to writer: inout JSONWriter) {
        characters.withText { writer.text($0) }
    }
}
