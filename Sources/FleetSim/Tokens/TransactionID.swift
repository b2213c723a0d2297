/// What a CSMS calls a transaction: a number in OCPP 1.6, text of up to 36 characters in later versions.
///
/// A number is held in place. A text has memory of its own, so that nothing is paid for texts where no
/// charger has one.
package struct TransactionID: Sendable {
    package enum Form: Equatable, Sendable {
        case number(Int64)
        case text(String)
    }

    private let number: Int64
    private let characters: Rare<InlineText<36>>

    package init(_ number: Int) {
        self.number = Int64(number)
        characters = Rare()
    }

    /// Nothing when it is empty, too long or holds a character that is not printable ASCII.
    package init?(_ text: String) {
        guard !text.isEmpty, let token = Token(text) else { return nil }
        number = 0
        characters = Rare(token.withText { InlineText<36>($0) })
        assert(!characters.isNone, "a token has no more characters than an id")
    }

    package var form: Form {
        characters.read { $0.withText { .text($0.string) } } ?? .number(number)
    }
}

extension TransactionID: Comparable {
    package static func == (left: TransactionID, right: TransactionID) -> Bool {
        left.number == right.number && left.characters.value == right.characters.value
    }

    /// Numbers come before texts.
    package static func < (left: TransactionID, right: TransactionID) -> Bool {
        switch (left.form, right.form) {
        case (.number(let one), .number(let other)): one < other
        case (.text(let one), .text(let other)): one < other
        case (.number, .text): true
        case (.text, .number): false
        }
    }
}

extension TransactionID: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}
