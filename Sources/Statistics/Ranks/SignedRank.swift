/// Wilcoxon's signed-rank test: whether differences of pairs tend to be above zero.
///
/// Differences of zero say nothing and are left out. The probabilities are counted over all signs.
package struct SignedRank: Equatable, Sendable {
    /// Probability of a sum so high, or so low, if each difference is as likely below as above zero.
    package let higher: Double
    package let lower: Double

    package init(_ differences: [Double]) {
        let differences = differences.filter { $0 != 0 }
        let ranks = Ranks.doubled(differences.map(abs))
        let sum = zip(differences, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
        let shares = Self.shares(ranks)
        lower = min(1, shares.prefix(sum + 1).reduce(0, +))
        higher = min(1, shares.dropFirst(sum).reduce(0, +))
    }

    package var twoSided: Double { min(1, 2 * min(lower, higher)) }

    /// The smallest probability that the two-sided test can give for this many pairs.
    package static func minimumProbability(_ pairs: Int) -> Double {
        (0..<max(0, pairs - 1)).reduce(1.0) { share, _ in share / 2 }
    }

    /// The probability of each sum of ranks above zero.
    static func shares(_ ranks: [Int]) -> [Double] {
        var shares = [1.0]
        for rank in ranks {
            var next = Array(repeating: 0.0, count: shares.count + rank)
            for (sum, share) in shares.enumerated() {
                next[sum] += share / 2
                next[sum + rank] += share / 2
            }
            shares = next
        }
        assert(abs(shares.reduce(0, +) - 1) < 1e-9, "probabilities add up to one")
        return shares
    }
}
