/// The rank-sum test of Mann, Whitney and Wilcoxon: whether the values of one sample tend to be larger.
///
/// Values of both samples are ranked together, equal ones sharing the mean of their ranks. If both
/// samples are of one law, every choice of ranks is as likely as every other: the probabilities are
/// counted over all choices, ties and all, and not taken from a normal law, as far as that can be
/// afforded.
package struct RankSum: Equatable, Sendable {
    /// Probability of a rank sum of the second sample so high, or so low, if there is no difference.
    package let higher: Double
    package let lower: Double
    /// By how many standard deviations the rank sum is above what is expected.
    package let score: Double

    /// nil where a sample is empty.
    package init?(_ first: [Double], _ second: [Double]) {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        let ranks = Ranks.doubled(first + second)
        score = Self.score(ranks, of: second.count)
        let sum = ranks[first.count...].reduce(0, +)
        let isSecondSmaller = second.count <= first.count
        let size = min(first.count, second.count)
        guard size * ranks.count * Self.largestSum(of: size, ranks) <= Self.work else {
            higher = ReferenceDistribution.normal(mean: 0, sd: 1).survival(score)
            lower = ReferenceDistribution.normal(mean: 0, sd: 1).cumulative(score)
            return
        }
        // The sum of the smaller sample says as much as that of the larger.
        let total = ranks.reduce(0, +)
        let tails = Self.tails(of: size, ranks, at: isSecondSmaller ? sum : total - sum)
        (lower, higher) = isSecondSmaller ? tails : (tails.higher, tails.lower)
        assert(lower + higher > 1 - 1e-6, "both tails hold the sum itself")
    }

    /// Probability of a difference so large, whichever sample has the larger values.
    package var twoSided: Double { min(1, 2 * min(lower, higher)) }

    /// The score alone, which costs no counting.
    package static func score(_ first: [Double], _ second: [Double]) -> Double {
        score(Ranks.doubled(first + second), of: second.count)
    }

    /// The smallest probability that the two-sided test can give for samples of these sizes.
    package static func minimumProbability(_ first: Int, _ second: Int) -> Double {
        guard first > 0, second > 0 else { return 1 }
        return min(1, 2 / Ranks.choices(min(first, second), of: first + second))
    }
}

extension RankSum {
    /// How many additions a test may take: a tenth of a second or so.
    private static let work = 60_000_000

    private static func score(_ ranks: [Int], of size: Int) -> Double {
        let count = Double(ranks.count)
        let sum = Double(ranks[(ranks.count - size)...].reduce(0, +)) / 2
        let mean = Double(ranks.reduce(0, +)) / 2 / count
        // The variance of a mean of values drawn without replacement.
        let spread = ranks.reduce(0.0) { $0 + square(Double($1) / 2 - mean) } / count
        let variance = Double(size) * (count - Double(size)) / max(count - 1, 1) * spread
        return variance > 0 ? (sum - Double(size) * mean) / variance.squareRoot() : 0
    }

    private static func square(_ number: Double) -> Double { number * number }

    private static func largestSum(of size: Int, _ ranks: [Int]) -> Int {
        ranks.sorted(by: >).prefix(size).reduce(0, +)
    }

    /// The shares of all choices of this many ranks whose sum is at most, and at least, this.
    private static func tails(
        of size: Int,
        _ ranks: [Int],
        at sum: Int
    ) -> (lower: Double, higher: Double) {
        let width = largestSum(of: size, ranks) + 1
        // Ways to choose k ranks with a sum; additions of positive numbers lose no digits.
        var ways = Array(repeating: 0.0, count: (size + 1) * width)
        ways[0] = 1
        for (index, rank) in ranks.enumerated() {
            for chosen in stride(from: min(index, size - 1), through: 0, by: -1) {
                let from = chosen * width
                let to = from + width + rank
                for reached in 0..<(width - rank) where ways[from + reached] != 0 {
                    ways[to + reached] += ways[from + reached]
                }
            }
        }
        let last = ways[(size * width)...]
        let all = Ranks.choices(size, of: ranks.count)
        let low = last.prefix(sum + 1).reduce(0, +)
        let high = last.dropFirst(sum).reduce(0, +)
        return (min(1, low / all), min(1, high / all))
    }
}

/// Ranks of values, and in how many ways some can be chosen.
package enum Ranks {
    /// Twice the rank of each value, so that the means that equal ones share are whole.
    package static func doubled(_ values: [Double]) -> [Int] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = Array(repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for index in start..<end { ranks[order[index]] = start + 1 + end }
            start = end
        }
        assert(
            ranks.reduce(0, +) == ranks.count * (ranks.count + 1),
            "ties share the ranks they take"
        )
        return ranks
    }

    /// In how many ways this many of a number can be chosen.
    static func choices(_ size: Int, of count: Int) -> Double {
        assert(0...count ~= size, "no more are chosen than there are")
        return (0..<min(size, count - size)).reduce(1.0) { product, index in
            product * Double(count - index) / Double(index + 1)
        }.rounded()
    }
}
