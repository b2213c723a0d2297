import FleetSim

/// The calls of one kind, or of several, summed up row by row.
struct CallLine {
    /// nil: of all actions.
    let action: String?
    let direction: Direction
    private var counts: CallSummary
    private(set) var latency = ResponseTimes()
    private(set) var service = ResponseTimes()

    init(action: String?, direction: Direction) {
        self.action = action
        self.direction = direction
        counts = CallSummary(action: action, direction: direction.name)
    }

    mutating func add(_ row: CallTally.Row) {
        counts.count += row.count
        counts.outcomes[Int(row.outcome.rawValue)] += row.count
        counts.bytesSent += row.bytesSent
        counts.bytesReceived += row.bytesReceived
        counts.overdue += row.overdue
        if row.outcome == .open { counts.longestOpen = max(counts.longestOpen, row.longest) }
        if let more = row.latency { latency.add(more, row.outcome, longest: row.longest) }
        // No call is on the wire for longer than it is due.
        if let more = row.service { service.add(more, row.outcome, longest: row.longest) }
    }

    var summary: CallSummary {
        var summary = counts
        summary.latency = LatencySummary(latency)
        summary.service = LatencySummary(service)
        return summary
    }
}
