import Scenarios

/// The law of a span of time, with its draws quantised at once to whole nanoseconds.
struct Law {
    /// Of a number of seconds.
    private let distribution: Distribution

    init(_ distribution: Distribution) {
        self.distribution = distribution
    }

    /// Ten years: a draw from a long tail must not overflow the clock.
    private static let longest = 315_360_000.0

    func draw(using random: inout RandomStream) -> SimDuration {
        let seconds = min(max(distribution.sample(using: &random), 0), Self.longest)
        return SimDuration(nanoseconds: Int64(seconds * 1e9))
    }
}
