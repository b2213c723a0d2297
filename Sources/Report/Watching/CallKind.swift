import FleetSim

/// Calls of one action in one direction, however they ended.
struct CallKind {
    let action: Action
    let direction: Direction
    private(set) var count = 0
    /// Of those, calls of chargers that got no answer or an error for one.
    private(set) var failed = 0
    /// Due to reply, and sent to reply.
    private(set) var latency = ResponseTimes()
    private(set) var service = ResponseTimes()

    /// What rows in order come to, in the same order.
    static func all(of rows: [CallTable.Row]) -> [CallKind] {
        var kinds: [CallKind] = []
        for row in rows {
            if kinds.last?.action != row.action || kinds.last?.direction != row.direction {
                kinds.append(CallKind(action: row.action, direction: row.direction))
            }
            kinds[kinds.count - 1].add(row)
        }
        return kinds
    }

    private init(action: Action, direction: Direction) {
        self.action = action
        self.direction = direction
    }

    private mutating func add(_ row: CallTable.Row) {
        count += row.count
        // What a charger refuses to do is no failure of the CSMS.
        if direction == .out { failed += row.failures }
        latency.add(row.latency, row.outcome)
        service.add(row.service, row.outcome)
        assert(failed <= count, "no more calls fail than are made")
    }
}

extension CallTable.Row {
    /// A refusal is an answer like any other.
    fileprivate var failures: Int {
        switch outcome {
        case .ok, .rejected: 0
        case .error, .timeout, .lost: count
        case .open: overdue
        }
    }
}
