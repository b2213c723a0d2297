import FleetSim

/// Calls of one action in one direction, however they ended.
struct CallKind {
    let action: Action
    let direction: Direction
    private(set) var count = 0
    /// Of those, calls that got no answer or an error for one.
    private(set) var failed = 0
    /// From when it was due, and from when it left, to the reply, in microseconds.
    private(set) var latency = Histogram()
    private(set) var service = Histogram()

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
        if row.outcome.isFailure { failed += row.count }
        latency.merge(row.latency)
        service.merge(row.service)
    }
}

extension Outcome {
    /// A refusal is an answer like any other.
    fileprivate var isFailure: Bool {
        switch self {
        case .ok, .rejected: false
        case .error, .timeout, .lost: true
        }
    }
}
