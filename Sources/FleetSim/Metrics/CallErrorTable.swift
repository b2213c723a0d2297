/// The errors that calls were answered with, by action, direction and code.
///
/// Their texts are in part the peer's: the first few of each kind are kept, cut to a length. A code may be
/// the peer's own: of rows with such a code those are kept whose codes come first by their bytes, so that the
/// same are kept in any order in which shards are merged, and each is counted in full; the rest is
/// counted together.
package struct CallErrorTable: Equatable, Sendable {
    package struct Row: Equatable, Sendable {
        package let action: Action
        package let direction: Direction
        /// GenericError where what was sent is none of OCPP's.
        package let code: ErrorCode
        /// What was sent, where OCPP does not spell it so.
        fileprivate var spelling: PeerName?
        package fileprivate(set) var count = 0
        /// The first few that differ, in the order in which they came.
        fileprivate var first: [Text] = []

        package var texts: [String] { first.map(\.text) }

        /// The code as it was sent.
        package var name: String { spelling?.text ?? code.name }

        fileprivate init(
            _ action: Action,
            _ direction: Direction,
            _ code: ErrorCode,
            _ spelling: PeerName? = nil
        ) {
            self.action = action
            self.direction = direction
            self.code = spelling == nil ? code : .genericError
            self.spelling = spelling
        }

        fileprivate static func precedes(_ one: Row, _ other: Row) -> Bool {
            (one.action.rawValue, one.direction.rawValue, PeerName(one.name))
                < (other.action.rawValue, other.direction.rawValue, PeerName(other.name))
        }

        fileprivate func isAlike(_ other: Row) -> Bool {
            action == other.action && direction == other.direction && code == other.code
                && spelling == other.spelling
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

    package static let maximumTexts = 3

    private var rows: [Row] = []

    package init() {}

    /// By action, direction and code.
    package var inOrder: [Row] {
        rows.sorted(by: Row.precedes)
    }

    /// Counts an error; `spelling` is its code as it was sent, where OCPP does not spell it so.
    package mutating func record(
        _ action: Action,
        _ direction: Direction,
        _ code: ErrorCode,
        spelling: PeerName? = nil,
        _ text: Text
    ) {
        let index = index(of: Row(action, direction, code, spelling))
        rows[index].count += 1
        rows[index].note(text)
        if spelling != nil { keepFirstSpellings() }
    }

    package mutating func merge(_ other: CallErrorTable) {
        for row in other.rows { add(row) }
    }

    /// The same with no more codes of the peer over the windows of a run than may be told of it.
    package func telling(_ names: inout ToldNames) -> CallErrorTable {
        var table = CallErrorTable()
        for var row in inOrder {
            row.spelling = row.spelling.map { names.tell($0) }
            table.add(row)
        }
        return table
    }

    package mutating func clear() { rows.removeAll(keepingCapacity: true) }

    private mutating func add(_ row: Row) {
        let index = index(of: row)
        rows[index].count += row.count
        for text in row.first { rows[index].note(text) }
        if row.spelling != nil { keepFirstSpellings() }
    }

    private mutating func index(of row: Row) -> Int {
        if let index = rows.firstIndex(where: row.isAlike) { return index }
        rows.append(Row(row.action, row.direction, row.code, row.spelling))
        return rows.count - 1
    }

    /// Has the row with the last of the peer's codes counted among the others, if there is one too many.
    private mutating func keepFirstSpellings() {
        let spelled = rows.indices.filter { rows[$0].isOfPeer }
        guard spelled.count > PeerName.maximumTold else { return }
        let last = spelled.max { rows[$0].isSpelledBefore(rows[$1]) }
        guard let last else { return }
        var row = rows.remove(at: last)
        row.spelling = .others
        add(row)
    }
}

extension CallErrorTable.Row {
    /// Whether its code is one of the peer's own, and told.
    fileprivate var isOfPeer: Bool { spelling.map { $0 != .others } ?? false }

    fileprivate func isSpelledBefore(_ other: CallErrorTable.Row) -> Bool {
        (PeerName(name), action.rawValue, direction.rawValue)
            < (PeerName(other.name), other.action.rawValue, other.direction.rawValue)
    }
}

extension CallErrorTable.Row {
    /// Keeps a text if it is among the first that differ, in any order in which shards are merged.
    fileprivate mutating func note(_ text: CallErrorTable.Text) {
        let isFull = first.count == CallErrorTable.maximumTexts
        if isFull, let last = first.last, !text.precedes(last) { return }
        if let same = first.firstIndex(where: { $0.text == text.text }) {
            guard text.precedes(first[same]) else { return }
            first.remove(at: same)
        }
        first.insert(text, at: first.firstIndex { text.precedes($0) } ?? first.count)
        if first.count > CallErrorTable.maximumTexts { first.removeLast() }
        assert(first.count <= CallErrorTable.maximumTexts, "a few texts are kept of each kind")
    }
}

extension CallErrorTable: BatchCoded {
    package static var blank: CallErrorTable { CallErrorTable() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var table = CallErrorTable()
        table.rows = inOrder
        try coder.code(&table.rows)
        try BatchCoder.demandRising(table.rows, by: Row.precedes)
        guard table.rows.count(where: \.isOfPeer) <= PeerName.maximumTold else { throw .outOfRange }
        self = CallErrorTable()
        merge(table)
    }
}

extension CallErrorTable.Row: BatchCoded {
    package static var blank: CallErrorTable.Row {
        CallErrorTable.Row(.heartbeat, .out, .genericError)
    }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var (action, direction, code) = (action, direction, name)
        try coder.choice(&action)
        try coder.choice(&direction)
        try coder.code(&code)
        let known = ErrorCode.allCases.first { $0.name == code }
        let spelling = known == nil ? PeerName(code) : nil
        var row = CallErrorTable.Row(action, direction, known ?? .genericError, spelling)
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
