/// How often each level was seen in one replication: how long drivers waited, how much was drawn.
///
/// Levels are whole numbers that rise with what they stand for, such as buckets of a histogram.
package struct Spread: Equatable, Sendable {
    private var levels: [Int32] = []
    /// What was seen up to each of the levels.
    private var sums: [Double] = []

    package init() {}

    /// Adds what was seen at a level above all that have been added.
    package mutating func add(_ weight: Double, at level: Int) {
        guard weight > 0 else { return }
        precondition(levels.last.map { $0 < level } ?? true, "levels rise")
        levels.append(Int32(level))
        sums.append(total + weight)
    }

    package var total: Double { sums.last ?? 0 }

    /// What was seen up to a level.
    package func sum(upTo level: Int) -> Double {
        var (low, high) = (0, levels.count)
        while low < high {
            let middle = (low + high) / 2
            if levels[middle] <= level { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? sums[low - 1] : 0
    }

    /// The levels that rising shares of what was seen in all replications together do not exceed; none where
    /// nothing was seen.
    package static func levels(_ shares: [Double], of spreads: [Spread]) -> [Int] {
        var pool: [Double] = []
        for spread in spreads { spread.addTo(&pool) }
        let total = pool.reduce(0, +)
        guard total > 0, let last = pool.lastIndex(where: { $0 > 0 }) else { return [] }
        var (level, seen) = (0, pool[0])
        return shares.map { share in
            // Sums may be a last bit short of the whole.
            while level < last, seen <= 0 || seen < share * total * (1 - 1e-12) {
                level += 1
                seen += pool[level]
            }
            return level
        }
    }

    fileprivate func addTo(_ pool: inout [Double]) {
        guard let last = levels.last else { return }
        while pool.count <= last { pool.append(0) }
        var before = 0.0
        for (index, level) in levels.enumerated() {
            pool[Int(level)] += sums[index] - before
            before = sums[index]
        }
    }
}

/// A quantile of what was seen in all replications together.
///
/// The quantile is at most x where the share above x is at most the rest, so all that is said of it
/// is said of shares of replications (`ShareEstimate`), level by level. The mean of the quantiles of
/// single replications is something else, and too small where the tail of a law is long.
package struct PooledQuantile: Sendable {
    package let share: Double
    /// The level of the quantile.
    package let level: Int
    private let spreads: [Spread]
    /// What was seen up to each level.
    private let sums: [Double]
    private let occupied: [Int]
    private let units: Double

    /// The value that a share between 0 and 1 does not exceed.
    ///
    /// `units` says how many independent things were seen at best; nil: only the spread between
    /// replications says.
    ///
    /// Nil where there are fewer than two replications, or nothing at all in them.
    package init?(_ share: Double, of spreads: [Spread], units: Double? = nil) {
        precondition(share > 0 && share < 1, "a quantile is that of a share between 0 and 1")
        var pool: [Double] = []
        for spread in spreads { spread.addTo(&pool) }
        let occupied = pool.indices.filter { pool[$0] > 0 }
        guard spreads.count > 1, let last = occupied.last else { return nil }
        for index in pool.indices.dropFirst() { pool[index] += pool[index - 1] }
        self.share = share
        self.spreads = spreads
        self.occupied = occupied
        sums = pool
        let wanted = share * pool[last] * (1 - 1e-12)
        level = occupied.first { pool[$0] >= wanted } ?? last
        self.units = Self.effectiveCount(of: spreads, pool, occupied, atMost: units)
    }

    /// Shares at which what was seen is held against itself: how much of it is independent.
    private static let probes = [0.5, 0.75, 0.9, 0.95, 0.99]
    /// At least this many replications must have seen a value above a level for an estimate of how much.
    private static let telling = 4

    /// As many independent things as were seen, going by the levels that most replications reached:
    /// where waits come in long bunches, a few replications above a level say nothing by themselves.
    private static func effectiveCount(
        of spreads: [Spread],
        _ sums: [Double],
        _ occupied: [Int],
        atMost units: Double?
    ) -> Double {
        let total = sums.last ?? 0
        var minimum = units ?? .infinity
        for probe in probes {
            guard let level = occupied.first(where: { sums[$0] >= probe * total }) else { continue }
            let above = spreads.map { $0.total - $0.sum(upTo: level) }
            guard above.count(where: { $0 > 0 }) >= telling else { continue }
            guard
                let estimate = ShareEstimate(hits: above, of: spreads.map(\.total)),
                let mean = MeanEstimate(estimate.values), mean.sd > 0
            else { continue }
            let spread = mean.standardError * mean.standardError
            minimum = min(minimum, estimate.share * (1 - estimate.share) / spread)
        }
        return minimum.isFinite ? minimum : Double(spreads.count)
    }

    /// How sure it is that the true quantile is at most a level, from 0 to 1.
    package func certainty(atMost level: Int) -> Double {
        guard let above = shareAbove(level) else { return 0 }
        return above.certainty(atMost: 1 - share)
    }

    /// About how many replications would be so sure on which side of a level the true quantile is, where
    /// those so far are on one side of it with all that they saw; nil: they are not, or it takes too many.
    package func countToTellAlike(
        atMost level: Int,
        _ sure: Double,
        maximumCount: Double
    ) -> Int? {
        shareAbove(level)?.countToTellAlike(1 - share, sure, atMost: maximumCount)
    }

    /// The levels between which the true quantile lies with a confidence between 0 and 1; nil: too
    /// little was seen to say how high it may be.
    package func interval(confidence: Double) -> (low: Int, high: Int?) {
        let point = 0.5 + confidence / 2
        let low = firstLevel { certainty(atMost: $0) > 1 - point } ?? level
        let high = firstLevel { certainty(atMost: $0) >= point }
        return (min(low, level), high.map { max($0, level) })
    }

    /// One value for each replication, whose mean is the quantile and whose spread is that of it:
    /// what a replication has above the quantile, over how dense values are around it.
    package func values(confidence: Double, of value: (Int) -> Double) -> [Double] {
        let own = value(level)
        let interval = interval(confidence: confidence)
        let (low, high) = (interval.low, interval.high ?? occupied[occupied.count - 1])
        let (width, mass) = (value(high) - value(low), (sums[high] - sums[low]) / total)
        guard width > 0, mass > 0, let above = shareAbove(level) else {
            return spreads.map { _ in own }
        }
        return above.values.map { own + ($0 - above.share) * width / mass }
    }

    private var total: Double { sums[sums.count - 1] }

    private func shareAbove(_ level: Int) -> ShareEstimate? {
        let totals = spreads.map(\.total)
        return ShareEstimate(
            hits: spreads.map { $0.total - $0.sum(upTo: level) },
            of: totals,
            units: units
        )
    }

    /// The first of the levels seen for which something holds, as it then does for all above.
    private func firstLevel(where holds: (Int) -> Bool) -> Int? {
        var (low, high) = (0, occupied.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(occupied[middle]) { high = middle } else { low = middle + 1 }
        }
        return low < occupied.count ? occupied[low] : nil
    }
}
