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

    init(_ characters: InlineText<36>) {
        self.characters = characters
    }

    /// The number it was made of; nothing when a peer made it of something else.
    package var number: UInt64? { characters.withText { Self.number(in: $0) } }

    /// The number that stands between two texts.
    func number(between before: InlineText<36>, _ behind: InlineText<36>) -> UInt64? {
        characters.withText { text in
            let digits = text.count - before.count - behind.count
            guard digits > 0 else { return nil }
            let end = before.count + digits
            let isOurs =
                before.withText { before in
                    (0..<before.count).allSatisfy { text[$0] == before[$0] }
                }
                && behind.withText { behind in
                    (0..<behind.count).allSatisfy { text[end + $0] == behind[$0] }
                }
            guard isOurs else { return nil }
            return Self.number(in: WireText(start: text.start + before.count, count: digits))
        }
    }

    private static func number(in text: WireText) -> UInt64? {
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

    package var text: String { characters.withText(\.string) }

    func write(to writer: inout JSONWriter) {
        characters.withText { writer.text($0) }
    }
}
