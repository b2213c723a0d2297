import FleetSim

/// A live run on a terminal: a few lines that stand where they are while their figures change.
package enum LiveView {
    /// In a smaller window a single line says more.
    private static let minimum = (width: 48, height: 8)

    /// At most `height` lines of at most `width` columns; nothing if the window is too small.
    package static func lines(_ tally: RunTally, width: Int, height: Int) -> [String]? {
        guard width >= minimum.width, height >= minimum.height else { return nil }
        let head =
            [progressLine(tally, width), connections(tally), calls(tally), lag(tally)]
            + silence(tally) + [""]
        let table = LiveTable(tally, width: width).lines(height - head.count)
        return (head + table).map { $0.fitted(to: width) }
    }

    /// How far it has got and what it has come to, as one line without an end of its own.
    static func line(_ tally: RunTally) -> String {
        let reached = tally.reached - SimTime.zero
        let total = max(1, tally.facts.duration.nanoseconds)
        let share = Int(Double(reached.nanoseconds) / Double(total) * 100)
        let now = tally.whole.connections
        return "\(clock(reached)) of \(clock(tally.facts.duration)), \(share) %; "
            + "\(Figures.grouped(now.connected)) of \(Figures.grouped(tally.facts.chargers)) "
            + "connected; \(([calls(tally)] + waiting(tally)).joined(separator: "; "))"
    }

    /// How many chargers wait for something that the CSMS owes them, and that it is silent if it is.
    private static func waiting(_ tally: RunTally) -> [String] {
        let silence = silence(tally)
        guard silence.isEmpty else { return silence }
        return [Self.chargersWaiting(tally.whole.answers.waiting)]
    }

    /// What runs against whom to the left, how far it has got to the right.
    private static func progressLine(_ tally: RunTally, _ width: Int) -> String {
        let facts = tally.facts
        let reached = tally.reached - SimTime.zero
        let total = max(1, facts.duration.nanoseconds)
        let left = SimDuration(
            nanoseconds: max(0, facts.duration.nanoseconds - reached.nanoseconds)
        )
        let seconds = Int(tally.realSeconds(left).rounded(.up))
        let share = Int(Double(reached.nanoseconds) / Double(total) * 100)
        let progress =
            "\(clock(reached)) of \(clock(facts.duration)), \(share) %, "
            + "\(Figures.clock(microseconds: seconds * 1_000_000)) to go"
        let title = "\(facts.scenario) at \(facts.csms)".fitted(to: width - progress.columns - 2)
        return title.padded(to: width - progress.columns) + progress
    }

    private static func connections(_ tally: RunTally) -> String {
        let now = tally.whole.connections
        return
            "\(Figures.grouped(now.connected)) of \(Figures.grouped(tally.facts.chargers)) connected"
            + ", \(Figures.grouped(now.connecting)) connecting, "
            + "\(Figures.grouped(now.failed)) failed; "
            + "\(Figures.grouped(now.opened)) opened, \(Figures.grouped(now.closed)) closed"
    }

    private static func calls(_ tally: RunTally) -> String {
        let recent = tally.recent
        let latest = recent.calls.inOrder.reduce(recent.calls.unknown.count) { $0 + $1.count }
        let rate = Double(latest) / max(tally.realSeconds(recent.length), 0.001)
        let rows = tally.whole.calls.inOrder
        let unknown = tally.whole.calls.unknown.count
        func count(_ outcome: Outcome) -> String {
            let refused = outcome == .error ? unknown : 0
            return Figures.grouped(
                rows.reduce(refused) { $0 + ($1.outcome == outcome ? $1.count : 0) }
            )
        }
        let all = Figures.grouped(rows.reduce(unknown) { $0 + $1.count })
        return "\(Figures.rate(rate)) calls/s; \(all) calls: errors \(count(.error)), "
            + "timeouts \(count(.timeout)), lost \(count(.lost))"
    }

    /// That the CSMS owes answers and gives none, if it has been so for a while.
    private static func silence(_ tally: RunTally) -> [String] {
        let answers = tally.whole.answers
        guard let since = answers.silentSince,
            tally.realSeconds(tally.reached - since) >= notableSilence
        else { return [] }
        let waiting = Self.chargersWaiting(answers.waiting) + obstacle(tally)
        guard let last = answers.last else { return ["the CSMS has answered nothing, \(waiting)"] }
        return ["the CSMS last answered anything at \(clock(last - .zero)), \(waiting)"]
    }

    /// What keeps most of those out who were never let in; the words are in part the peer's.
    private static func obstacle(_ tally: RunTally) -> String {
        let kept = tally.whole.failures.inOrder.max { $0.keptOut < $1.keptOut }
        guard let kept, kept.keptOut > 0 else { return "" }
        return ": \(kept.reason.visible)"
    }

    private static func chargersWaiting(_ count: Int) -> String {
        "\(Figures.grouped(count)) charger\(count == 1 ? "" : "s") waiting"
    }

    /// In seconds.
    private static let notableSilence = 5.0

    private static func lag(_ tally: RunTally) -> String {
        let (recent, whole) = (tally.recent.lag, tally.whole.lag)
        let shares = recent.lag.quantiles([0.5, 0.99]).map { Figures.milliseconds(Int($0)) }
        let all = whole.lag.quantile(0.99)
        return "lag p50 \(shares[0]) ms, p99 \(shares[1]) ms; whole run p99 "
            + "\(Figures.milliseconds(Int(all))) ms, late \(Figures.grouped(whole.late))"
            + (whole.lateByHost > 0 ? " (host \(Figures.grouped(whole.lateByHost)))" : "")
    }

    private static func clock(_ span: SimDuration) -> String {
        Figures.clock(microseconds: Int(span.nanoseconds / 1_000_000_000) * 1_000_000)
    }
}
