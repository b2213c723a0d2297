import FleetSim

/// A live run where nothing can be drawn: a line now and then, as a log takes it.
package struct PlainProgress {
    /// In seconds of real time.
    private static let interval = 10.0

    private var next = 0.0

    package init() {}

    /// The line that is due, if one is: at the beginning, and every ten seconds from then on.
    package mutating func line(_ tally: RunTally) -> String? {
        let elapsed = tally.realSeconds(tally.reached - .zero)
        guard elapsed >= next else { return nil }
        next = (elapsed / Self.interval).rounded(.down) * Self.interval + Self.interval
        assert(next > elapsed, "the next line is due later")
        return LiveView.line(tally)
    }
}
