import FleetSim

/// Adds up the rows of `call_window`: per kind of call, per direction, and over time.
struct CallTally {
    /// One row, its histograms decoded.
    struct Row {
        var window: Int
        var action: String
        var direction: Direction
        var outcome: Outcome
        var count: Int
        var bytesSent: Int
        var bytesReceived: Int
        /// Of open calls: those older than their charger waits for an answer.
        var overdue: Int
        /// Due to reply and sent to reply; of calls without a reply their ages.
        var latency: Histogram?
        var service: Histogram?
        /// The true maximum of the latency, which the histogram knows only to its bucket.
        var longest: Int
    }

    private var kinds: [CallLine] = []
    private var places: [Kind: Int] = [:]
    private var directions = Direction.allCases.map { CallLine(action: nil, direction: $0) }
    private(set) var timeline: Timeline
    private var slot: Int?
    private var slotLatency = ResponseTimes()

    private var phaseLines: [CallLine]
    private let bounds: [PhaseSummary]

    init(timeline: Timeline, phases: [PhaseSummary] = []) {
        self.timeline = timeline
        bounds = phases
        phaseLines = phases.map { _ in CallLine(action: nil, direction: .out) }
    }

    /// Adds a row; rows come in the order of their windows.
    mutating func add(_ row: Row) {
        let kind = Kind(action: row.action, direction: row.direction)
        let place = places[kind] ?? kinds.count
        if place == kinds.count {
            places[kind] = place
            kinds.append(CallLine(action: row.action, direction: row.direction))
        }
        kinds[place].add(row)
        directions[Int(row.direction.rawValue)].add(row)
        if row.direction == .out, let phase = bounds.place(of: row.window) {
            phaseLines[phase].add(row)
        }
        addToTimeline(row)
    }

    /// Closes the last slot of the timeline: no rows follow.
    mutating func close() {
        if let slot, slotLatency.count > 0 {
            let quantiles = slotLatency.quantiles([0.5, 0.99])
            timeline.slots[slot].latencyP50 = quantiles[0].microseconds
            timeline.slots[slot].latencyP99 = quantiles[1].microseconds
        }
        slotLatency = ResponseTimes()
    }

    /// By action, then what chargers call before what the CSMS calls.
    var calls: [CallSummary] {
        kinds.sorted {
            ($0.action ?? "", $0.direction.rawValue) < ($1.action ?? "", $1.direction.rawValue)
        }
        .map(\.summary)
    }

    /// The phases with the calls that chargers made in them.
    var phases: [PhaseSummary] {
        zip(bounds, phaseLines).map { phase, line in
            var phase = phase
            phase.calls = line.summary
            return phase
        }
    }

    var totals: [CallSummary] { directions.map(\.summary) }
}

extension CallTally {
    private struct Kind: Hashable {
        var action: String
        var direction: Direction
    }

    private mutating func addToTimeline(_ row: Row) {
        guard let slot = timeline.slot(of: row.window) else { return }
        if slot != self.slot {
            close()
            self.slot = slot
        }
        if let latency = row.latency {
            slotLatency.add(latency, row.outcome, longest: row.longest)
        }
        timeline.slots[slot].count(row)
    }
}

extension CallTally.Row {
    /// Calls that brought no answer in time, or an error for one.
    var failures: Int {
        switch outcome {
        case .ok, .rejected: 0
        case .error, .timeout, .lost: count
        case .open: overdue
        }
    }
}

extension Timeline.Slot {
    fileprivate mutating func count(_ row: CallTally.Row) {
        switch row.direction {
        case .out: callsOut += row.count
        case .in: callsIn += row.count
        }
        if row.direction == .out { failures += row.failures }
        guard row.outcome == .ok else { return }
        if row.action == Action.startTransaction.name { transactionsBegun += row.count }
        if row.action == Action.stopTransaction.name { transactionsEnded += row.count }
    }
}
