/// What a CSMS and its chargers call a transaction: a whole number, as in OCPP 1.6, or at most 36
/// printable ASCII characters, as in later versions.
package struct TransactionID: Hashable, Sendable {
    /// Each bay and each visit has room for one, so a text, which no charger of OCPP 1.6 has, stands
    /// elsewhere: with a number it takes as many bytes as an `Int?`, and copying it counts no references.
    private enum Form: Hashable, Sendable {
        case number(Int64)
        indirect case text(InlineText<36>)
    }

    private let form: Form

    package init(_ number: Int) {
        form = .number(Int64(number))
    }

    /// Nothing when it is empty, too long or holds a character that is not printable ASCII.
    ///
    /// A text of digits stays one: `17` and `"17"` are two ids, as they are on the wire.
    package init?(text: String) {
        var text = text
        let characters = text.withUTF8 { utf8 -> InlineText<36>? in
            guard let start = utf8.baseAddress, utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else {
                return nil
            }
            return InlineText<36>(WireText(start: start, count: utf8.count))
        }
        guard let characters, characters.count > 0 else { return nil }
        form = .text(characters)
    }

    /// nil: it is a text.
    package var number: Int64? {
        switch form {
        case .number(let number): number
        case .text: nil
        }
    }

    /// As it is told: a number in decimal digits.
    package var text: String {
        switch form {
        case .number(let number): String(number)
        case .text(let characters): characters.withText(\.string)
        }
    }
}

extension TransactionID: Comparable {
    /// Numbers by their size, then texts by their bytes: an order for batches, without a meaning.
    package static func < (one: TransactionID, other: TransactionID) -> Bool {
        switch (one.form, other.form) {
        case (.number(let one), .number(let other)): one < other
        case (.number, .text): true
        case (.text, .number): false
        case (.text(let one), .text(let other)):
            one.withText { one in other.withText { one.precedes($0) } }
        }
    }
}
