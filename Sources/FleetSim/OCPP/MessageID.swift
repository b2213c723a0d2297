/// What ties an answer to its call: at most 36 bytes, held in place.
package struct MessageID: Hashable, Sendable {
    /// What is written as a number is kept as one: nearly all peers count their calls, and a number
    /// is read, compared and written in a fraction of what a text takes.
    private enum Form: Hashable, Sendable {
        case number(UInt64)
        /// Anything that is not just what a number would be written as.
        case text(InlineText<36>)
    }

    private let form: Form

    /// Nothing when it is too long.
    package init?(bytes: WireText) {
        if let number = UInt64(writtenAs: bytes) {
            form = .number(number)
            return
        }
        guard let characters = InlineText<36>(bytes) else { return nil }
        form = .text(characters)
    }

    /// The number in decimal digits.
    package init(number: UInt64) {
        form = .number(number)
    }

    init(_ characters: InlineText<36>) {
        form =
            characters.withText(UInt64.init(writtenAs:)).map(Form.number) ?? .text(characters)
    }

    /// The number it was made of; nothing when a peer made it of something else.
    package var number: UInt64? {
        if case .number(let number) = form { number } else { nil }
    }

    package var text: String {
        switch form {
        case .number(let number): String(number)
        case .text(let characters): characters.withText(\.string)
        }
    }

    /// The number that stands between two texts.
    func number(between before: InlineText<36>, _ behind: InlineText<36>) -> UInt64? {
        let characters =
            switch form {
            case .number(let number): InlineText<36>(number: number)
            case .text(let characters): characters
            }
        return characters.withText { text in
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
            return UInt64(writtenAs: WireText(start: text.start + before.count, count: digits))
        }
    }

    func write(to writer: inout JSONWriter) {
        switch form {
        case .number(let number): writer.quoted(number)
        case .text(let characters): characters.withText { writer.text($0) }
        }
    }
}

extension UInt64 {
    private static var greatest: WireText { "18446744073709551615" }

    /// The number that is written just so.
    fileprivate init?(writtenAs text: WireText) {
        guard 1...20 ~= text.count, text.count == 1 || text[0] != .zero,
            text.count < 20 || !Self.greatest.precedes(text)
        else { return nil }
        var number: UInt64 = 0
        for index in 0..<text.count {
            guard text[index].digit < 10 else { return nil }
            number = number &* 10 &+ UInt64(text[index].digit)
        }
        self = number
    }
}
