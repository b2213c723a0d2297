/// Elementary functions whose last bit is the same on every machine.
///
/// The C library's `log` and `exp` choose their code by the processor and differ in the last bit
/// between two of them. These are made of + − × ÷ and the square root alone, which IEEE 754
/// rounds in one way only, and Swift neither reorders nor fuses them. Errors are under 1 ulp for
/// `ln` and `exp`.
package enum Elementary {
    /// The natural logarithm; −∞ at zero, NaN below.
    package static func ln(_ x: Double) -> Double {
        guard x >= .leastNormalMagnitude, x < .infinity else { return lnOfUnusual(x) }
        return ln(ofNormal: x, shiftedBy: 0)
    }

    /// The exponential function; ∞ where it overflows, subnormal and then zero where it vanishes.
    package static func exp(_ x: Double) -> Double {
        guard x < 709.79 else { return x.isNaN ? x : .infinity }
        guard x > -745.14 else { return 0 }
        let k = nearestInteger(x * inverseLn2)
        // The product with the high part is exact, so r keeps all its bits.
        let r = (x - k * ln2High) - k * ln2Low
        return scaled(1 + (r + r * r * expTail(r)), byPowerOfTwo: Int(k))
    }

    /// x to the power of y for x ≥ 0, NaN below; the error grows with the logarithm of the result.
    package static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        return exp(y * ln(x))
    }
}

extension Elementary {
    /// Ln 2 cut to 42 bits, so that its product with an exponent is exact, and what is missing.
    private static let ln2High = 0x1.62e42fefa38p-1
    private static let ln2Low = 0x1.ef35793c7673p-45
    private static let inverseLn2 = 0x1.71547652b82fep0
    private static let bitsOfRootOfHalf: Int64 = 0x3fe6_a09e_667f_3bcd

    private static func lnOfUnusual(_ x: Double) -> Double {
        if x < 0 { return .nan }
        if x == 0 { return -.infinity }
        // A subnormal number has no exponent of its own; 2^54 gives it one.
        return x.isSubnormal ? ln(ofNormal: x * 0x1p54, shiftedBy: -54) : x
    }

    /// The logarithm of x · 2^shift.
    private static func ln(ofNormal x: Double, shiftedBy shift: Int64) -> Double {
        // x = m · 2^k with m between √½ and √2: to take the root's bits away leaves k on top.
        let bits = Int64(bitPattern: x.bitPattern)
        let exponent = (bits &- bitsOfRootOfHalf) &>> 52
        let m = Double(bitPattern: UInt64(bitPattern: bits &- exponent &<< 52))
        let k = Double(exponent &+ shift)
        // With f = m − 1 and s = f / (2 + f): ln m = 2 artanh s = 2s + s·tail(s²), and 2s = f − s·f.
        let f = m - 1
        let s = f / (2 + f)
        let correction = s * (f - artanhTail(s * s))
        return k * ln2High + (f - (correction - k * ln2Low))
    }

    /// What 2 artanh(s) / s has beyond 2, from z = s²; its series converges by 2^-5 per term.
    private static func artanhTail(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let low = cubic(z, z2, 2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9)
        let middle = cubic(z, z2, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17)
        let high = 2.0 / 19 + 2.0 / 21 * z
        return z * (low + z4 * (middle + z4 * high))
    }

    /// What exp r has beyond 1 + r, over r²: the reciprocals of the factorials from 2 to 13.
    @inline(__always)
    private static func expTail(_ r: Double) -> Double {
        let r2 = r * r
        let r4 = r2 * r2
        let low = cubic(r, r2, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120)
        let middle = cubic(r, r2, 1.0 / 720, 1.0 / 5_040, 1.0 / 40_320, 1.0 / 362_880)
        let high = cubic(
            r,
            r2,
            1.0 / 3_628_800,
            1.0 / 39_916_800,
            1.0 / 479_001_600,
            1.0 / 6_227_020_800
        )
        return low + r4 * (middle + r4 * high)
    }

    /// Four terms of a series as two pairs, which a processor works out side by side.
    @inline(__always)
    private static func cubic(
        _ x: Double,
        _ x2: Double,
        _ a: Double,
        _ b: Double,
        _ c: Double,
        _ d: Double
    ) -> Double {
        (a + b * x) + (c + d * x) * x2
    }

    @inline(__always)
    private static func nearestInteger(_ x: Double) -> Double {
        // At 1.5 · 2^52 the last place is worth one: adding rounds to it.
        (x + 0x1.8p52) - 0x1.8p52
    }

    /// x · 2^k for an x near one, in two steps where it may be out of a double's range of exponents:
    /// only the last rounds.
    @inline(__always)
    private static func scaled(_ x: Double, byPowerOfTwo k: Int) -> Double {
        // Within these a double is normal, and one step is as exact as two.
        if -1_000...1_000 ~= k { return x * powerOfTwo(k) }
        let half = k / 2
        return x * powerOfTwo(half) * powerOfTwo(k - half)
    }

    @inline(__always)
    private static func powerOfTwo(_ k: Int) -> Double {
        assert(-1022...1023 ~= k, "an exponent of a normal number")
        return Double(bitPattern: UInt64(k + 1023) << 52)
    }
}
