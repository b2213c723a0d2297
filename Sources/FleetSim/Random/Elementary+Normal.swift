extension Elementary {
    /// The probability that a standard normal variable stays below x.
    ///
    /// Rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error
    /// function", Mathematics of Computation 23 (1969), in the form of his ANORM, and a continued
    /// fraction where he has less to give: about 1e-14 of the value, in the lower tail too.
    package static func normal(_ x: Double) -> Double {
        let y = x.magnitude
        // Cody's middle range ends at the upper quartile, his next at 4√2.
        if y <= 0.67448975 { return 0.5 + x * nearMiddle(x * x) }
        // Of what lies beyond 38 deviations, exp(−722), a double has no full digits any more.
        guard y < 38 else { return x.isNaN ? x : x < 0 ? 0 : 1 }
        let tail = exp(-x * x / 2) * (y <= 5.656_854_25 ? shoulder(y) : farTail(y))
        assert(0...0.25 ~= tail, "beyond a quartile lies a quarter at most")
        return x < 0 ? tail : 1 - tail
    }

    /// The probability that a standard normal variable stays below x, and its density there.
    static func normalAndDensity(_ x: Double) -> (probability: Double, density: Double) {
        let y = x.magnitude
        guard y < 38 else { return (normal(x), 0) }
        let power = exp(-x * x / 2)
        let density = densityAtZero * power
        if y <= 0.67448975 { return (0.5 + x * nearMiddle(x * x), density) }
        let tail = power * (y <= 5.656_854_25 ? shoulder(y) : farTail(y))
        assert(0...0.25 ~= tail, "beyond a quartile lies a quarter at most")
        return (x < 0 ? tail : 1 - tail, density)
    }

    /// The density of a standard normal variable at x.
    package static func normalDensity(_ x: Double) -> Double {
        densityAtZero * exp(-x * x / 2)
    }

    private static let densityAtZero = 0.398_942_280_401_432_677_94
}

extension Elementary {
    /// The probability between 0 and x over x, from z = x².
    private static func nearMiddle(_ z: Double) -> Double {
        let above = horner(
            z,
            18154.981253343561249,
            1067.6894854603709582,
            161.02823106855587881,
            2.2352520354606839287,
            0.065682337918207449113
        )
        let below = horner(
            z,
            45507.789335026729956,
            10260.932208618978205,
            976.09855173777669322,
            47.20258190468824187,
            1
        )
        return above / below
    }

    /// The probability above y, over exp(−y²/2).
    private static func shoulder(_ y: Double) -> Double {
        let above = horner(
            y,
            597.27027639480026226,
            93.506656132177855979,
            8.8831497943883759412,
            0.39894151208813466764,
            1.0765576773720192317e-8
        )
        let below = horner(
            y,
            6485.558298266760755,
            1519.377599407554805,
            235.38790178262499861,
            22.266688044328115691,
            1
        )
        // The lower half of either polynomial of eighth degree.
        let aboveLow = horner(
            y,
            9842.7148383839780218,
            11602.651437647350124,
            6848.1904505362823326,
            2494.5375852903726711,
            above
        )
        let belowLow = horner(
            y,
            19685.429676859990727,
            38912.003286093271411,
            34900.952721145977266,
            18615.571640885098091,
            below
        )
        return aboveLow / belowLow
    }

    /// The same, by Laplace's continued fraction.
    private static func farTail(_ y: Double) -> Double {
        var rest = 0.0
        for numerator in stride(from: 24.0, to: 0, by: -1) { rest = numerator / (y + rest) }
        return densityAtZero / (y + rest)
    }

    /// A polynomial of fourth degree by its coefficients, the constant first.
    private static func horner(
        _ x: Double,
        _ a: Double,
        _ b: Double,
        _ c: Double,
        _ d: Double,
        _ e: Double
    ) -> Double {
        a + x * (b + x * (c + x * (d + x * e)))
    }
}
