import Testing

@testable import FleetSim

/// Quantiles of times of which some are only known to be longer than an age.
@Suite struct `response times` {
    private typealias Figure = ResponseTimes.Figure

    private static func times(answered: [Int64], unanswered: [Int64] = []) -> ResponseTimes {
        var times = ResponseTimes()
        var (answers, ages) = (Histogram(), Histogram())
        for value in answered { answers.record(value) }
        for value in unanswered { ages.record(value) }
        times.add(answers, .ok)
        times.add(ages, .timeout)
        return times
    }

    private static let shares = [0.5, 0.9, 0.99, 0.999, 1]

    @Test(arguments: UInt64(1)...20)
    func `are the histogram's where every call was answered`(seed: UInt64) {
        var random = RandomStream(seed: seed, entity: 0, purpose: .backOff)
        var histogram = Histogram()
        for _ in 0..<500 { histogram.record(Int64(random.next() % 3_000_000)) }
        var times = ResponseTimes()
        times.add(histogram, .ok)
        #expect(
            times.quantiles(Self.shares)
                == histogram.quantiles(Self.shares).map { Figure(Int(min($0, histogram.max))) }
        )
        #expect(times.max == Figure(Int(histogram.max)))
        #expect(times.mean.microseconds == histogram.mean && !times.mean.isLowerBound)
    }

    @Test func `beyond the last answer are not known, but for what they exceed`() {
        // A CSMS that answered 1,000 calls and then, for up to 22 s, 200 others not.
        let times = Self.times(
            answered: Array(repeating: 1_000, count: 1_000),
            unanswered: (1...200).map { $0 * 110_000 }
        )
        let figures = times.quantiles([0.5, 0.8, 0.99])
        #expect(figures[0] == Figure(1_000) && figures[1] == Figure(1_000))
        #expect(
            figures[2].isLowerBound && (20_000_000...22_000_000).contains(figures[2].microseconds)
        )
        #expect(times.max == Figure(22_000_000, isLowerBound: true))
        #expect(times.mean.isLowerBound && times.mean.microseconds > 1_000)
    }

    @Test func `are as if it had not been for a call that is younger than the answers`() {
        let answered = (1...1_000).map { Int64($0) }
        let whole = Self.times(answered: answered)
        let open = Self.times(answered: answered, unanswered: [2])
        #expect(open.max == Figure(1_000))
        let pairs = zip(whole.quantiles(Self.shares), open.quantiles(Self.shares))
        for (known, estimated) in pairs {
            #expect(!estimated.isLowerBound)
            #expect(abs(known.microseconds - estimated.microseconds) <= 1)
        }
        #expect(!open.mean.isLowerBound)
    }

    @Test func `are the product-limit estimate of a worked example`() {
        // Remission of leukaemia under 6-MP, in weeks (Freireich 1963): the median is 23, and of 21
        // the rest was not seen to its end.
        let times = Self.times(
            answered: [6, 6, 6, 7, 10, 13, 16, 22, 23],
            unanswered: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
        )
        // S(t) falls to 0.857, 0.807, 0.753, 0.690, 0.627, 0.538 and 0.448.
        let steps = [
            (0.14, 6), (0.19, 7), (0.24, 10), (0.30, 13), (0.34, 16), (0.45, 22), (0.54, 23),
        ]
        for (share, weeks) in steps {
            #expect(times.quantile(share) == Figure(weeks), "\(share)")
        }
        #expect(times.quantile(0.7).isLowerBound)
    }

    @Test func `of calls that were never answered are all lower bounds, and rise`() {
        let times = Self.times(answered: [], unanswered: (1...100).map { Int64($0) * 1_000 })
        let figures = times.quantiles([0.5, 0.9, 0.99])
        #expect(figures.allSatisfy { $0.isLowerBound })
        let values = figures.map(\.microseconds)
        #expect(values == values.sorted())
        // An age's bucket begins at the age or below it: nothing is claimed that was not seen.
        #expect(figures[0].microseconds <= 50_000 && figures[0].microseconds > 49_000)
    }

    @Test(arguments: UInt64(1)...50)
    func `never fall with the share, and exceed what is known of every call`(seed: UInt64) {
        var random = RandomStream(seed: seed, entity: 1, purpose: .backOff)
        let answered = (0..<random.next() % 200).map { _ in Int64(random.next() % 5_000_000) }
        let ages = (0..<random.next() % 60 + 1).map { _ in Int64(random.next() % 5_000_000) }
        let times = Self.times(answered: answered, unanswered: ages)
        let shares = (1...100).map { Double($0) / 100 }
        let figures = times.quantiles(shares)
        var all = Histogram()
        for value in answered + ages { all.record(value) }
        for (index, pair) in zip(figures, figures.dropFirst()).enumerated() {
            #expect(pair.0.microseconds <= pair.1.microseconds)
            #expect(!pair.0.isLowerBound || pair.1.isLowerBound)
            // No estimate is below what it would be if no call took longer than its age.
            let minimum = all.quantile(shares[index])
            #expect(pair.0.microseconds >= Int(Double(minimum) * 0.998) - 1)
        }
    }

    @Test func `merge to the same in any order`() {
        let parts = [
            Self.times(answered: [5, 9], unanswered: [7]), Self.times(answered: [100]),
            Self.times(answered: [], unanswered: [4_000_000, 3]),
        ]
        let merged = [[0, 1, 2], [2, 0, 1], [1, 2, 0]].map { order in
            var all = ResponseTimes()
            for index in order { all.merge(parts[index]) }
            return all.quantiles(Self.shares) + [all.max]
        }
        #expect(merged[0] == merged[1] && merged[1] == merged[2])
    }
}
