/// The calls of chargers that were open when a run ended: counts of answers alone leave them out.
package struct UnfinishedCalls: Equatable, Sendable {
    /// How many were under way, by action.
    private var underWay: [Action: Int] = [:]
    /// How many were due and had not left yet.
    package private(set) var waiting = 0
    /// When the oldest of them all was due.
    private var oldest: SimTime?

    package init() {}

    package var isEmpty: Bool { oldest == nil }

    /// Those under way, in the order of actions.
    package var inOrder: [(action: Action, count: Int)] {
        Action.allCases.compactMap { action in underWay[action].map { (action, $0) } }
    }

    package var sent: Int { inOrder.reduce(0) { $0 + $1.count } }

    mutating func add(sent call: Outbox.InFlight) {
        underWay[call.waiting.call.action, default: 0] += 1
        seeDue(call.waiting.intended)
    }

    mutating func add(waitingSince due: SimTime) {
        waiting += 1
        seeDue(due)
    }

    mutating func merge(_ other: UnfinishedCalls) {
        underWay.merge(other.underWay, uniquingKeysWith: +)
        waiting += other.waiting
        if let time = other.oldest { seeDue(time) }
        assert(isEmpty == (sent + waiting == 0), "what is open was due at some time")
    }

    private mutating func seeDue(_ time: SimTime) {
        oldest = min(oldest ?? time, time)
        assert(sent + waiting > 0, "what was due is under way or waits")
    }

    /// What the run database says of them; nothing when every call was done with.
    package func notable(at end: SimTime) -> Notable? {
        guard let oldest else { return nil }
        let actions = inOrder.map { "\($0.count) \($0.action.name)" }.joined(separator: ", ")
        let under = actions.isEmpty ? "no call under way" : "under way: \(actions)"
        let age = Double((end - oldest).microseconds) / 1_000_000
        return Notable(
            at: end,
            charger: nil,
            kind: "calls-unfinished",
            detail: "\(under); \(waiting) waiting; the oldest was due \(age) s before the end"
        )
    }
}

extension UnfinishedCalls: BatchCoded {
    package static var blank: UnfinishedCalls { UnfinishedCalls() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        // One number for each action there is.
        var counts = Action.allCases.map { underWay[$0] ?? 0 }
        try coder.code(&counts)
        try coder.code(&waiting)
        try coder.code(&oldest)
        guard counts.count == Action.allCases.count, waiting >= 0,
            counts.allSatisfy({ $0 >= 0 }),
            (oldest == nil) == (counts.reduce(waiting, +) == 0)
        else { throw .outOfRange }
        underWay = [:]
        for (action, count) in zip(Action.allCases, counts) where count > 0 {
            underWay[action] = count
        }
    }
}
