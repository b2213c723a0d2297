/// How long calls took, where of some only an age is known: they were not answered.
///
/// A call without an answer after 22 s says that it takes longer than 22 s, and no more. It is left
/// out up to its age and its weight goes to the calls that took longer: the product-limit estimate
/// of Kaplan and Meier, which is the common quantile where every call was answered. A percentile
/// that lies beyond the last answer is not known; what is known is a value that it exceeds.
package struct ResponseTimes: Sendable {
    /// A time in microseconds.
    package struct Figure: Equatable, Sendable {
        package var microseconds: Int
        /// Whether the true time is longer than that; by how much is not known.
        package var isLowerBound: Bool

        package init(_ microseconds: Int, isLowerBound: Bool = false) {
            self.microseconds = microseconds
            self.isLowerBound = isLowerBound
        }
    }

    package private(set) var answered = Histogram()
    /// The ages of calls that were not answered.
    package private(set) var unanswered = Histogram()
    /// The true extremes, which a histogram that was stored knows only to their buckets.
    private var longestAnswered = 0
    private var longestUnanswered = 0

    package init() {}

    package var count: Int { answered.count + unanswered.count }

    /// Adds the times, or ages, of calls that all ended in the same way.
    package mutating func add(_ times: Histogram, _ outcome: Outcome, longest: Int? = nil) {
        guard times.count > 0 else { return }
        let longest = Swift.min(longest ?? Int(times.max), Int(times.max))
        if outcome.isAnswered {
            answered.merge(times)
            longestAnswered = Swift.max(longestAnswered, longest)
        } else {
            unanswered.merge(times)
            longestUnanswered = Swift.max(longestUnanswered, longest)
        }
    }

    package mutating func merge(_ other: ResponseTimes) {
        answered.merge(other.answered)
        unanswered.merge(other.unanswered)
        longestAnswered = Swift.max(longestAnswered, other.longestAnswered)
        longestUnanswered = Swift.max(longestUnanswered, other.longestUnanswered)
    }

    /// The longest; a lower bound where a call that was not answered is older than all answers.
    package var max: Figure {
        longestUnanswered > longestAnswered
            ? Figure(longestUnanswered, isLowerBound: true) : Figure(longestAnswered)
    }

    package func quantile(_ share: Double) -> Figure { quantiles([share])[0] }

    /// The times that several shares of all calls do not exceed; the shares rise.
    package func quantiles(_ shares: [Double]) -> [Figure] {
        guard unanswered.count > 0 else {
            return answered.quantiles(shares)
                .map { Figure(Swift.min(Int($0), longestAnswered)) }
        }
        assert(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 }, "the shares rise")
        let ranks = shares.map { Swift.min(Int(Swift.min($0, 1) * Double(count) + 0.5), count) }
        var figures: [Figure] = []
        var last = 0
        walk { bucket, reached in
            last = Swift.min(Int(Buckets.highest(at: bucket)), longestAnswered)
            while figures.count < ranks.count, Double(ranks[figures.count]) <= reached {
                figures.append(Figure(last))
            }
        }
        for rank in ranks[figures.count...] {
            let minimum = Swift.min(minimumPossible(rank), Swift.max(longestUnanswered, last))
            figures.append(Figure(Swift.max(minimum, last), isLowerBound: true))
        }
        assert(figures.count == shares.count, "each share has its quantile")
        return figures
    }

    /// The mean; a lower bound where the longest time is not known.
    package var mean: (microseconds: Double, isLowerBound: Bool) {
        guard unanswered.count > 0 else { return (answered.mean, false) }
        var sum = 0.0
        var reached = 0.0
        walk { bucket, mass in
            let middle = Double(Buckets.lowest(at: bucket) + Buckets.highest(at: bucket)) / 2
            sum += (mass - reached) * middle
            reached = mass
        }
        let isWhole = reached >= Double(count)
        let minimum =
            (answered.mean * Double(answered.count)
                + unanswered.mean * Double(unanswered.count)) / Double(Swift.max(count, 1))
        return isWhole ? (sum / Double(count), false) : (minimum, true)
    }
}

extension ResponseTimes {
    /// Goes through the buckets that have answers.
    ///
    /// With each comes how many calls are reckoned to have taken no longer; rounding is given the
    /// benefit of the doubt.
    private func walk(_ visit: (Int, Double) -> Void) {
        let (answers, ages) = (answered.touchedCounters, unanswered.touchedCounters)
        let first = [answers, ages].filter { !$0.isEmpty }.map(\.startIndex).min() ?? 0
        let end = Swift.max(answers.endIndex, ages.endIndex)
        let slack = Double(count) * 1e-9
        var (mass, weight, remaining) = (0.0, 1.0, count)
        for index in first..<Swift.max(first, end) {
            let answered = answers.indices.contains(index) ? answers[index] : 0
            if answered > 0 {
                mass += weight * Double(answered)
                remaining -= answered
                visit(index, mass + slack)
            }
            let open = ages.indices.contains(index) ? ages[index] : 0
            guard open > 0 else { continue }
            // They stay in the running no longer; those that do weigh more for it.
            if remaining > open { weight *= Double(remaining) / Double(remaining - open) }
            remaining -= open
        }
    }

    /// What the call of that rank has taken at least, if no call took longer than is known.
    private func minimumPossible(_ rank: Int) -> Int {
        var all = answered
        all.merge(unanswered)
        var seen = 0
        let counters = all.touchedCounters
        for index in counters.indices {
            seen += counters[index]
            if seen >= rank { return Int(Buckets.lowest(at: index)) }
        }
        return 0
    }
}
