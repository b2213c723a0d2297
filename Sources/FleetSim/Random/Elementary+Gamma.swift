extension Elementary {
    /// The gamma function for x > 0, to about 1e-14 of its value: Γ(n + 1) = n!.
    static func gamma(_ x: Double) -> Double {
        guard x > 0, x < 172 else { return x > 0 ? .infinity : .nan }
        let (product, argument) = raised(x)
        return exp(stirling(argument)) / product
    }

    /// The logarithm of the gamma function for x > 0.
    static func lnGamma(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return x > 0 ? .infinity : .nan }
        let (product, argument) = raised(x)
        return stirling(argument) - ln(product)
    }

    /// Stirling's series is good from 10 on; Γ(x) = Γ(x + 1) / x leads there.
    private static func raised(_ x: Double) -> (product: Double, argument: Double) {
        assert(x > 0, "Γ has a pole at zero, which the product would run through")
        var (argument, product) = (x, 1.0)
        while argument < 10 {
            product *= argument
            argument += 1
        }
        return (product, argument)
    }

    private static func stirling(_ x: Double) -> Double {
        assert(x >= 10, "Stirling's series is too short below ten")
        let halfLnTwoPi = 0.918_938_533_204_672_74
        let y = 1 / (x * x)
        let high = 1.0 / 1_680 - y * (1.0 / 1_188 - y * (691.0 / 360_360 - y / 156))
        let series = 1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1_260 - y * high))
        return (x - 0.5) * ln(x) - x + halfLnTwoPi + series / x
    }
}

extension Elementary {
    /// The probability that a gamma variable of scale one stays below x, and that it does not.
    ///
    /// Whichever is the smaller keeps its precision. The density is that of the logarithm at x.
    static func gammaTails(
        shape: Double,
        _ x: Double,
        density: Double
    ) -> (lower: Double, upper: Double) {
        guard x > 0 else { return (0, 1) }
        assert(shape > 0 && density >= 0, "a law with a density")
        if x < shape + 1 {
            let lower = density * lowerSeries(shape, x)
            return (lower, 1 - lower)
        }
        let upper = density * upperFraction(shape, x)
        return (1 - upper, upper)
    }

    /// Terms after this many are under the last bit, for every shape that a scenario may give.
    private static let maximumTerms = 3_000

    private static func lowerSeries(_ shape: Double, _ x: Double) -> Double {
        assert(x < shape + 1, "beyond the mean the series takes too many terms")
        var term = 1 / shape
        var sum = term
        var denominator = shape
        for _ in 0..<maximumTerms {
            denominator += 1
            term *= x / denominator
            sum += term
            if term < sum * 0x1p-54 { break }
        }
        return sum
    }

    /// Legendre's continued fraction, from its front as Lentz does it (1976).
    private static func upperFraction(_ shape: Double, _ x: Double) -> Double {
        assert(x >= shape + 1, "below the mean the fraction converges slowly, if it does")
        var b = x + 1 - shape
        var d = 1 / b
        var c = 0x1p1000
        var fraction = d
        for term in 1...maximumTerms {
            let a = -Double(term) * (Double(term) - shape)
            b += 2
            d = 1 / (a * d + b)
            c = b + a / c
            fraction *= c * d
            if (c * d - 1).magnitude < 0x1p-52 { break }
        }
        return fraction
    }
}
