/// What stands before and behind the number of each of a charger's calls.
struct CallIDs {
    private let before: InlineText<36>
    private let behind: InlineText<36>

    /// Nil where a number of eight digits would have no room.
    init?(before: String, behind: String) {
        guard before.utf8.count + behind.utf8.count <= 28,
            let before = Self.text(before), let behind = Self.text(behind)
        else { return nil }
        (self.before, self.behind) = (before, behind)
    }

    /// The id of a call; after a hundred million of them they begin again.
    func id(_ number: UInt64) -> MessageID {
        let digits = InlineText<36>(number: number % 100_000_000)
        let id = before.withText { before in
            digits.withText { digits in
                behind.withText { behind in
                    InlineText<36>(joining: before, digits, behind)
                }
            }
        }
        guard let id else { preconditionFailure("an id has room for eight digits") }
        assert(self.number(of: MessageID(id)) == number % 100_000_000, "an id tells its number")
        return MessageID(id)
    }

    /// The number of the call whose id this is; nil: it is none of these.
    func number(of id: MessageID) -> UInt64? {
        id.number(between: before, behind)
    }

    private static func text(_ string: String) -> InlineText<36>? {
        var string = string
        return string.withUTF8 { utf8 in
            guard let start = utf8.baseAddress else { return InlineText("") }
            return InlineText(WireText(start: start, count: utf8.count))
        }
    }
}
