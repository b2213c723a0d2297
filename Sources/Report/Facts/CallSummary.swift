import FleetSim

/// What became of the calls of one action in one direction.
package struct CallSummary: Equatable {
    /// nil: of all actions.
    package var action: String?
    package var direction: String
    package var count = 0
    /// In the order of `Outcome`.
    package var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)
    /// Of those that were open at the end: older than their charger waits for an answer.
    package var overdue = 0
    /// How long the oldest of those that were open had been due, in microseconds.
    package var longestOpen = 0
    package var bytesSent = 0
    package var bytesReceived = 0
    /// Due to reply; nil if no time is known.
    package var latency: LatencySummary?
    /// Sent to reply.
    package var service: LatencySummary?

    package subscript(outcome: Outcome) -> Int { outcomes[Int(outcome.rawValue)] }

    /// Calls that brought no answer in time, or an error for one.
    package var withoutResult: Int { self[.error] + self[.timeout] + self[.lost] + overdue }

    /// The same as far as the CSMS is to blame: that a charger refuses what it is told is an answer.
    package var failures: Int { direction == Direction.out.name ? withoutResult : 0 }
}

/// How long answers took.
package struct LatencySummary: Equatable {
    package typealias Figure = ResponseTimes.Figure

    package var count: Int
    /// Of those: calls without an answer, of which an age is known.
    package var unanswered: Int
    package var p50: Figure
    package var p90: Figure
    package var p99: Figure
    package var p999: Figure
    package var max: Figure

    /// What was measured; nil if nothing was.
    init?(_ times: ResponseTimes) {
        guard times.count > 0 else { return nil }
        let quantiles = times.quantiles([0.5, 0.9, 0.99, 0.999])
        count = times.count
        unanswered = times.unanswered.count
        p50 = quantiles[0]
        p90 = quantiles[1]
        p99 = quantiles[2]
        p999 = quantiles[3]
        max = times.max
    }

    /// Of times that are all known, with their true maximum.
    init?(_ times: Histogram, max: Int) {
        var all = ResponseTimes()
        all.add(times, .ok, longest: max)
        self.init(all)
    }

    /// All of them, by the names that files give them.
    var figures: [(name: String, figure: Figure)] {
        [("p50", p50), ("p90", p90), ("p99", p99), ("p99_9", p999), ("max", max)]
    }

    /// The names of those that the true values exceed.
    var lowerBounds: [String] { figures.filter(\.figure.isLowerBound).map(\.name) }
}

extension ResponseTimes.Figure {
    /// In milliseconds, as people read it.
    var milliseconds: String {
        (isLowerBound ? Verdict.more : "") + Figures.milliseconds(microseconds)
    }
}
