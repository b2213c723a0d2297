import FleetSim
import Testing

@testable import Observing

/// Series of 200 steps with noise, in which something happens at step 100.
private struct Bench {
    private var random = RandomStream(seed: 5, entity: 1, purpose: .replication)

    mutating func series(
        _ name: String,
        from before: Double,
        to after: Double,
        at step: Int = 100,
        until end: Int = 200,
        noise: Double = 0.1,
        source: String = "csms",
        labels: String = "",
        origin: ObservedSeries.Origin = .observed
    ) -> ObservedSeries {
        let values = (0..<200).map { place -> Double? in
            let level = (step..<end).contains(place) ? after : before
            return max(0, level * (1 + noise * (2 * random.unit() - 1)))
        }
        return ObservedSeries(
            source: source,
            name: name,
            labels: labels,
            origin: origin,
            values: values
        )
    }
}

@Suite struct `a shift of level` {
    @Test(arguments: [(1.0, 2.0), (5.0, 0.5), (0.0, 3.0), (100.0, 130.0)])
    func `is found at its first step, with both levels`(before: Double, after: Double) throws {
        var bench = Bench()
        let values = bench.series("x", from: before, to: after).values
        let shift = try #require(LevelShift.strongest(values, in: 40..<121))
        #expect((99...101).contains(shift.onset) && shift.separation > 0.95)
        #expect(abs(shift.before - before) <= 0.1 * before)
        #expect(abs(shift.after - after) <= 0.1 * after)
    }

    @Test func `that comes slowly begins where the old level was left`() throws {
        var values: [Double?] = []
        for place in 0..<200 {
            let level = place < 100 ? place % 3 : 2 + 2 * (place - 99)
            values.append(Double(level))
        }
        let shift = try #require(LevelShift.strongest(values, in: 40..<121))
        #expect((100...101).contains(shift.onset))
    }

    @Test func `is not seen in what is not known or always the same`() {
        #expect(LevelShift.strongest(Array(repeating: nil, count: 100), in: 0..<100) == nil)
        let flat = LevelShift.strongest(Array(repeating: 4, count: 100), in: 0..<100)
        #expect(flat == nil || flat?.magnitude == 0)
        #expect(LevelShift.strongest([1, 2], in: -5..<90) == nil)
    }
}

@Suite struct `what moved` {
    private func rank(_ series: [ObservedSeries], lead: Int = 3) -> [Suspect] {
        Suspects.rank(series, around: 100, lead: lead, tolerance: 0.01)
    }

    @Test func `most and at that moment comes first`() throws {
        var bench = Bench()
        let ranked = rank([
            bench.series("rate(requests)", from: 50, to: 50),
            bench.series("request_seconds", from: 0.02, to: 0.11),
            bench.series("query_seconds", from: 0.005, to: 0.1),
            bench.series("memory_bytes", from: 2e8, to: 2.1e8, noise: 0.01),
            bench.series("other", from: 1, to: 20, at: 60),
        ])
        #expect(ranked.first?.name == "query_seconds")
        #expect(ranked.map(\.name).contains("request_seconds"))
        #expect(!ranked.contains { ["rate(requests)", "memory_bytes"].contains($0.name) })
        #expect(try #require(ranked.first).shift.onset == 100)
    }

    @Test func `later than the break is what followed from it`() {
        var bench = Bench()
        let ranked = rank([
            bench.series("effect", from: 1, to: 50, at: 108),
            bench.series("cause", from: 1, to: 10),
        ])
        #expect(ranked.first?.name == "cause")
    }

    @Test func `earlier by as long as calls take is no worse`() {
        var bench = Bench()
        let series = [
            bench.series("cause", from: 1, to: 10, at: 92), bench.series("effect", from: 1, to: 4),
        ]
        #expect(rank(series, lead: 10).first?.name == "cause")
        #expect(rank(series, lead: 1).first?.name == "effect")
    }

    @Test func `and is done no more followed from what held it up`() {
        var bench = Bench()
        let ranked = rank([
            bench.series("rate(requests)", from: 50, to: 0),
            bench.series("waiting", from: 1, to: 9),
        ])
        #expect(ranked.map(\.name) == ["waiting", "rate(requests)"])
    }

    @Test func `alone of several of its kind says where, and comes first`() {
        var bench = Bench()
        let workers = (1...4).map { number in
            bench.series(
                "waiting",
                from: 0,
                to: number == 3 ? 9 : 0,
                labels: "worker=\"\(number)\""
            )
        }
        let ranked = rank([bench.series("in_flight", from: 0, to: 10)] + workers)
        #expect(ranked.map(\.labels) == ["worker=\"3\"", ""])
    }

    @Test func `for a few steps only is seen as well`() {
        var bench = Bench()
        #expect(rank([bench.series("pause", from: 0, to: 1, until: 106)]).first?.name == "pause")
    }

    @Test func `of the load counts where it rose`() {
        var bench = Bench()
        let rise = bench.series("rate(calls)", from: 10, to: 90, origin: .load)
        let fall = bench.series("rate(calls)", from: 90, to: 10, origin: .load)
        #expect(rank([rise]).count == 1 && rank([fall]).isEmpty)
    }

    @Test func `is the simulator where that was late, whatever else moved`() {
        var bench = Bench()
        let cause = bench.series("query_seconds", from: 0.005, to: 0.9)
        let late = bench.series(OwnFigures.lag, from: 0.001, to: 0.05, origin: .lag)
        let early = bench.series(OwnFigures.lag, from: 0.05, to: 0.05, origin: .lag)
        let fine = bench.series(OwnFigures.lag, from: 0.001, to: 0.002, origin: .lag)
        for lag in [late, early] {
            let ranked = rank([cause, lag])
            #expect(ranked.first?.isSimulator == true && ranked.count == 2)
        }
        #expect(rank([cause, fine]).map(\.name) == ["query_seconds"])
    }

    @Test func `is told once for each metric`() {
        var bench = Bench()
        let ranked = rank([
            bench.series("p50(query_seconds)", from: 1, to: 9),
            bench.series("p99(query_seconds)", from: 1, to: 20),
            bench.series("rate(query_seconds)", from: 5, to: 9),
        ])
        #expect(ranked.map(\.name) == ["p99(query_seconds)"])
    }
}

@Suite struct `the moment of a break` {
    @Test func `is where a figure left its level before it went beyond the bound`() {
        var bench = Bench()
        let values = bench.series("p99", from: 0.02, to: 0.8).values
        #expect(Suspects.moment(of: values, beyond: 0.5, in: 0..<200) == 100)
        #expect(Suspects.moment(of: values, beyond: nil, in: 0..<200) == 100)
    }

    @Test func `is none where nothing rose`() {
        var bench = Bench()
        let values = bench.series("p99", from: 0.02, to: 0.02).values
        #expect(Suspects.moment(of: values, beyond: 0.5, in: 0..<200) == nil)
        #expect(Suspects.moment(of: values, beyond: nil, in: 0..<200) == nil)
    }

    @Test func `is not a single step beyond the bound`() {
        var bench = Bench()
        var values = bench.series("p99", from: 0.02, to: 0.8).values
        values[30] = 0.9
        #expect(Suspects.moment(of: values, beyond: 0.5, in: 0..<200) == 100)
    }

    @Test func `is seen where calls ended all at once after a long time, and their cause before`() {
        var bench = Bench()
        var values = bench.series("p99", from: 0.02, to: 0.02).values
        for step in 80..<100 { values[step] = nil }
        values[100] = 20
        #expect(Suspects.moment(of: values, beyond: 0.5, in: 0..<200) == 100)
        let waiting = bench.series("waiting", from: 0, to: 30, at: 80, until: 100)
        let ranked = Suspects.rank([waiting], around: 100, lead: 43, tolerance: 4)
        #expect(ranked.first?.shift.onset == 80)
    }

    @Test func `lies in the part that is asked about`() {
        var bench = Bench()
        let values = bench.series("p99", from: 0.02, to: 0.8).values
        #expect(Suspects.moment(of: values, beyond: 0.5, in: 0..<90) == nil)
    }
}
