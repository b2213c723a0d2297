import Scenarios
import Testing

@testable import FleetSim

@Suite struct `curves of scores` {
    static let laws: [Distribution] = [
        .mixture([
            .init(0.188, median: 2.43, sigma: 0.73), .init(0.305, median: 4.9, sigma: 0.425),
            .init(0.508, median: 9.65, sigma: 0.097),
        ]),
        .mixture([.init(0.5, median: 1, sigma: 0.01), .init(0.5, median: 100, sigma: 0.01)]),
        .gamma(shape: 4.541, mean: 2.88), .gamma(shape: 0.2, mean: 1e6),
        .lognormal(median: 3, sigma: 0.5), .constant(4), .weibull(shape: 1.1, scale: 9),
    ]

    @Test(arguments: laws)
    func `give the law's own quantiles`(law: Distribution) {
        let curve = ScoreCurve(law)
        for step in -900...900 {
            let score = Double(step) / 100
            let expected = law.quantile(score: score)
            #expect(expected.isFinite)
            #expect(abs(curve.value(score: score) - expected) <= 1e-9 * abs(expected))
        }
    }

    @Test(arguments: laws)
    func `rise with the score`(law: Distribution) {
        let curve = ScoreCurve(law)
        let values = (-800...800).map { curve.value(score: Double($0) / 100) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `of what is no law are none, and no search hangs`() {
        for law in [Distribution.mixture([]), .gamma(shape: 0, mean: 1), .gamma(shape: 1, mean: 0)]
        {
            let value = ScoreCurve(law).value(score: 0.3)
            #expect(!(value > 0))
        }
    }
}
