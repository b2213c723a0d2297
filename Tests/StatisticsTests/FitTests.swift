import Statistics
import Testing

@Suite struct `fits of laws` {
    /// Values at evenly spread probabilities: a sample without chance.
    private func sample(_ count: Int, _ quantile: (Double) -> Double) -> [Double] {
        (0..<count).map { quantile((Double($0) + 0.5) / Double(count)) }
    }

    private func lognormal(_ count: Int, median: Double, sigma: Double) -> [Double] {
        sample(count) {
            ReferenceDistribution.lognormal(median: median, sigma: sigma).quantile($0)
        }
    }

    @Test func `one log-normal law is found`() throws {
        let fit = try #require(LognormalMixture(lognormal(2_000, median: 8, sigma: 0.9), parts: 1))
        #expect(abs(fit.parts[0].median / 8 - 1) < 0.001)
        #expect(abs(fit.parts[0].sigma / 0.9 - 1) < 0.01)
        #expect(fit.parts[0].share == 1)
    }

    @Test func `three log-normal laws are told apart`() throws {
        let values =
            lognormal(1_880, median: 2.43, sigma: 0.73)
            + lognormal(3_050, median: 4.9, sigma: 0.3)
            + lognormal(5_080, median: 9.65, sigma: 0.097)
        let fit = try #require(LognormalMixture(values, parts: 3))
        let distance = try #require(KolmogorovSmirnov(values, cumulative: fit.cumulative)).distance
        #expect(distance < 0.004)
        #expect(abs(fit.parts[2].median / 9.65 - 1) < 0.01)
        #expect(abs(fit.parts[2].sigma / 0.097 - 1) < 0.06)
        #expect(abs(fit.parts[2].share - 0.508) < 0.02)
        let two = try #require(LognormalMixture(values, parts: 2))
        #expect(fit.logLikelihood > two.logLikelihood + 100)
    }

    @Test func `a heap of equal values does not draw a part to itself without end`() throws {
        let values = Array(repeating: 3.0, count: 200) + lognormal(800, median: 8, sigma: 0.9)
        let fit = try #require(LognormalMixture(values, parts: 2))
        #expect(fit.parts.allSatisfy { $0.sigma >= 0.02 })
        #expect(fit.logLikelihood.isFinite)
    }

    @Test func `a Weibull law is found, and is the likelier for its own sample`() throws {
        let values = sample(3_000) {
            ReferenceDistribution.weibull(shape: 1.143, scale: 25.5).quantile($0)
        }
        let fit = try #require(WeibullFit(values))
        #expect(abs(fit.shape / 1.143 - 1) < 0.005)
        #expect(abs(fit.scale / 25.5 - 1) < 0.005)
        let other = try #require(LognormalMixture(values, parts: 1))
        #expect(fit.logLikelihood > other.logLikelihood + 50)
    }

    @Test func `the likelihood is that of the densities`() throws {
        // An exponential law with the mean of the sample is the Weibull law of shape one.
        let values = sample(100_000) { ReferenceDistribution.exponential(mean: 5).quantile($0) }
        let fit = try #require(WeibullFit(values))
        // Per value −ln 5 − 1.
        #expect(abs(fit.logLikelihood / 100_000 + 2.609_4) < 0.001)
    }

    @Test func `what cannot be fitted is not`() {
        #expect(LognormalMixture([1, 2, 3], parts: 1) == nil)
        #expect(LognormalMixture(Array(repeating: 2, count: 50), parts: 1) == nil)
        #expect(LognormalMixture(Array(repeating: 0, count: 50), parts: 1) == nil)
        #expect(WeibullFit(Array(repeating: 2, count: 50)) == nil)
        #expect(WeibullFit([]) == nil)
    }

    @Test func `halves alike are told from halves that differ`() throws {
        let alike = try #require(Homogeneity([100, 210, 50, 3, 1], [98, 190, 55, 2, 2]))
        #expect(alike.pValue > 0.3)
        #expect(alike.freedom == 2)
        let different = try #require(Homogeneity([100, 210, 50], [210, 100, 50]))
        #expect(different.pValue < 1e-6)
        // By hand: two cells of 20 to 10 and 10 to 20 make 4 · 25/15.
        let small = try #require(Homogeneity([20, 10], [10, 20]))
        #expect(abs(small.statistic - 100.0 / 15) < 1e-12)
        #expect(Homogeneity([1, 2], [0, 0]) == nil)
        #expect(Homogeneity([], []) == nil)
    }
}
