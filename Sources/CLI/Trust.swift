import FleetSim

/// Whether a live run can be believed: a knee in a curve must be blamed on the right side.
struct Trust {
    /// The share of events that may be handled late.
    private static let mostLate = 0.01

    private var events = 0
    private var lag = LagCounts()
    private var opened = 0
    private var firstFailure: String?

    mutating func see(_ batch: borrowing Batch) {
        // Timers that no longer count come late too, and are no events of the batch.
        events += batch.lag.lag.count
        lag.merge(batch.lag)
        opened += batch.connections.opened
        if firstFailure == nil {
            firstFailure = batch.notables.first { $0.kind == "connect-failed" }?.detail
        }
    }

    /// Each reason not to, as a sentence.
    var doubts: [String] {
        var doubts: [String] = []
        if opened == 0 {
            let why = firstFailure.map { ": \($0.visible)" } ?? ""
            doubts.append("the CSMS was never reached\(why)")
        }
        let share = events > 0 ? Double(lag.late) / Double(events) : 0
        if share > Self.mostLate {
            let tolerance = LagCounts.tolerance.microseconds / 1_000
            let percent = (share * 1_000).rounded() / 10
            doubts.append(
                "the simulator itself was too slow: \(percent) % of its events came more than "
                    + "\(tolerance) ms late (p99 \(lag.lag.quantile(0.99) / 1_000) ms), so its "
                    + "latencies cannot be trusted; take fewer chargers or more --threads"
            )
        }
        return doubts
    }
}
