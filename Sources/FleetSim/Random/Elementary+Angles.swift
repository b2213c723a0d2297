extension Elementary {
    /// The cosine and the sine of an angle in degrees, within 2 ulp of 1.
    ///
    /// NaN for an angle of a million turns or more: there is none.
    package static func cosineAndSine(degrees: Double) -> (cosine: Double, sine: Double) {
        guard abs(degrees) < 3.6e8 else { return (.nan, .nan) }
        // What remains is exact and at most 45°, where the series are short.
        let quarters = (degrees / 90).rounded()
        let rest = (degrees - quarters * 90) * (Double.pi / 180)
        assert(rest.magnitude <= Double.pi / 4 + 1e-9, "ten terms are enough up to 45°")
        let cosine = series(rest * rest, startingWith: 1, over: 1)
        let sine = series(rest * rest, startingWith: rest, over: 2)
        return switch Int(quarters) & 3 {
        case 0: (cosine, sine)
        case 1: (-sine, cosine)
        case 2: (-cosine, -sine)
        default: (sine, -cosine)
        }
    }

    /// A Taylor series whose terms alternate, each the one before times z over the next two factors.
    private static func series(
        _ z: Double,
        startingWith first: Double,
        over factor: Double
    ) -> Double {
        var term = first
        var sum = first
        var factor = factor
        // Up to π/4 the tenth term is under 2^-60 of the first.
        for _ in 1...9 {
            term *= -z / (factor * (factor + 1))
            sum += term
            factor += 2
        }
        return sum
    }
}
