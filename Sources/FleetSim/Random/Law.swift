import Scenarios

/// The law of a span of time, with its draws quantised at once to whole nanoseconds.
struct Law {
    /// Of a number of seconds.
    let distribution: Distribution
    /// The parameters of a lognormal law, which most links and services have.
    ///
    /// To take them out of the distribution, which may hold lists, took a third of a draw.
    private let lognormal: (median: Double, sigma: Double)?

    init(_ distribution: Distribution) {
        self.distribution = distribution
        if case .lognormal(let median, let sigma) = distribution {
            lognormal = (median, sigma)
        } else {
            lognormal = nil
        }
    }

    /// Ten years: a draw from a long tail must not overflow the clock.
    private static let longest = 315_360_000.0

    var mean: SimDuration { Self.span(ofSeconds: distribution.mean) }

    func draw(using random: inout RandomStream) -> SimDuration {
        if let lognormal {
            let score = Elementary.inverseNormal(random.unit())
            return Self.span(ofSeconds: lognormal.median * Elementary.exp(lognormal.sigma * score))
        }
        return Self.span(ofSeconds: distribution.sample(using: &random))
    }

    /// A draw that may be negative as well.
    func signedDraw(using random: inout RandomStream) -> SimDuration {
        let seconds = distribution.sample(using: &random)
        let span = Self.span(ofSeconds: seconds.magnitude)
        return seconds < 0 ? .zero - span : span
    }

    /// Whole nanoseconds; none for a negative number, or for what is no number.
    static func span(ofSeconds seconds: Double) -> SimDuration {
        guard seconds > 0 else { return .zero }
        return SimDuration(nanoseconds: Int64(min(seconds, longest) * 1e9))
    }
}
