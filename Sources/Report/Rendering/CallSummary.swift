import FleetSim

/// What became of the calls of one action in one direction.
package struct CallSummary: Equatable {
    /// nil: of all actions.
    package var action: String?
    package var direction: String
    package var count = 0
    /// In the order of `Outcome`.
    package var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)
    package var bytesSent = 0
    package var bytesReceived = 0
    /// Intended to reply; nil if nothing was ever answered.
    package var latency: LatencySummary?
    /// Sent to reply.
    package var service: LatencySummary?

    package subscript(outcome: Outcome) -> Int { outcomes[Int(outcome.rawValue)] }

    /// Calls that brought no answer, or an error for one.
    package var failures: Int { self[.error] + self[.timeout] + self[.lost] }
}

/// How long answers took, in microseconds.
package struct LatencySummary: Equatable {
    package var count: Int
    package var p50: Int
    package var p90: Int
    package var p99: Int
    package var p999: Int
    package var max: Int

    /// What a histogram says; nil if it has no values.
    ///
    /// A bucket reaches beyond its values, so nothing is reported beyond the true maximum.
    init?(_ histogram: Histogram, max: Int) {
        guard histogram.count > 0 else { return nil }
        let quantiles = histogram.quantiles([0.5, 0.9, 0.99, 0.999])
            .map { Swift.min(Int($0), max) }
        count = histogram.count
        p50 = quantiles[0]
        p90 = quantiles[1]
        p99 = quantiles[2]
        p999 = quantiles[3]
        self.max = max
    }
}
