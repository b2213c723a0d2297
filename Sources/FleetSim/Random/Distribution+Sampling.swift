import Scenarios

extension Distribution {
    /// One value that follows the law, as it comes: a normal law may give a negative one.
    ///
    /// It inverts the law's distribution function, so a larger draw always means a larger value and
    /// one draw makes one value. Two laws keep their own number: a constant needs no draw, and
    /// gamma, which has no inverse made of elementary functions, takes two or more.
    package func sample(using random: inout RandomStream) -> Double {
        switch self {
        case .constant(let value):
            value
        case .uniform(let from, let to):
            from + (to - from) * random.unit()
        case .exponential(let mean):
            mean * random.exponential()
        case .normal(let mean, let sd):
            mean + sd * Elementary.inverseNormal(random.unit())
        case .lognormal(let median, let sigma):
            median * Elementary.exp(sigma * Elementary.inverseNormal(random.unit()))
        case .weibull(let shape, let scale):
            scale * Elementary.pow(random.exponential(), 1 / shape)
        case .gamma(let shape, let mean):
            mean / shape * random.gamma(shape: shape)
        case .triangular(let from, let mode, let to):
            Self.triangular(from: from, mode: mode, to: to, at: random.unit())
        case .quantiles(let points):
            Self.interpolate(points, at: random.unit())
        }
    }
}

extension Distribution {
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
}

extension RandomStream {
    /// An exponential value of mean one, larger for a larger draw.
    package mutating func exponential() -> Double {
        // A draw is a multiple of 2^-53, so 1 − u is exact; and it falls as the draw rises.
        -Elementary.ln(1 - unit())
    }

    /// A gamma value of scale one.
    ///
    /// G. Marsaglia and W. Tsang, "A simple method for generating gamma variables" (2000): the cube
    /// of a normal value, accepted with a probability near one.
    fileprivate mutating func gamma(shape: Double) -> Double {
        guard shape > 0, shape < .infinity else { return 0 }
        // Their method needs a shape of at least one; a power of one more draw brings it down.
        if shape < 1 { return gamma(shape: shape + 1) * Elementary.pow(unit(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = Elementary.inverseNormal(unit())
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            if Elementary.ln(unit()) < x * x / 2 + d * (1 - v + Elementary.ln(v)) { return d * v }
        }
    }
}
