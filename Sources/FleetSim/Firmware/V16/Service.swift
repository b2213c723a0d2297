/// Whether a connector, or the charger as a whole, serves drivers as it is wanted to; a byte.
struct Service {
    private struct Marks: OptionSet {
        let rawValue: UInt8

        static let isOut = Marks(rawValue: 1)
        static let ends = Marks(rawValue: 2)
        static let isWithdrawn = Marks(rawValue: 4)
    }

    private var marks: Marks = []

    var isOperative: Bool { !marks.contains(.isOut) }
    /// Whether it goes out of service when what happens here has ended.
    var ends: Bool { marks.contains(.ends) }
    /// Whether the CSMS has taken it out, which lasts until the CSMS says otherwise.
    var isWithdrawn: Bool { marks.contains(.isWithdrawn) }

    mutating func takeOut() { marks = marks.subtracting(.ends).union(.isOut) }
    mutating func putIn() { marks.subtract([.isOut, .ends]) }
    mutating func endLater() { marks.insert(.ends) }

    /// What the CSMS wants of it.
    mutating func note(wantedInService: Bool) {
        if wantedInService { marks.remove(.isWithdrawn) } else { marks.insert(.isWithdrawn) }
    }
}
