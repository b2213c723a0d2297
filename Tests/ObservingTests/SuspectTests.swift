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
        let values = (0..<200).map { index -> Double? in
            let level = (step..<end).contains(index) ? after : before
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
        for index in 0..<200 {
            let level = index < 100 ? index % 3 : 2 + 2 * (index - 99)
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
    private func rank(_ series: [ObservedSeries], due: Int = 99) -> [Suspect] {
        let explaining = (100..<105).map { BreakMoment.Lateness(step: $0, minimum: 0.01) }
        return Suspects.rank(
            series,
            around: BreakMoment(due: due, moment: 100, explaining: explaining)
        )
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
        #expect(rank(series, due: 92).first?.name == "cause")
        #expect(rank(series).first?.name == "effect")
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

    @Test func `as part of a whole comes before the whole`() {
        var bench = Bench()
        let query = bench.series("p50(query_seconds)", from: 0.004, to: 0.4)
        let waiting = bench.series("pool_waiting", from: 0, to: 20)
        func whole(_ name: String, of part: ObservedSeries, and rest: Double) -> ObservedSeries {
            var series = bench.series(name, from: rest, to: rest)
            for step in 0..<200 { series.values[step]? += part.values[step] ?? 0 }
            return series
        }
        let request = whole("p50(a_request_seconds)", of: query, and: 0.001)
        #expect(rank([request, query]).map(\.name) == [query.name, request.name])
        let inFlight = whole("in_flight", of: waiting, and: 2)
        #expect(rank([inFlight, waiting]).map(\.name) == ["pool_waiting", "in_flight"])
        // What waits is part of how long it takes, as a number: 25 a second for 0.8 s.
        let slow = bench.series("p50(a_request_seconds)", from: 0.02, to: 0.8)
        let rate = bench.series("rate(a_request_seconds)", from: 25, to: 25)
        #expect(rank([slow, rate, waiting]).first?.name == "pool_waiting")
    }

    @Test func `and stays where it moved to earlier did not move now`() {
        var bench = Bench()
        let earlier = [
            bench.series("a", from: 1, to: 9, at: 60), bench.series("b", from: 1, to: 9, at: 85),
        ]
        #expect(rank(earlier).isEmpty)
    }

    /// Five hundred figures, none of which moved.
    @Test func `is nothing where there is noise alone`() {
        var bench = Bench()
        var found = 0
        for number in 0..<500 {
            let series = bench.series("noise_\(number)", from: 5, to: 5, noise: 1)
            found += rank([series]).count
        }
        #expect(found <= 5)
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
        let always = bench.series(OwnFigures.lag, from: 0.05, to: 0.05, origin: .lag)
        let once = bench.series(OwnFigures.lag, from: 0.001, to: 0.9, until: 101, origin: .lag)
        let fine = bench.series(OwnFigures.lag, from: 0.001, to: 0.002, origin: .lag)
        for lag in [late, always] {
            let ranked = rank([cause, lag])
            #expect(ranked.first?.isSimulator == true && ranked.count == 2)
        }
        for lag in [fine, once] {
            #expect(rank([cause, lag]).map(\.name) == ["query_seconds"])
        }
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
        let moment = BreakMoment(
            of: values,
            beyond: 0.5,
            in: values.indices,
            slowest: values,
            isTime: true
        )
        #expect(moment?.due == 80 && moment?.moment == 100)
        let ranked = moment.map { Suspects.rank([waiting], around: $0) }
        #expect(ranked?.first?.shift.onset == 80)
    }

    @Test func `is that of what did most to break it, not of a busy second before`() {
        var bench = Bench()
        var values = bench.series("p99", from: 0.02, to: 0.8).values
        for step in 30..<33 { values[step] = 0.9 }
        #expect(Suspects.moment(of: values, beyond: 0.5, in: 0..<200) == 100)
    }

    @Test func `is not when the run began, if it broke later as well`() {
        var bench = Bench()
        var values = bench.series("p99", from: 0.02, to: 0.8).values
        for step in 0..<12 { values[step] = 5 }
        #expect(Suspects.moment(of: values, beyond: 0.5, in: 0..<200) == 100)
        for step in 100..<200 { values[step] = 0.02 }
        #expect(Suspects.moment(of: values, beyond: 0.5, in: 0..<200) == 0)
    }

    @Test func `lies in the part that is asked about`() {
        var bench = Bench()
        let values = bench.series("p99", from: 0.02, to: 0.8).values
        #expect(Suspects.moment(of: values, beyond: 0.5, in: 0..<90) == nil)
    }
}
