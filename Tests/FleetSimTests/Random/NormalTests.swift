import FleetSim
import Statistics
import Testing

@Suite struct NormalTests {
    private let normal = ReferenceDistribution.normal(mean: 0, sd: 1)

    @Test func `the normal distribution function agrees with GSL, far into the lower tail`() {
        var worst = 0.0
        for step in -37_000...9_000 {
            let x = Double(step) / 1_000
            let expected = normal.cumulative(x)
            worst = max(worst, abs(Elementary.normal(x) / expected - 1))
        }
        // Most of it is in the exponential of a large number.
        #expect(worst < 4e-13)
    }

    @Test func `it is the inverse of the quantile`() {
        for step in 1..<1_000 {
            let probability = Double(step) / 1_000
            let x = Elementary.inverseNormal(probability)
            #expect(abs(Elementary.normal(x) - probability) < 1e-15)
        }
    }

    @Test func `both ends are reached, and nothing is made of nothing`() {
        #expect(Elementary.normal(-.infinity) == 0)
        #expect(Elementary.normal(.infinity) == 1)
        #expect(Elementary.normal(-50) == 0)
        #expect(Elementary.normal(50) == 1)
        #expect(Elementary.normal(0) == 0.5)
        #expect(Elementary.normal(.nan).isNaN)
    }

    @Test func `the density is the slope`() {
        for x in [-3, -0.5, 0, 0.67, 2.5] {
            let slope = (Elementary.normal(x + 1e-5) - Elementary.normal(x - 1e-5)) / 2e-5
            #expect(abs(slope - Elementary.normalDensity(x)) < 1e-9)
        }
    }
}
