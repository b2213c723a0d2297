import Scenarios

extension Distribution {
    /// The mean of the law.
    package var mean: Double {
        switch self {
        case .constant(let value): value
        case .uniform(let from, let to): (from + to) / 2
        case .exponential(let mean), .normal(let mean, _), .gamma(_, let mean): mean
        case .lognormal(let median, let sigma): Self.mean(median: median, sigma: sigma)
        case .mixture(let parts): Self.mean(of: parts)
        case .weibull(let shape, let scale): scale * Elementary.gamma(1 + 1 / shape)
        case .triangular(let from, let mode, let to): (from + mode + to) / 3
        case .quantiles(let points): Self.mean(of: points)
        }
    }

    private static func mean(median: Double, sigma: Double) -> Double {
        median * Elementary.exp(sigma * sigma / 2)
    }

    private static func mean(of parts: [Part]) -> Double {
        let sum = parts.reduce(0) { $0 + $1.share }
        return parts.reduce(0) { mean, part in
            mean + part.share / sum * Self.mean(median: part.median, sigma: part.sigma)
        }
    }

    /// The area under the straight lines between the points.
    private static func mean(of points: [Quantile]) -> Double {
        zip(points, points.dropFirst()).reduce(0) { sum, ends in
            let width = ends.1.probability - ends.0.probability
            assert(width >= 0, "the points of a law stand in the order of their probabilities")
            return sum + width * (ends.0.value + ends.1.value) / 2
        }
    }
}
