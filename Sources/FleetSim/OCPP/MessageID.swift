/// What ties an answer to its call: at most 36 bytes, held in place.
package struct MessageID: Hashable, Sendable {
    private let characters: InlineText<36>

    /// Nothing when it is too long.
    package init?(bytes: WireText) {
        guard let characters = InlineText<36>(bytes) else { return nil }
        self.characters = characters
    }

    /// The number in decimal digits.
    package init(number: UInt64) {
        characters = InlineText(number: number)
    }

    /// The number it was made of; nothing when a peer made it of something else.
    package var number: UInt64? {
        characters.withText { text in
            guard text.count > 0, text.count == 1 || text[0] != .zero else { return nil }
            var number: UInt64 = 0
            for index in 0..<text.count {
                let digit = UInt64(text[index].digit)
                let (tenfold, first) = number.multipliedReportingOverflow(by: 10)
                let (sum, second) = tenfold.addingReportingOverflow(digit)
                guard digit < 10, !first, !second else { return nil }
                number = sum
            }
            return number
        }
    }

    package var text: String { characters.withText(\.string) }

    func write(to writer: inout JSONWriter) {
        characters.withText { writer.text($0) }
    }
}
