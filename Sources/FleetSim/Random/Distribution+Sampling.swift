import Scenarios

extension Distribution {
    /// One value that follows the law, as it comes: a normal law may give a negative one.
    ///
    /// It inverts the law's distribution function, so a larger draw always means a larger value and
    /// one draw makes one value. Two laws keep their own number: a constant needs no draw, and
    /// gamma, whose inverse is dear, takes two or more.
    package func sample(using random: inout RandomStream) -> Double {
        switch self {
        case .constant(let value): value
        case .gamma(let shape, let mean): mean / shape * random.gamma(shape: shape)
        case .uniform, .exponential, .normal, .lognormal, .weibull, .mixture, .triangular,
            .quantiles:
            quantile(random.unit())
        }
    }
}

extension RandomStream {
    /// An exponential value of mean one, larger for a larger draw.
    package mutating func exponential() -> Double { Distribution.exponential(unit()) }

    /// A gamma value of scale one.
    ///
    /// G. Marsaglia and W. Tsang, "A simple method for generating gamma variables" (2000): the cube
    /// of a normal value, accepted with a probability near one.
    mutating func gamma(shape: Double) -> Double {
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
