/// Counters and histograms per action, direction and outcome.
package struct CallTable: Sendable {
    /// One row: what happened to the calls of one kind in one window.
    package struct Row: Sendable {
        package let action: Action
        package let direction: Direction
        package let outcome: Outcome
        package var count = 0
        package var bytesSent = 0
        package var bytesReceived = 0
        /// Of calls that were open at the end: those older than their charger waits for an answer.
        package var overdue = 0
        /// From when a call was due to its reply, in microseconds; without a reply, to when it was
        /// given up or the run ended.
        package var latency = Histogram()
        /// The same from when it was sent.
        package var service = Histogram()

        /// Whether each call is counted once, and none has a time that was not due.
        package var isConsistent: Bool {
            count >= 0 && 0...count ~= overdue && bytesSent >= 0 && bytesReceived >= 0
                && service.count <= latency.count && latency.count <= count
        }
    }

    /// Calls of the CSMS that are of no action; none of the rows has them.
    package var unknown = UnknownCalls()
    /// Rows in order of their first use; `inOrder` sorts them.
    private var rows: [Row] = []
    private var indices = [Int16](
        repeating: -1,
        count: Action.allCases.count * Direction.allCases.count * Outcome.allCases.count
    )

    package init() {}

    /// Rows that counted something, by action, direction and outcome.
    package var inOrder: [Row] {
        // The rows are few: to go through all indices took more than half of what a short window takes.
        rows.indices.filter { rows[$0].count > 0 }
            .sorted { key(of: $0) < key(of: $1) }
            .map { rows[$0] }
    }

    /// Counts a call; times are absent where they cannot be known.
    package mutating func record(
        _ action: Action,
        _ direction: Direction,
        _ outcome: Outcome,
        latency: SimDuration?,
        service: SimDuration?,
        bytesSent: Int,
        bytesReceived: Int,
        isOverdue: Bool = false
    ) {
        assert(bytesSent >= 0 && bytesReceived >= 0, "sizes are not negative")
        // One change of the row instead of one for each of its members.
        rows[index(of: action, direction, outcome)].count(
            latency: latency,
            service: service,
            bytesSent: bytesSent,
            bytesReceived: bytesReceived,
            isOverdue: isOverdue
        )
    }

    package mutating func merge(_ other: CallTable) {
        for row in other.rows where row.count > 0 { add(row) }
        unknown.merge(other.unknown)
    }

    mutating func add(_ row: Row) {
        let index = index(of: row.action, row.direction, row.outcome)
        rows[index].count += row.count
        rows[index].bytesSent += row.bytesSent
        rows[index].bytesReceived += row.bytesReceived
        rows[index].overdue += row.overdue
        rows[index].latency.merge(row.latency)
        rows[index].service.merge(row.service)
    }

    /// Forgets the counts and keeps the memory.
    package mutating func clear() {
        unknown.clear()
        for index in rows.indices {
            rows[index].count = 0
            rows[index].bytesSent = 0
            rows[index].bytesReceived = 0
            rows[index].overdue = 0
            rows[index].latency.clear()
            rows[index].service.clear()
        }
    }

    private mutating func index(
        of action: Action,
        _ direction: Direction,
        _ outcome: Outcome
    ) -> Int {
        let key = Self.key(of: action, direction, outcome)
        assert(
            indices[key] < 0 || rows[Int(indices[key])].outcome == outcome,
            "a row is found by what it counts"
        )
        if indices[key] >= 0 { return Int(indices[key]) }
        rows.append(Row(action: action, direction: direction, outcome: outcome))
        indices[key] = Int16(rows.count - 1)
        return rows.count - 1
    }
}

extension CallTable {
    /// The order of rows, of which each kind of call has one.
    static func precedes(_ one: Row, _ other: Row) -> Bool {
        key(of: one.action, one.direction, one.outcome)
            < key(of: other.action, other.direction, other.outcome)
    }

    private static func key(of action: Action, _ direction: Direction, _ outcome: Outcome) -> Int {
        (Int(action.rawValue) * Direction.allCases.count + Int(direction.rawValue))
            * Outcome.allCases.count + Int(outcome.rawValue)
    }

    private func key(of index: Int) -> Int {
        Self.key(of: rows[index].action, rows[index].direction, rows[index].outcome)
    }
}

extension CallTable.Row {
    fileprivate mutating func count(
        latency: SimDuration?,
        service: SimDuration?,
        bytesSent: Int,
        bytesReceived: Int,
        isOverdue: Bool
    ) {
        count += 1
        self.bytesSent += bytesSent
        self.bytesReceived += bytesReceived
        overdue += isOverdue ? 1 : 0
        if let latency { self.latency.record(latency.microseconds) }
        if let service { self.service.record(service.microseconds) }
        assert(self.service.count <= self.latency.count, "a call that was sent was due")
        assert(self.latency.count <= count, "no call is timed twice")
    }
}
