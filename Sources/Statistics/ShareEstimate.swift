/// What replications say about a share: of visits that were lost, of the time that a limit bound.
///
/// A share is what was hit in all replications over what there was in all of them, so that long and
/// short ones, busy and quiet ones weigh by what they hold. Replications are independent, what is
/// counted in one of them is not: drivers are lost in bunches. So the spread is taken between
/// replications, and where few of them hit anything, the bound on the side of what is rare is no
/// tighter than the exact one of Clopper and Pearson for as many independent things as the spread
/// between replications leaves, or as there can be (Korn and Graubard, “Confidence intervals for proportions with small
/// expected number of positive counts”, 1998).
package struct ShareEstimate: Equatable, Sendable {
    package let share: Double
    /// One value for each replication, whose mean is the share and whose spread is that of it.
    package let values: [Double]
    /// Whether so few replications hit it, or missed it, that their spread tells little.
    package let isRare: Bool
    private let mean: MeanEstimate
    /// As many independent things as the hits are worth; infinite where replications are all alike.
    private let effectiveCount: Double

    /// Reads what was hit in each replication out of so much.
    ///
    /// `units` says of how many independent things all of that is made at best; nil: of as many as the
    /// spread between replications says.
    ///
    /// Nil where there are fewer than two replications, or nothing at all in them.
    package init?(hits: [Double], of totals: [Double], units: Double? = nil) {
        let total = totals.reduce(0, +)
        guard hits.count == totals.count, total > 0 else { return nil }
        let share = min(max(hits.reduce(0, +) / total, 0), 1)
        let size = total / Double(totals.count)
        values = zip(hits, totals).map { share + ($0 - share * $1) / size }
        guard let mean = MeanEstimate(values, isShare: true) else { return nil }
        self.share = share
        self.mean = mean
        let spread = mean.standardError * mean.standardError
        let bySpread = spread > 0 ? share * (1 - share) / spread : Double.infinity
        let rare = zip(hits, totals).count { (share <= 0.5 ? $0 : $1 - $0) > 0 }
        isRare = rare < min(Self.telling, totals.count)
        let atMost = units ?? (spread > 0 ? .infinity : Double(totals.count))
        // The spread is itself an estimate: a factor as that between Student's law and the normal.
        let factor = Self.factor(of: mean.count)
        effectiveCount = (isRare ? min(bySpread, atMost) : bySpread) * factor * factor
        assert(!(effectiveCount < 0), "no negative number of things was seen")
    }

    /// At least this many replications must have seen one for an estimate by their spread.
    private static let telling = 6
    private static let point = 0.975
    private static let normal = ReferenceDistribution.normal(mean: 0, sd: 1).quantile(point)

    private static func factor(of count: Int) -> Double {
        normal / ReferenceDistribution.student(freedom: Double(count - 1)).quantile(point)
    }

    /// About how many replications would be so sure that the share is on its side of a bound, where those
    /// so far hit nothing or all of it, and more do the same; nil: they differ, or it takes too many.
    package func countToTellAlike(_ bound: Double, _ sure: Double, atMost maximum: Double) -> Int? {
        let room = share == 0 ? bound : 1 - bound
        guard share == 0 || share == 1, room > 0, room < 1, effectiveCount.isFinite else {
            return nil
        }
        let factor = Self.factor(of: mean.count)
        let effectivePerOne = effectiveCount / (Double(mean.count) * factor * factor)
        var count = mean.count
        while Double(count) < maximum {
            count += max(1, count / 20)
            let factor = Self.factor(of: count)
            let things = effectivePerOne * Double(count) * factor * factor
            if Self.certainty(0, below: room, of: things) >= sure { return count }
        }
        return nil
    }

    /// How sure it is that the true share is at most so much, from 0 to 1.
    package func certainty(atMost bound: Double) -> Double {
        guard bound < 1 else { return 1 }
        guard bound > 0 else { return bound == 0 && share == 0 ? 0.5 : 0 }
        guard effectiveCount.isFinite else {
            return share <= bound ? 1 - mean.doubtOfAlike : mean.doubtOfAlike
        }
        let bySpread = mean.certainty(atMost: bound)
        // To say that something rare is rarer still takes more than a small spread.
        if share <= 0.5, bySpread > 0.5 {
            return max(0.5, min(bySpread, Self.certainty(share, below: bound, of: effectiveCount)))
        }
        if share > 0.5, bySpread < 0.5 {
            let rare = Self.certainty(1 - share, below: 1 - bound, of: effectiveCount)
            return min(0.5, max(bySpread, 1 - rare))
        }
        return bySpread
    }

    /// How sure it is that the true share is less than so much.
    package func certainty(below bound: Double) -> Double {
        guard bound > 0 else { return 0 }
        guard bound < 1 else { return bound > 1 || share < 1 ? 1 : 0.5 }
        // Of replications that are all alike the bound itself is not below it.
        guard effectiveCount.isFinite || share != bound else { return mean.doubtOfAlike }
        return certainty(atMost: bound)
    }

    /// The interval that holds the true share with a confidence between 0 and 1.
    package func interval(confidence: Double) -> ClosedRange<Double> {
        // All replications alike, and neither nothing nor all of it.
        guard effectiveCount.isFinite else { return share...share }
        let bySpread = mean.interval(confidence: confidence)
        let point = 0.5 + confidence / 2
        var (low, high) = (bySpread.lowerBound, bySpread.upperBound)
        if share <= 0.5 {
            high = max(high, Self.bound(above: share, point, of: effectiveCount))
        } else {
            low = min(low, 1 - Self.bound(above: 1 - share, point, of: effectiveCount))
        }
        return min(share, max(low, 0))...max(share, min(high, 1))
    }

    /// By Clopper and Pearson: how sure it is that a share of this many things is below a bound.
    static func certainty(_ share: Double, below bound: Double, of things: Double) -> Double {
        assert(0...1 ~= share && things >= 0, "a share of a number of things")
        let (hits, misses) = (share * things, things - share * things)
        guard misses > 0 else { return 0 }
        return ReferenceDistribution.beta(a: hits + 1, b: misses).cumulative(bound)
    }

    private static func bound(above share: Double, _ point: Double, of things: Double) -> Double {
        assert(0...1 ~= share && 0...1 ~= point, "a share, and a probability")
        let (hits, misses) = (share * things, things - share * things)
        guard misses > 0 else { return 1 }
        return ReferenceDistribution.beta(a: hits + 1, b: misses).quantile(point)
    }
}

/// What replications say about a share of replications, each of which hits or does not.
package struct TrialEstimate: Equatable, Sendable {
    package let hits: Int
    package let count: Int

    package init(hits: Int, of count: Int) {
        precondition(0...count ~= hits, "there are not more hits than trials")
        self.hits = hits
        self.count = count
    }

    package var share: Double { Double(hits) / Double(max(1, count)) }

    /// The exact interval of Clopper and Pearson.
    package func interval(confidence: Double) -> ClosedRange<Double> {
        let (hits, misses) = (Double(self.hits), Double(count - self.hits))
        let point = 0.5 + confidence / 2
        let low =
            hits > 0 ? ReferenceDistribution.beta(a: hits, b: misses + 1).quantile(1 - point) : 0
        let high =
            misses > 0 ? ReferenceDistribution.beta(a: hits + 1, b: misses).quantile(point) : 1
        assert(low <= share && share <= high, "the interval holds the share that was seen")
        return low...high
    }

    /// How sure it is that the true share is at least so much; to be sure of it or of the contrary
    /// takes what the exact interval takes.
    package func certainty(atLeast bound: Double) -> Double {
        let (hits, misses) = (Double(self.hits), Double(count - self.hits))
        guard share >= bound else {
            guard misses > 0 else { return 0.5 }
            let doubt = ReferenceDistribution.beta(a: hits + 1, b: misses).survival(bound)
            return min(0.5, doubt)
        }
        guard hits > 0 else { return 0.5 }
        return max(0.5, ReferenceDistribution.beta(a: hits, b: misses + 1).survival(bound))
    }
}
