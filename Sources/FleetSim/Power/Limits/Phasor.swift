/// An alternating current in the plane in which such currents add up: 2^-32 mA is one.
///
/// In integers a sum does not depend on its order, and taking away undoes adding: what is drawn
/// can be kept up to date without drifting.
struct Phasor: Equatable {
    var real: Int64
    var imaginary: Int64 = 0

    static let zero = Phasor(real: 0)
    /// One milliampere, as a number of either direction.
    static let unit: Int64 = 1 << 32
    /// The largest sum that is reckoned with, in milliamperes, which leaves room to square it.
    static let maximumMilliamperes: Int64 = 1 << 30

    static func + (left: Phasor, right: Phasor) -> Phasor {
        Phasor(real: left.real + right.real, imaginary: left.imaginary + right.imaginary)
    }

    static func * (phasor: Phasor, factor: Int64) -> Phasor {
        Phasor(real: phasor.real * factor, imaginary: phasor.imaginary * factor)
    }

    static func += (left: inout Phasor, right: Phasor) {
        left.real += right.real
        left.imaginary += right.imaginary
    }

    static func -= (left: inout Phasor, right: Phasor) {
        left.real -= right.real
        left.imaginary -= right.imaginary
    }

    /// Whether its magnitude keeps to a bound, which is not negative.
    func isWithin(_ bound: Int64) -> Bool {
        assert(bound >= 0, "a bound is not negative")
        // Without an imaginary part, as in every tree, there is nothing to square.
        guard imaginary != 0 else { return real.magnitude <= bound.magnitude }
        let (real, imaginary, bound) = (Int128(real), Int128(imaginary), Int128(bound))
        return real * real + imaginary * imaginary <= bound * bound
    }
}
