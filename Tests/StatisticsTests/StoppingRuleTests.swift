import Statistics
import Testing

@Suite struct `replications end` {
    private let rule = StoppingRule(least: 3, most: 6, precision: 0.1)

    @Test func `not before there are enough of them`() {
        #expect(!rule.isEnough([]))
        #expect(!rule.isEnough([5, 5]))
        #expect(rule.isEnough([5, 5, 5]))
    }

    @Test func `when the interval is narrow, and else when there are as many as may be`() {
        // Student's factor at 95 % and two degrees of freedom is 4.303: the half-width is 0.248.
        #expect(rule.isEnough([10, 10.1, 9.9]))
        #expect(!rule.isEnough([10, 12, 8]))
        #expect(!rule.isEnough([10, 12, 8, 10, 12]))
        #expect(rule.isEnough([10, 12, 8, 10, 12, 8]))
    }

    @Test func `a figure that is always zero is known at once`() {
        #expect(rule.isEnough([0, 0, 0]))
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
