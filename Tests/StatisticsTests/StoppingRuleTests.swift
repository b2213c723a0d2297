import Statistics
import Testing

@Suite struct `replications end` {
    private let rule = StoppingRule(minimum: 3, maximum: 60, precision: 0.1)

    @Test func `not before there are twenty, and then are looked at with half as many again`() {
        #expect(rule.next(after: 0) == 20)
        #expect(rule.next(after: 20) == 30 && rule.next(after: 30) == 45)
        #expect(rule.next(after: 55) == 60 && rule.next(after: 60) == 60)
        #expect(rule.previous(before: 20) == nil && rule.previous(before: 45) == 30)
        #expect(StoppingRule(minimum: 3, maximum: 6, precision: 0.1).next(after: 0) == 6)
    }

    @Test func `when the interval is narrow beside the figure`() {
        #expect(rule.isNarrow(10, 9...11))
        #expect(!rule.isNarrow(10, 8.9...11))
        #expect(rule.isNarrow(-10, -11 ... -9))
        #expect(!rule.isNarrow(10, 9 ... .infinity))
        #expect(rule.isNarrow(0, 0...0), "a figure that is always zero is known at once")
    }

    @Test func `pairs tell small differences between values that scatter widely`() throws {
        let base = [10.0, 50, 20, 80, 40]
        let better = base.enumerated().map { $0.element - 2 + Double($0.offset % 2) * 0.1 }
        let gain = try #require(MeanEstimate(of: better, over: base))
        #expect(abs(gain.mean + 1.96) < 1e-12)
        #expect(gain.halfWidth(confidence: 0.95) < 0.1)
        #expect(MeanEstimate(of: [1, 2], over: [1]) == nil)
    }
}
