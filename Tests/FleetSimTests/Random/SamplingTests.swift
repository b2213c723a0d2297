import FleetSim
import Scenarios
import Statistics
import Testing

@Suite struct SamplingTests {
    /// A law as scenarios name it, and its distribution function by GSL or by its definition.
    struct Law: CustomTestStringConvertible {
        let distribution: Distribution
        let cumulative: @Sendable (Double) -> Double

        var testDescription: String { "\(distribution)" }

        init(_ distribution: Distribution, is reference: ReferenceDistribution) {
            self.distribution = distribution
            cumulative = { reference.cumulative($0) }
        }

        init(_ distribution: Distribution, cumulative: @escaping @Sendable (Double) -> Double) {
            self.distribution = distribution
            self.cumulative = cumulative
        }
    }

    static let laws = [
        Law(.uniform(from: -2, to: 5), is: .uniform(from: -2, to: 5)),
        Law(.exponential(mean: 300), is: .exponential(mean: 300)),
        Law(.normal(mean: 10, sd: 3), is: .normal(mean: 10, sd: 3)),
        Law(.lognormal(median: 14_400, sigma: 0.8), is: .lognormal(median: 14_400, sigma: 0.8)),
        Law(.weibull(shape: 0.7, scale: 20), is: .weibull(shape: 0.7, scale: 20)),
        Law(.weibull(shape: 3, scale: 20), is: .weibull(shape: 3, scale: 20)),
        Law(.gamma(shape: 0.3, mean: 6), is: .gamma(shape: 0.3, scale: 20)),
        Law(.gamma(shape: 1, mean: 2), is: .gamma(shape: 1, scale: 2)),
        Law(.gamma(shape: 9, mean: 18), is: .gamma(shape: 9, scale: 2)),
        Law(
            .mixture([
                .init(0.368, median: 2.05, sigma: 1.028), .init(0.495, median: 13.77, sigma: 0.282),
                .init(0.137, median: 26.08, sigma: 0.722),
            ])
        ) { x in
            [(0.368, 2.05, 1.028), (0.495, 13.77, 0.282), (0.137, 26.08, 0.722)].reduce(0) {
                let part = ReferenceDistribution.lognormal(median: $1.1, sigma: $1.2)
                return $0 + $1.0 * part.cumulative(x)
            }
        },
        Law(.triangular(from: 0, mode: 1, to: 5)) { x in
            x < 1 ? x * x / 5 : 1 - (5 - x) * (5 - x) / 20
        },
        Law(.quantiles([.init(0, 0), .init(0.5, 10), .init(0.9, 100), .init(1, 200)])) { x in
            if x < 10 { return x / 20 }
            return x < 100 ? 0.5 + (x - 10) / 225 : 0.9 + (x - 100) / 1000
        },
    ]

    @Test(arguments: laws)
    func `a sample follows its law`(law: Law) throws {
        let sample = draw(100_000, from: law.distribution)
        let test = try #require(KolmogorovSmirnov(sample, cumulative: law.cumulative))
        #expect(test.pValue > 0.01)
    }

    @Test(arguments: laws)
    func `a sample's mean is the law's mean`(law: Law) throws {
        let estimate = try #require(MeanEstimate(draw(100_000, from: law.distribution)))
        #expect(estimate.interval(confidence: 0.999).contains(law.distribution.mean))
    }

    @Test func `the test of a law would find a wrong one out`() throws {
        let sample = draw(100_000, from: .lognormal(median: 100, sigma: 0.8))
        let wrong = ReferenceDistribution.lognormal(median: 102, sigma: 0.8)
        let test = try #require(KolmogorovSmirnov(sample, cumulative: wrong.cumulative))
        #expect(test.pValue < 0.001)
    }

    @Test(arguments: laws.filter { if case .gamma = $0.distribution { false } else { true } })
    func `one draw makes one value`(law: Law) {
        var sampled = RandomStream(seed: 1, entity: 2, purpose: .dwell)
        var drawn = sampled
        _ = law.distribution.sample(using: &sampled)
        _ = drawn.next()
        #expect(sampled.next() == drawn.next())
    }

    @Test(arguments: laws)
    func `a quantile is where the law's distribution function says`(law: Law) {
        for probability in [1e-9, 0.001, 0.03, 0.3, 0.5, 0.77, 0.98, 0.999_999] {
            let value = law.distribution.quantile(probability)
            let found = law.cumulative(value)
            #expect(abs(found - probability) < 1e-10 * max(probability, 1e-3), "\(probability)")
            let score = Elementary.inverseNormal(probability)
            let same = law.distribution.quantile(score: score)
            #expect(abs(same - value) <= 1e-9 * abs(value) + 1e-12)
        }
    }

    @Test(arguments: [0.01, 0.3, 1, 4.541, 40, 1_000])
    func `a quantile of gamma is where GSL's distribution function says`(shape: Double) {
        let law = Distribution.gamma(shape: shape, mean: shape)
        let reference = ReferenceDistribution.gamma(shape: shape, scale: 1)
        for probability in [0.01, 0.2, 0.5, 0.9, 0.999, 1 - 1e-9] {
            let found = reference.cumulative(law.quantile(probability))
            #expect(abs(found / probability - 1) < 1e-9, "\(probability)")
        }
    }

    @Test(
        arguments: [
            [.init(1, median: 4, sigma: 0.5)],
            [.init(0, median: 9, sigma: 1), .init(2, median: 4, sigma: 0.5)],
        ] as [[Distribution.Part]]
    )
    func `a mixture of one law is that law`(parts: [Distribution.Part]) {
        let mixture = Distribution.mixture(parts)
        let law = Distribution.lognormal(median: 4, sigma: 0.5)
        for z in [-8, -1, 0, 0.3, 8.0] {
            #expect(abs(mixture.quantile(score: z) / law.quantile(score: z) - 1) < 1e-12)
        }
        #expect(abs(mixture.mean / law.mean - 1) < 1e-12)
    }

    @Test func `a constant takes no draw`() {
        var sampled = RandomStream(seed: 1, entity: 2, purpose: .dwell)
        var untouched = sampled
        #expect(Distribution.constant(7).sample(using: &sampled) == 7)
        #expect(Distribution.constant(7).mean == 7)
        #expect(sampled.next() == untouched.next())
    }

    @Test(
        arguments: [
            [], [.init(0, 3)], [.init(0, 3), .init(0, 3)], [.init(0, 3), .init(1, 3)],
        ] as [[Distribution.Quantile]]
    )
    func `quantiles that leave no choice are a constant`(points: [Distribution.Quantile]) {
        #expect(draw(100, from: .quantiles(points)).allSatisfy { $0 == points.first?.value ?? 0 })
    }

    @Test func `a step between quantiles keeps its weight`() {
        let law = Distribution.quantiles([
            .init(0, 1), .init(0.25, 1), .init(0.25, 2), .init(1, 2),
        ])
        let ones = draw(100_000, from: law).count { $0 == 1 }
        // A standard deviation is 137.
        #expect(abs(ones - 25_000) < 700)
    }

    @Test(arguments: [
        Distribution.triangular(from: 4, mode: 4, to: 4), .uniform(from: 4, to: 4),
        .normal(mean: 4, sd: 0), .lognormal(median: 4, sigma: 0),
    ])
    func `a law without width is a constant`(law: Distribution) {
        #expect(draw(100, from: law).allSatisfy { $0 == 4 })
    }

    @Test(arguments: [
        Distribution.gamma(shape: 0, mean: 1), .gamma(shape: -1, mean: 1),
        .gamma(shape: .nan, mean: 1), .gamma(shape: .infinity, mean: 1),
        .weibull(shape: 0, scale: 1), .exponential(mean: .nan), .mixture([]),
        .mixture([.init(1, median: 0, sigma: 0), .init(1, median: 3, sigma: 0)]),
        .mixture([.init(.nan, median: 1, sigma: 1), .init(1, median: .infinity, sigma: 2)]),
    ])
    func `a law that makes no sense neither traps nor hangs`(law: Distribution) {
        #expect(draw(10, from: law).count == 10)
    }

    @Test(arguments: [2, 6, 7, 97] as [UInt64])
    func `numbers below a bound are equally likely`(bound: UInt64) throws {
        var random = RandomStream(seed: bound, entity: 0, purpose: .bay)
        var counts = Array(repeating: 0, count: Int(bound))
        for _ in 0..<100_000 { counts[Int(random.below(bound))] += 1 }
        let even = Array(repeating: 1.0, count: counts.count)
        let test = try #require(ChiSquare(observed: counts, weights: even))
        #expect(test.pValue > 0.01)
    }

    private func draw(_ count: Int, from law: Distribution) -> [Double] {
        var random = RandomStream(seed: 2026, entity: 1, purpose: .dwell)
        return (0..<count).map { _ in law.sample(using: &random) }
    }
}
