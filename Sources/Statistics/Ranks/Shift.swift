/// By how much the values of one sample are larger than those of another, after Hodges and Lehmann.
///
/// The estimate is a median of differences, so no single run can pull it far. The interval lies
/// between two of the ordered differences, chosen by the exact law of the rank test that belongs to
/// it: it is right whatever the law of the values, if both samples differ by a shift alone.
package struct Shift: Equatable, Sendable {
    package let estimate: Double
    /// nil where there are too few values for an interval that sure.
    package let interval: ClosedRange<Double>?

    /// Of independent samples: over all differences between a value of each.
    ///
    /// nil where a sample is empty.
    package init?(from first: [Double], to second: [Double], confidence: Double = 0.95) {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        let differences = first.flatMap { old in second.map { $0 - old } }.sorted()
        self.init(
            differences,
            index: Self.indexInRankSums(first.count, second.count, (1 - confidence) / 2)
        )
    }

    /// Of pairs: over the means of every two differences, and of each with itself (Walsh averages).
    ///
    /// nil where there is no pair.
    package init?(ofPairs differences: [Double], confidence: Double = 0.95) {
        guard !differences.isEmpty else { return nil }
        let averages = differences.indices.flatMap { one in
            differences[one...].map { (differences[one] + $0) / 2 }
        }.sorted()
        let index = Self.indexInSignedRanks(differences.count, (1 - confidence) / 2)
        self.init(averages, index: index)
    }

    /// Ordered differences, and how many of them lie outside the interval at each end.
    private init(_ ordered: [Double], index: Int?) {
        let middle = ordered.count / 2
        estimate =
            ordered.count.isMultiple(of: 2)
            ? (ordered[middle - 1] + ordered[middle]) / 2 : ordered[middle]
        interval = index.map { ordered[$0]...ordered[ordered.count - 1 - $0] }
        assert(interval.map { $0.contains(estimate) } ?? true, "the interval holds the estimate")
    }
}

extension Shift {
    /// How many of the ordered differences are below the interval; nil: not even one may be.
    static func indexInRankSums(_ first: Int, _ second: Int, _ tail: Double) -> Int? {
        // The number of pairs whose second value is the larger has a law of its own, up to first × second.
        index(in: MannWhitneyLaw.probabilities(first, second), tail)
    }

    static func indexInSignedRanks(_ pairs: Int, _ tail: Double) -> Int? {
        index(in: SignedRank.shares(Array(1...max(1, pairs))), tail)
    }

    private static func index(in shares: [Double], _ tail: Double) -> Int? {
        var sum = 0.0
        for (index, share) in shares.enumerated() {
            sum += share
            guard sum <= tail * (1 + 1e-12) else { return index > 0 ? index - 1 : nil }
        }
        return nil
    }
}

/// How likely each number of pairs is whose second value is the larger, if there is no difference.
enum MannWhitneyLaw {
    /// Products of more values than these are taken from the normal law.
    private static let maximum = 4_096

    static func probabilities(_ first: Int, _ second: Int) -> [Double] {
        let pairs = first * second
        guard pairs <= maximum else { return normal(first, second) }
        // Adding the second sample's values one by one: ways[j][u], over j of them.
        let (small, large) = (min(first, second), max(first, second))
        let width = pairs + 1
        var ways = Array(repeating: 0.0, count: (small + 1) * width)
        ways[0] = 1
        // The values of both samples in order: each is of the small sample or of the large one.
        for index in 0..<(small + large) {
            for chosen in stride(from: min(index, small - 1), through: 0, by: -1) {
                let before = index - chosen
                guard before <= large else { continue }
                let from = chosen * width
                for reached in 0..<(width - before) where ways[from + reached] != 0 {
                    ways[from + width + before + reached] += ways[from + reached]
                }
            }
        }
        let all = Ranks.choices(small, of: small + large)
        assert(
            abs(ways[(small * width)...].reduce(0, +) / all - 1) < 1e-6,
            "each choice counts once"
        )
        return ways[(small * width)...].map { $0 / all }
    }

    private static func normal(_ first: Int, _ second: Int) -> [Double] {
        let pairs = Double(first * second)
        let law = ReferenceDistribution.normal(
            mean: pairs / 2,
            sd: (pairs * Double(first + second + 1) / 12).squareRoot()
        )
        var below = 0.0
        return (0...(first * second)).map { count in
            let upTo = law.cumulative(Double(count) + 0.5)
            defer { below = upTo }
            return upTo - below
        }
    }
}
