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

    private func samples(_ loads: [Double], _ figures: [Double]) -> [BoundCrossing.Sample] {
        zip(loads, figures).map { BoundCrossing.Sample(load: $0, figure: $1) }
    }

    @Test func `is found exactly where there is no noise`() throws {
        var random = RandomStream(seed: 1, entity: 0, purpose: .replication)
        let loads = [900.0, 950, 1_000, 1_050]
        let crossing = try #require(
            BoundCrossing(samples(loads, figures(loads, truth: 987, steepness: 12, &random)))
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
            guard let crossing = BoundCrossing(samples(loads, measured)) else {
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
            BoundCrossing(samples([90, 95, 100, 105, 110, 115], [0, 0.1, 0.4, 0.9, 2.1, 4.2]))
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
        #expect(BoundCrossing(samples(loads, figures)) == nil)
    }

    @Test func `does not believe that trials are exact because few of them agree`() throws {
        let loads = [93.0, 107, 95, 105]
        var random = RandomStream(seed: 3, entity: 0, purpose: .replication)
        var exact = samples(loads, figures(loads, truth: 101, steepness: 20, &random))
        let narrow = try #require(BoundCrossing(exact))
        for position in exact.indices { exact[position].variance = 0.09 * exact[position].figure }
        let wide = try #require(BoundCrossing(exact))
        #expect(narrow.high - narrow.low < 0.1)
        #expect(wide.high - wide.low > 2)
        #expect(abs(wide.estimate - narrow.estimate) < 1e-9)
    }

    @Test func `goes by what was measured more`() throws {
        // The same loads twice over: once as they are, once all too high.
        let loads = [90.0, 95, 105, 110]
        var random = RandomStream(seed: 4, entity: 0, purpose: .replication)
        let right = samples(loads, figures(loads, truth: 100, steepness: 15, &random))
        let wrong = right.map {
            BoundCrossing.Sample(load: $0.load, figure: 3 * $0.figure, weight: 0.01)
        }
        let crossing = try #require(BoundCrossing(right + wrong))
        #expect(abs(crossing.estimate - 100) < 0.3, "\(crossing.estimate)")
        let level = try #require(BoundCrossing(right + wrong, steepness: 15))
        #expect(abs(level.estimate - 100) < 0.3, "\(level.estimate)")
    }

    @Test func `is told where nothing rises, if it is known how steep the rise is`() throws {
        let flat = samples([100, 101, 102, 100], [1.3, 1.1, 0.9, 0.7])
        #expect(BoundCrossing(flat) == nil)
        let crossing = try #require(BoundCrossing(flat, steepness: 20))
        #expect((99...103).contains(crossing.estimate))
        #expect(crossing.low < crossing.estimate && crossing.estimate < crossing.high)
        #expect(BoundCrossing(flat, steepness: 0) == nil)
        #expect(BoundCrossing(samples([100, 101, 102], [0, 0, 0]), steepness: 20) == nil)
    }
}
