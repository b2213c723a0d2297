/// When a figure of the run broke its bound, in steps of the series around it.
package struct BreakMoment: Equatable, Sendable {
    /// By how much the simulator would have had to be late at a step to have made it so, in seconds.
    package struct Lateness: Equatable, Sendable {
        var step: Int
        var minimum: Double
    }

    /// From when on its cause can have shown: what ended too late was due then.
    package var due: Int
    /// When the figure itself left its level.
    package var moment: Int
    /// Of each step that shows the break.
    package var explaining: [Lateness]

    package init(due: Int, moment: Int, explaining: [Lateness] = []) {
        (self.due, self.moment, self.explaining) = (due, moment, explaining)
    }

    /// How many steps of a break are looked at.
    private static let shown = 5
    /// Calls that took longer than that are taken to have been due this much earlier.
    private static let longest = 60.0
    /// A simulator that was late by less than this share of response times has not caused them, and one that
    /// was late by fewer seconds than the next has not caused failures.
    private static let explainedShare = 0.2
    private static let explainedFailures = 1.0
    private static let minimumLag = 0.01

    /// Looks in a figure's course for what broke it; nil: nothing is seen of it.
    ///
    /// `slowest` is how long the slowest calls took that ended in each step, in steps; where the figure is
    /// about response times, it is that or nearly that.
    package init?(
        of values: [Double?],
        beyond bound: Double?,
        in span: Range<Int>,
        slowest: [Double?],
        isTime: Bool
    ) {
        guard let moment = Suspects.moment(of: values, beyond: bound, in: span) else { return nil }
        self.init(due: moment, moment: moment)
        let steps = moment..<max(moment, min(moment + Self.shown, slowest.count))
        let greatest = steps.compactMap { slowest[$0] }.max() ?? 0
        for step in steps {
            guard let longest = slowest[step], longest.isFinite else { continue }
            // Other calls that ended then were not slow.
            if isTime, longest < greatest / 2 { continue }
            let steps = Int(min(max(longest, 0), Self.longest).rounded(.up))
            due = min(due, max(0, step - steps))
            let minimum =
                isTime
                ? max(longest * Self.explainedShare, Self.minimumLag) : Self.explainedFailures
            explaining.append(Lateness(step: step, minimum: minimum))
        }
        assert(due <= moment, "a cause is due no later than what it breaks")
    }

    /// The same moment in series that begin `steps` steps later.
    package func earlier(by steps: Int) -> BreakMoment {
        BreakMoment(
            due: due - steps,
            moment: moment - steps,
            explaining: explaining.map { Lateness(step: $0.step - steps, minimum: $0.minimum) }
        )
    }

    /// Whether the simulator was late enough, in half of the steps that show the break or more.
    func isExplained(by lags: [Double?]) -> Bool {
        let late = explaining.count { needed in
            (needed.step - 1...needed.step + 1).contains { step in
                lags.indices.contains(step) && lags[step] ?? 0 >= needed.minimum
            }
        }
        return late > 0 && 2 * late >= explaining.count
    }
}
