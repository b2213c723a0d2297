/// The errors that calls were answered with, by action, direction and code.
///
/// Their texts are in part the peer's: the first few of each kind are kept, cut to a length.
package struct CallErrorTable: Equatable, Sendable {
    package struct Row: Equatable, Sendable {
        package let action: Action
        package let direction: Direction
        package let code: ErrorCode
        package fileprivate(set) var count = 0
        /// The first few that differ, in the order in which they came.
        fileprivate var first: [Text] = []

        package var texts: [String] { first.map(\.text) }

        fileprivate static func precedes(_ one: Row, _ other: Row) -> Bool {
            (one.action.rawValue, one.direction.rawValue, one.code.name)
                < (other.action.rawValue, other.direction.rawValue, other.code.name)
        }
    }

    /// What an error said, when, and to which charger or by which.
    package struct Text: Equatable, Sendable {
        private static let longest = 200

        fileprivate let at: SimTime
        fileprivate let charger: Int32
        fileprivate let text: String

        package init(_ text: String, of charger: Int, at time: SimTime) {
            at = time
            self.charger = Int32(charger)
            self.text = String(text.unicodeScalars.prefix(Self.longest))
        }

        fileprivate func precedes(_ other: Text) -> Bool {
            (at, charger, text) < (other.at, other.charger, other.text)
        }
    }

    package static let mostTexts = 3

    private var rows: [Row] = []

    package init() {}

    /// By action, direction and code.
    package var inOrder: [Row] {
        rows.sorted(by: Row.precedes)
    }

    package mutating func record(
        _ action: Action,
        _ direction: Direction,
        _ code: ErrorCode,
        _ text: Text
    ) {
        let place = place(of: action, direction, code)
        rows[place].count += 1
        rows[place].note(text)
    }

    package mutating func merge(_ other: CallErrorTable) {
        for row in other.rows {
            let place = place(of: row.action, row.direction, row.code)
            rows[place].count += row.count
            for text in row.first { rows[place].note(text) }
        }
    }

    package mutating func clear() { rows.removeAll(keepingCapacity: true) }

    private mutating func place(
        of action: Action,
        _ direction: Direction,
        _ code: ErrorCode
    ) -> Int {
        let place = rows.firstIndex {
            $0.action == action && $0.direction == direction && $0.code == code
        }
        if let place { return place }
        rows.append(Row(action: action, direction: direction, code: code))
        return rows.count - 1
    }
}

extension CallErrorTable.Row {
    /// Keeps a text if it is among the first that differ, in whatever order shards are merged.
    fileprivate mutating func note(_ text: CallErrorTable.Text) {
        let isFull = first.count == CallErrorTable.mostTexts
        if isFull, let last = first.last, !text.precedes(last) { return }
        if let same = first.firstIndex(where: { $0.text == text.text }) {
            guard text.precedes(first[same]) else { return }
            first.remove(at: same)
        }
        first.insert(text, at: first.firstIndex { text.precedes($0) } ?? first.count)
        if first.count > CallErrorTable.mostTexts { first.removeLast() }
        assert(first.count <= CallErrorTable.mostTexts, "a few texts are kept of each kind")
    }
}

extension CallErrorTable: BatchCoded {
    package static var blank: CallErrorTable { CallErrorTable() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var table = CallErrorTable()
        table.rows = inOrder
        try coder.code(&table.rows)
        try BatchCoder.demandRising(table.rows, by: Row.precedes)
        self = CallErrorTable()
        merge(table)
    }
}

extension CallErrorTable.Row: BatchCoded {
    package static var blank: CallErrorTable.Row {
        CallErrorTable.Row(action: .heartbeat, direction: .out, code: .genericError)
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var (action, direction, code) = (action, direction, code.name)
        try coder.choice(&action)
        try coder.choice(&direction)
        try coder.code(&code)
        guard let known = ErrorCode.allCases.first(where: { $0.name == code }) else {
            throw .outOfRange
        }
        var row = CallErrorTable.Row(action: action, direction: direction, code: known)
        (row.count, row.first) = (count, first)
        try coder.code(&row.count)
        try coder.code(&row.first)
        guard row.count >= 0 else { throw .outOfRange }
        self = row
    }
}

extension CallErrorTable.Text: BatchCoded {
    package static var blank: CallErrorTable.Text { .init("", of: 0, at: .zero) }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var (at, charger, text) = (at, charger, text)
        try coder.code(&at)
        try coder.code(&charger)
        try coder.code(&text)
        self = CallErrorTable.Text(text, of: Int(charger), at: at)
    }
}
