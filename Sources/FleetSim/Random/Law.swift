import Scenarios

/// The law of a span of time, with its draws quantised at once to whole nanoseconds.
struct Law {
    /// Of a number of seconds.
    let distribution: Distribution
    /// What most links and services have, set apart: to take it out of the distribution, which may hold
    /// lists, took a third of a draw, and to copy that as long as another.
    let lognormal: LognormalLaw?

    init(_ distribution: Distribution) {
        self.distribution = distribution
        if case .lognormal(let median, let sigma) = distribution {
            lognormal = LognormalLaw(median: median, sigma: sigma)
        } else {
            lognormal = nil
        }
    }

    /// Ten years: a draw from a long tail must not overflow the clock.
    private static let longest = 315_360_000.0

    var mean: SimDuration { Self.span(ofSeconds: distribution.mean) }

    func draw(using random: inout RandomStream) -> SimDuration {
        if let lognormal { return lognormal.draw(using: &random) }
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

/// A lognormal law of spans of time, of a median in seconds.
struct LognormalLaw {
    let median: Double
    let sigma: Double

    func draw(using random: inout RandomStream) -> SimDuration {
        let score = Elementary.inverseNormal(random.unit())
        return Law.span(ofSeconds: median * Elementary.exp(sigma * score))
    }
}
