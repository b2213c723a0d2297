import Statistics
import Testing

@Suite struct `shares over replications` {
    @Test func `weigh replications by what they hold`() throws {
        let share = try #require(ShareEstimate(hits: [1, 0], of: [10, 90]))
        #expect(abs(share.share - 0.01) < 1e-12)
        #expect(abs(share.values.reduce(0, +) / 2 - 0.01) < 1e-12)
    }

    @Test func `are Student's where much was hit, and evenly`() throws {
        let hits = [48.0, 50, 52, 49, 51, 50, 47, 53, 50, 50]
        let share = try #require(ShareEstimate(hits: hits, of: hits.map { _ in 100 }, units: 1_000))
        let mean = try #require(MeanEstimate(hits.map { $0 / 100 }))
        let (own, student) = (share.interval(confidence: 0.95), mean.interval(confidence: 0.95))
        #expect(abs(own.lowerBound - student.lowerBound) < 1e-3)
        #expect(abs(own.upperBound - student.upperBound) < 2e-3)
    }

    @Test func `that are alike in all replications are not below themselves`() throws {
        let share = try #require(
            ShareEstimate(
                hits: Array(repeating: 1, count: 10),
                of: Array(repeating: 4, count: 10)
            )
        )
        #expect(share.certainty(atMost: 0.25) > 0.99 && share.certainty(below: 0.25) < 0.01)
        #expect(share.certainty(below: 0.26) > 0.99 && share.certainty(below: 0.24) < 0.01)
        #expect(share.certainty(below: 0) == 0, "no share is less than nothing")
    }

    @Test func `have a bound though nothing was seen`() throws {
        let share = try #require(
            ShareEstimate(
                hits: Array(repeating: 0, count: 10),
                of: Array(repeating: 200, count: 10),
                units: 1_000
            )
        )
        let interval = share.interval(confidence: 0.95)
        // 1 − 0.025^(1/n) of 1,000 things by the factor (1.96 / 2.262)², which are 751.
        #expect(interval.lowerBound == 0 && abs(interval.upperBound - 0.0049) < 1e-4)
        #expect(share.certainty(atMost: 0.05) > 0.999)
        #expect(share.certainty(atMost: 0.001) < 0.975)
        #expect(share.certainty(atMost: 0) == 0.5, "nothing seen is not nothing there")
    }

    @Test func `have one where all was hit, and the same`() throws {
        let none = try #require(ShareEstimate(hits: [0, 0, 0], of: [50, 50, 50], units: 150))
        let all = try #require(ShareEstimate(hits: [50, 50, 50], of: [50, 50, 50], units: 150))
        let (low, high) = (none.interval(confidence: 0.95), all.interval(confidence: 0.95))
        #expect(abs(high.lowerBound - (1 - low.upperBound)) < 1e-12)
        #expect(abs(all.certainty(atMost: 0.99) - (1 - none.certainty(atMost: 0.01))) < 1e-12)
    }

    @Test(arguments: [3, 6, 10, 20])
    func `of which nothing was seen say how many replications of that kind are sure`(
        count: Int
    ) throws {
        func none(_ count: Int) throws -> ShareEstimate {
            let all = Array(repeating: 40.0, count: count)
            let hits = all.map { _ in 0.0 }
            return try #require(ShareEstimate(hits: hits, of: all, units: 40 * Double(count)))
        }
        let bound = 0.1 / Double(count)
        let told = try none(count).countToTellAlike(bound, 0.975, atMost: 1e5)
        let needed = try #require(told)
        #expect(needed > count)
        #expect(try none(needed).certainty(atMost: bound) >= 0.975)
        #expect(try none(max(count, needed * 9 / 10 - 1)).certainty(atMost: bound) < 0.975)
        #expect(try none(count).countToTellAlike(0, 0.975, atMost: 1e5) == nil)
        #expect(try none(count).countToTellAlike(1e-9, 0.975, atMost: 1e5) == nil)
    }

    @Test func `that differ between replications do not say so`() throws {
        let share = try #require(ShareEstimate(hits: [0, 1, 0], of: [50, 50, 50], units: 150))
        #expect(share.countToTellAlike(0.1, 0.975, atMost: 1e5) == nil)
    }

    @Test func `are told widely where one replication alone hit anything`() throws {
        let hits = [20.0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let share = try #require(ShareEstimate(hits: hits, of: hits.map { _ in 100 }, units: 1_000))
        #expect(share.interval(confidence: 0.95).upperBound > 0.1)
    }

    @Test(arguments: [0.005, 0.01, 0.02, 0.03, 0.05])
    func `are as certain to keep a bound as their interval says`(bound: Double) throws {
        let hits = [1.0, 3, 0, 2, 5, 1, 0, 2, 1, 4]
        let share = try #require(ShareEstimate(hits: hits, of: hits.map { _ in 100 }, units: 500))
        let interval = share.interval(confidence: 0.95)
        #expect((share.certainty(atMost: bound) >= 0.975) == (bound >= interval.upperBound))
        #expect((share.certainty(atMost: bound) <= 0.025) == (bound <= interval.lowerBound))
    }

    @Test func `that every replication had alike are that share, and nearly certain`() throws {
        let (hits, all) = ([5.0, 5, 5, 5], [10.0, 10, 10, 10])
        let share = try #require(ShareEstimate(hits: hits, of: all, units: 40))
        #expect(share.interval(confidence: 0.95) == 0.5...0.5)
        #expect(share.certainty(atMost: 0.6) == 0.9375 && share.certainty(atMost: 0.4) == 0.0625)
    }

    @Test func `need two replications and something in them`() {
        #expect(ShareEstimate(hits: [1], of: [2]) == nil)
        #expect(ShareEstimate(hits: [0, 0], of: [0, 0]) == nil)
    }
}

@Suite struct `trials` {
    @Test func `have the exact interval`() {
        let none = TrialEstimate(hits: 0, of: 10).interval(confidence: 0.95)
        #expect(none.lowerBound == 0 && abs(none.upperBound - 0.308498) < 1e-6)
        let some = TrialEstimate(hits: 3, of: 10).interval(confidence: 0.95)
        #expect(abs(some.lowerBound - 0.066740) < 1e-6 && abs(some.upperBound - 0.652453) < 1e-6)
        #expect(TrialEstimate(hits: 10, of: 10).interval(confidence: 0.95).upperBound == 1)
    }

    @Test func `are sure of a share only when there were enough`() {
        // 0.95^72 is the first power below 2.5 %.
        #expect(TrialEstimate(hits: 71, of: 71).certainty(atLeast: 0.95) < 0.975)
        #expect(TrialEstimate(hits: 72, of: 72).certainty(atLeast: 0.95) >= 0.975)
        #expect(TrialEstimate(hits: 0, of: 1).certainty(atLeast: 0.95) > 0.025)
        #expect(TrialEstimate(hits: 0, of: 2).certainty(atLeast: 0.95) <= 0.025)
    }

    @Test(arguments: [20, 997, 8_000, 100_000])
    func `the interval of trials is one, however many there are`(count: Int) {
        for hits in [0, 1, count / 3, count / 2, count - 7, count] {
            let interval = TrialEstimate(hits: hits, of: count).interval(confidence: 0.95)
            let share = Double(hits) / Double(count)
            #expect(interval.contains(share))
            #expect(interval.upperBound - interval.lowerBound < 4 / Double(count).squareRoot())
        }
    }
}
