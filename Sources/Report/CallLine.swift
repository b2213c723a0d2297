import FleetSim

/// The calls of one kind, or of several, summed up row by row.
struct CallLine {
    /// nil: of all actions.
    let action: String?
    let direction: Direction
    private var counts: CallSummary
    private(set) var latency = Histogram()
    private(set) var service = Histogram()
    /// The true maximum of the latency.
    private(set) var longest = 0

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
        if let more = row.latency { latency.merge(more) }
        if let more = row.service { service.merge(more) }
        longest = max(longest, row.longest)
    }

    var summary: CallSummary {
        var summary = counts
        summary.latency = LatencySummary(latency, max: longest)
        summary.service = LatencySummary(service, max: longestService)
        return summary
    }

    /// No call is on the wire for longer than it is due.
    var longestService: Int { min(Int(service.max), longest) }
}
