/// A token as OCPP 1.6 has it: at most 20 printable ASCII characters, held in place.
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
    /// A driver's token as OCPP 1.6 tells it.
    ///
    /// A fleet's plan refuses longer ones for a charger that speaks 1.6.
    init(_ token: Token) {
        guard let own = token.withText({ IdToken(bytes: $0) }) else {
            preconditionFailure("‘\(token.text)’ is too long for OCPP 1.6")
        }
        self = own
    }

    /// The same outside OCPP 1.6, which does not tell what carries it.
    var token: Token {
        guard let token = characters.withText({ Token(bytes: $0) }) else {
            preconditionFailure("a token has room for what OCPP 1.6 takes")
        }
        return token
    }
}

extension Token {
    /// Whether OCPP 1.6 has room for it.
    var fitsV16: Bool { withText { $0.count } <= 20 }
}

extension IdToken: WireValue {
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
