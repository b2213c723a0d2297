import Statistics
import Testing

@Suite struct ReferenceDistributionTests {
    static let laws: [ReferenceDistribution] = [
        .uniform(from: -1, to: 3), .exponential(mean: 2), .normal(mean: 5, sd: 2),
        .lognormal(median: 3, sigma: 0.5), .weibull(shape: 1.5, scale: 2),
        .gamma(shape: 2.5, scale: 2), .chiSquare(freedom: 4), .student(freedom: 7),
    ]

    @Test(arguments: laws)
    func `the quantile of a probability has that probability`(law: ReferenceDistribution) {
        for probability in [0.001, 0.1, 0.5, 0.9, 0.999] {
            let value = law.quantile(probability)
            #expect(abs(law.cumulative(value) - probability) < 1e-9)
            #expect(abs(law.survival(value) - (1 - probability)) < 1e-9)
        }
    }

    @Test func `parameters mean what their names say`() {
        #expect(isNear(ReferenceDistribution.exponential(mean: 2).survival(2), 0.36787944117144233))
        #expect(ReferenceDistribution.normal(mean: 5, sd: 2).quantile(0.5) == 5)
        #expect(isNear(ReferenceDistribution.normal(mean: 5, sd: 2).cumulative(7), 0.8413447460685))
        #expect(isNear(ReferenceDistribution.lognormal(median: 3, sigma: 2).quantile(0.5), 3))
        let weibull = ReferenceDistribution.weibull(shape: 2, scale: 3)
        #expect(isNear(weibull.survival(3), 0.36787944117144233))
        // A gamma law of shape one is an exponential one.
        #expect(isNear(ReferenceDistribution.gamma(shape: 1, scale: 4).survival(4), 0.367879441171))
    }

    @Test func `a tail too thin for one minus the rest is still told`() {
        let survival = ReferenceDistribution.normal(mean: 0, sd: 1).survival(20)
        #expect(survival > 2.7e-89 && survival < 2.8e-89)
    }

    @Test func `an argument that GSL refuses gives no number and no abort`() {
        #expect(ReferenceDistribution.chiSquare(freedom: 3).quantile(2).isNaN)
        #expect(ReferenceDistribution.gamma(shape: 2, scale: 1).quantile(-1).isNaN)
    }

    private func isNear(_ value: Double, _ expected: Double) -> Bool {
        abs(value - expected) < 1e-12
    }
}
