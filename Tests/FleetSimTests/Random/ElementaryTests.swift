import FleetSim
import Glibc
import Testing

@Suite struct ElementaryTests {
    @Test func `ln is within 2 ulp of the C library's over all magnitudes`() {
        let worst = worstError(of: Elementary.ln, against: Glibc.log) { random in
            Double(bitPattern: random.below(Double.infinity.bitPattern))
        }
        #expect(worst <= 2)
    }

    @Test func `ln is within 2 ulp near one, where it vanishes`() {
        let worst = worstError(of: Elementary.ln, against: Glibc.log) { random in
            let distance = Elementary.exp(-36 * random.unit())
            return random.chance(0.5) ? 1 + distance : 1 - distance / 2
        }
        #expect(worst <= 2)
    }

    @Test func `exp is within 2 ulp of the C library's over all its range`() {
        let worst = worstError(of: Elementary.exp, against: Glibc.exp) { random in
            random.chance(0.5) ? -746 + 1456 * random.unit() : random.unit() - 0.5
        }
        #expect(worst <= 2)
    }

    @Test func `exp and ln are bits that no processor may change`() {
        var random = RandomStream(seed: 4, entity: 0, purpose: .ties)
        var trace = Trace(entities: 3)
        for _ in 0..<1_000_000 {
            let x = random.unit()
            trace.fold(0, at: .zero, Elementary.ln(x).bitPattern)
            trace.fold(1, at: .zero, Elementary.exp(40 * x - 20).bitPattern)
            trace.fold(2, at: .zero, Elementary.inverseNormal(x).bitPattern)
        }
        #expect(trace.fingerprint == 0xc118_7539_4d86_bc14)
    }

    @Test(arguments: [
        (1.0, 0.0), (0.0, -.infinity), (-0.0, -.infinity), (.infinity, .infinity),
        (.leastNonzeroMagnitude, -744.4400719213812), (.greatestFiniteMagnitude, 709.782712893384),
    ])
    func `ln of a special value`(x: Double, expected: Double) {
        #expect(Elementary.ln(x) == expected)
    }

    @Test(arguments: [
        (0.0, 1.0), (-0.0, 1.0), (.infinity, .infinity), (-.infinity, 0.0), (710.0, .infinity),
        (-746.0, 0.0), (-745.13, .leastNonzeroMagnitude),
        (.leastNonzeroMagnitude, 1.0), (.greatestFiniteMagnitude, .infinity),
    ])
    func `exp of a special value`(x: Double, expected: Double) {
        #expect(Elementary.exp(x) == expected)
    }

    @Test(arguments: [
        (2.0, 0.5, 2.0.squareRoot()), (0.0, 2.0, 0.0), (0.0, -1.0, .infinity), (0.0, 0.0, 1.0),
        (1.0, .infinity, 1.0), (.infinity, -1.0, 0.0), (7.0, 1.0, 7.0),
    ])
    func `pow of a special value`(x: Double, y: Double, expected: Double) {
        #expect(abs(Elementary.pow(x, y) - expected) <= 4e-15 || Elementary.pow(x, y) == expected)
    }

    @Test func `what is undefined is not a number`() {
        #expect(Elementary.ln(-1).isNaN)
        #expect(Elementary.ln(-.infinity).isNaN)
        #expect(Elementary.ln(.nan).isNaN)
        #expect(Elementary.exp(.nan).isNaN)
        #expect(Elementary.pow(-2, 0.5).isNaN)
    }

    /// The greatest error of 200,000 values, in units of the reference's last place.
    private func worstError(
        of function: (Double) -> Double,
        against reference: (Double) -> Double,
        at point: (inout RandomStream) -> Double
    ) -> Double {
        var random = RandomStream(seed: 1, entity: 0, purpose: .ties)
        return (0..<200_000).reduce(0) { worst, _ in
            let x = point(&random)
            let (value, expected) = (function(x), reference(x))
            return value == expected ? worst : max(worst, abs(value - expected) / expected.ulp)
        }
    }
}
