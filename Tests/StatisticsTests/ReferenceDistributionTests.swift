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

    /// By SciPy 1.17.1, `scipy.stats.beta.ppf`.
    @Test(arguments: [
        (7_601, 400, 0.975, 0.9546736657904965), (1, 1e6, 0.975, 3.688872650206488e-06),
        (12.5, 3e5, 0.025, 2.1865541895317428e-05), (40_000, 40_000, 0.5, 0.5),
        (2, 5_001, 0.975, 0.0011133742342246296), (2e6, 3e6, 0.975, 0.40042944441834716),
    ])
    func `a quantile of beta is told for large and unlike parameters`(
        a: Double,
        b: Double,
        probability: Double,
        expected: Double
    ) {
        let quantile = ReferenceDistribution.beta(a: a, b: b).quantile(probability)
        #expect(abs(quantile / expected - 1) < 1e-9)
    }

    @Test func `a probability of beta is told for large parameters`() {
        // By SciPy 1.17.1, `scipy.stats.beta.cdf`.
        let unlike = ReferenceDistribution.beta(a: 2e6, b: 3e6)
        #expect(abs(unlike.cumulative(0.4003) - 0.914539932068353) < 1e-6)
        let alike = ReferenceDistribution.beta(a: 1e6, b: 1e6)
        #expect(abs(alike.cumulative(0.4995) - 0.07864957758091215) < 1e-6)
        #expect(abs(alike.survival(0.4995) + alike.cumulative(0.4995) - 1) < 1e-12)
        #expect(alike.cumulative(0) == 0 && alike.cumulative(1) == 1 && alike.cumulative(0.9) == 1)
    }

    @Test func `a quantile of beta has its probability, whatever the parameters`() {
        let sizes = [0.5, 1, 10, 300, 8_000, 1e5, 1e6, 1e9]
        for a in sizes {
            for b in sizes {
                let law = ReferenceDistribution.beta(a: a, b: b)
                for probability in [0.001, 0.025, 0.5, 0.975, 0.999] {
                    let found = law.cumulative(law.quantile(probability))
                    // GSL's probabilities are that rough where one parameter is a billion.
                    #expect(abs(found - probability) < 1e-4, "\(law) \(probability)")
                }
            }
        }
    }

    @Test func `an argument that GSL refuses gives no number and no abort`() {
        #expect(ReferenceDistribution.chiSquare(freedom: 3).quantile(2).isNaN)
        #expect(ReferenceDistribution.gamma(shape: 2, scale: 1).quantile(-1).isNaN)
    }

    private func isNear(_ value: Double, _ expected: Double) -> Bool {
        abs(value - expected) < 1e-12
    }
}
