import Scenarios

extension Distribution {
    /// The value that the law stays below with a probability between 0 and 1.
    package func quantile(_ probability: Double) -> Double {
        assert(0...1 ~= probability, "a probability lies between 0 and 1")
        return switch self {
        case .constant(let value):
            value
        case .uniform(let from, let to):
            from + (to - from) * probability
        case .exponential(let mean):
            mean * Self.exponential(probability)
        case .weibull(let shape, let scale):
            scale * Elementary.pow(Self.exponential(probability), 1 / shape)
        case .triangular(let from, let mode, let to):
            Self.triangular(from: from, mode: mode, to: to, at: probability)
        case .quantiles(let points):
            Self.interpolate(points, at: probability)
        case .normal, .lognormal, .mixture, .gamma:
            quantile(score: Elementary.inverseNormal(probability))
        }
    }

    /// The value that the law stays below as often as a standard normal variable stays below z.
    ///
    /// So laws are tied to each other: to correlated scores belong correlated values.
    package func quantile(score z: Double) -> Double {
        switch self {
        case .normal(let mean, let sd):
            mean + sd * z
        case .lognormal(let median, let sigma):
            median * Elementary.exp(sigma * z)
        case .mixture:
            SoughtLaw(self).map { Elementary.exp($0.logQuantile(score: z)) } ?? .nan
        case .gamma:
            SoughtLaw(self).map { Elementary.exp($0.logQuantile(score: z)) } ?? 0
        case .exponential(let mean):
            mean * Self.exponential(score: z)
        case .weibull(let shape, let scale):
            scale * Elementary.pow(Self.exponential(score: z), 1 / shape)
        case .constant, .uniform, .triangular, .quantiles:
            quantile(Elementary.normal(z))
        }
    }
}

extension Distribution {
    /// An exponential value of mean one.
    static func exponential(_ probability: Double) -> Double {
        // A draw is a multiple of 2^-53, so 1 − u is exact; and it falls as the draw rises.
        -Elementary.ln(1 - probability)
    }

    /// The same by a normal score, of which the upper tail keeps its precision.
    private static func exponential(score z: Double) -> Double {
        -Elementary.ln(Elementary.normal(-z))
    }

    private static func triangular(
        from: Double,
        mode: Double,
        to: Double,
        at probability: Double
    ) -> Double {
        let width = to - from
        if probability * width < mode - from {
            return from + (probability * width * (mode - from)).squareRoot()
        }
        return to - ((1 - probability) * width * (to - mode)).squareRoot()
    }

    private static func interpolate(_ points: [Quantile], at probability: Double) -> Double {
        guard var left = points.first else { return 0 }
        for right in points {
            assert(left.probability <= right.probability, "the points of a law rise")
            if probability <= right.probability {
                let part = probability - left.probability
                guard part > 0 else { return left.value }
                let share = part / (right.probability - left.probability)
                return left.value + share * (right.value - left.value)
            }
            left = right
        }
        return left.value
    }
}
