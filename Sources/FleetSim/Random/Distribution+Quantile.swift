import Scenarios

extension Distribution {
    /// The value that the law stays below with a probability between 0 and 1.
    package func quantile(_ probability: Double) -> Double {
        switch self {
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
        case .mixture(let parts):
            Self.mixture(parts, at: z)
        case .gamma(let shape, let mean):
            mean / shape * Self.gamma(shape: shape, at: z)
        case .constant, .uniform, .exponential, .weibull, .triangular, .quantiles:
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

    /// A quantile of the whole lies between those of its parts; there it is sought.
    private static func mixture(_ parts: [Part], at z: Double) -> Double {
        let sum = parts.reduce(0) { $0 + $1.share }
        var (low, high, middle) = (Double.infinity, -Double.infinity, 0.0)
        for part in parts where part.share > 0 {
            let place = Elementary.ln(part.median) + part.sigma * z
            low = min(low, place)
            high = max(high, place)
            middle += part.share / sum * place
        }
        guard low < high else { return low == high ? Elementary.exp(low) : .nan }
        let side: Double = z < 0 ? 1 : -1
        let root = TailInversion.root(at: z, from: middle, within: (low, high)) { place in
            var (tail, density) = (0.0, 0.0)
            for part in parts where part.share > 0 {
                let score = (place - Elementary.ln(part.median)) / part.sigma
                tail += part.share / sum * Elementary.normal(side * score)
                density += part.share / sum * Elementary.normalDensity(score) / part.sigma
            }
            return (tail, density)
        }
        return Elementary.exp(root)
    }

    /// A gamma value of scale one; sought by its logarithm, since small shapes reach far down.
    private static func gamma(shape: Double, at z: Double) -> Double {
        guard shape > 0, shape < .infinity, z.isFinite else { return 0 }
        // Wilson and Hilferty (1931): the cube root of a gamma value is nearly normal.
        let root = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
        let start = root > 0.1 ? Elementary.ln(shape * root * root * root) : 0
        let place = TailInversion.root(at: z, from: start, within: (-745, 709)) { place in
            let x = Elementary.exp(place)
            let tails = Elementary.gammaTails(shape: shape, x)
            let density = Elementary.exp(shape * place - x - Elementary.lnGamma(shape))
            return (z < 0 ? tails.lower : tails.upper, density)
        }
        return Elementary.exp(place)
    }
}
