import FleetSim

/// What the simulator measured itself, second by second, beside what is observed elsewhere.
package enum OwnFigures {
    /// What they are called as a source.
    package static let source = "fleetsim"
    package static let median = "p50(response_seconds)"
    package static let slowest = "p99(response_seconds)"
    package static let rate = "rate(calls)"
    package static let failures = "rate(failed_calls)"
    package static let connected = "connected"
    package static let lag = "p99(lag_seconds)"

    /// The figures of a second, or of another part of a window; its length in seconds of real time.
    package static func figures(of batch: borrowing Batch, seconds: Double) -> [Observation] {
        var times = ResponseTimes()
        var (count, failed) = (0, 0)
        for row in batch.calls.inOrder where row.direction == .out {
            times.add(row.latency, row.outcome)
            count += row.count
            switch row.outcome {
            case .error, .timeout, .lost: failed += row.count
            case .ok, .rejected, .open: break
            }
        }
        // Where nothing ended nothing is known of how long it takes.
        let quantiles = times.count > 0 ? times.quantiles([0.5, 0.99]) : []
        func response(_ index: Int) -> Double? {
            quantiles.isEmpty ? nil : Double(quantiles[index].microseconds) / 1e6
        }
        let lag = batch.lag.lag
        return [
            Observation(median, "", response(0)),
            Observation(slowest, "", response(1)),
            Observation(rate, "", Double(count) / max(seconds, 1e-6)),
            Observation(failures, "", Double(failed) / max(seconds, 1e-6)),
            Observation(connected, "", Double(batch.connections.connected)),
            Observation(Self.lag, "", Double(lag.count > 0 ? lag.quantile(0.99) : 0) / 1e6),
        ]
    }
}
