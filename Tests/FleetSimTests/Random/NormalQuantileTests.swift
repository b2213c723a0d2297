import FleetSim
import Statistics
import Testing

@Suite struct NormalQuantileTests {
    @Test func `the normal quantile agrees with GSL to a relative 1e-14`() {
        let normal = ReferenceDistribution.normal(mean: 0, sd: 1)
        var random = RandomStream(seed: 1, entity: 0, purpose: .ties)
        var worst = 0.0
        for _ in 0..<50_000 {
            let unit = random.unit()
            for p in [unit, Elementary.exp(-700 * unit), 1 - Elementary.exp(-36 * unit)] {
                let expected = normal.quantile(p)
                let value = Elementary.inverseNormal(p)
                if value != expected { worst = max(worst, abs(value / expected - 1)) }
            }
        }
        #expect(worst < 1e-14)
    }

    /// Worked out in 60 digits and rounded.
    @Test(arguments: [
        (0.5, 0.0), (0.075, -1.439531470938456), (0.9, 1.2815515655446006),
        (0.975, 1.9599639845400538), (1e-10, -6.361340902404057), (1e-300, -37.0470962993612),
    ])
    func `the normal quantile of a tabulated probability`(p: Double, expected: Double) {
        let tolerance = 1e-15 * abs(expected)
        #expect(abs(Elementary.inverseNormal(p) - expected) <= tolerance)
    }

    @Test func `the ends of the scale are infinite and there is nothing beyond`() {
        #expect(Elementary.inverseNormal(0) == -.infinity)
        #expect(Elementary.inverseNormal(1) == .infinity)
        #expect(Elementary.inverseNormal(-0.1).isNaN)
        #expect(Elementary.inverseNormal(1.1).isNaN)
        #expect(Elementary.inverseNormal(.nan).isNaN)
    }

    @Test func `the normal quantile is odd about one half`() {
        for numerator in 1..<512 {
            let p = Double(numerator) / 1024
            #expect(Elementary.inverseNormal(p) == -Elementary.inverseNormal(1 - p))
        }
    }
}
