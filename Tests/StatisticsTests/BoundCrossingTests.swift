import FleetSim
import Statistics
import Testing

@Suite struct `where a figure crosses its bound` {
    /// What trials at those loads measure where the mean is exp(steepness × (load ÷ truth − 1)).
    private func figures(
        _ loads: [Double],
        truth: Double,
        steepness: Double,
        noise: Double = 0,
        _ random: inout RandomStream
    ) -> [Double] {
        loads.map { load in
            let mean = Elementary.exp(steepness * (load / truth - 1))
            guard noise > 0 else { return mean }
            // Uniform about the mean, with a spread that grows with it.
            return mean * (1 + noise * (2 * random.unit() - 1))
        }
    }

    @Test func `is found exactly where there is no noise`() throws {
        var random = RandomStream(seed: 1, entity: 0, purpose: .replication)
        let loads = [900.0, 950, 1_000, 1_050]
        let crossing = try #require(
            BoundCrossing(
                loads: loads,
                figures: figures(loads, truth: 987, steepness: 12, &random)
            )
        )
        #expect(abs(crossing.estimate - 987) < 1e-3)
        #expect(abs(crossing.low - 987) < 0.1 && abs(crossing.high - 987) < 0.1)
        #expect(abs(crossing.steepness - 12) < 1e-2)
    }

    @Test func `lies within the interval in nearly 95 % of repetitions`() {
        var random = RandomStream(seed: 2, entity: 0, purpose: .replication)
        let loads = [93.0, 107, 94, 106, 95, 105, 94]
        var (held, wide) = (0, 0)
        let repetitions = 1_000
        for _ in 0..<repetitions {
            let measured = figures(loads, truth: 101, steepness: 20, noise: 0.6, &random)
            guard let crossing = BoundCrossing(loads: loads, figures: measured) else {
                wide += 1
                continue
            }
            held += (crossing.low...crossing.high).contains(101) ? 1 : 0
        }
        #expect(wide < 20)
        #expect(held > 930, "\(held)")
    }

    @Test func `takes figures of zero, which have no logarithm`() throws {
        let crossing = try #require(
            BoundCrossing(
                loads: [90, 95, 100, 105, 110, 115],
                figures: [0, 0.1, 0.4, 0.9, 2.1, 4.2]
            )
        )
        #expect((100...110).contains(crossing.estimate))
        #expect(crossing.low < crossing.estimate && crossing.estimate < crossing.high)
    }

    @Test(arguments: [
        ([1.0, 2, 3], [3.0, 2, 1]), ([1, 2, 3], [1, 1, 1]), ([1, 2, 3], [0, 0, 0]),
        ([2, 2, 2], [1, 2, 3]), ([1, 2], [1, 2]), ([0, 1, 2], [1, 2, 3]),
        ([1, 2, 3], [1, .infinity, 3]),
    ])
    func `is not told where nothing rises`(loads: [Double], figures: [Double]) {
        #expect(BoundCrossing(loads: loads, figures: figures) == nil)
    }
}
