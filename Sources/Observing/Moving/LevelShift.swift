import Glibc

/// Where a series of figures moved to another level, at equal steps of time.
package struct LevelShift: Equatable, Sendable {
    /// The first step of the new level.
    package var onset: Int
    /// The medians of the steps before and of those from there on.
    package var before: Double
    package var after: Double
    /// 1: every figure of the new level is beyond every one of the old; 0: they are alike.
    package var separation: Double

    /// Fewer known figures on a side say nothing.
    private static let fewestBefore = 5
    private static let fewestAfter = 3
    /// How far back a figure that rises slowly is followed to where it left its old level.
    private static let longestRise = 10

    /// By what factor the level changed, as a logarithm without a sign; at most that of 100, which is also what
    /// a change from nothing is.
    package var magnitude: Double {
        let least = max(abs(before), abs(after)) / 99
        guard least > 0 else { return 0 }
        let ratio = (abs(after) + least) / (abs(before) + least)
        return before * after < 0 ? Self.greatest : min(abs(Self.logarithm(ratio)), Self.greatest)
    }

    private static let greatest = logarithm(100)

    /// The shift that stands out most in a part of a series; nil where too little is known.
    package static func strongest(_ values: [Double?], in part: Range<Int>) -> LevelShift? {
        let known = part.clamped(to: values.indices).filter { values[$0] != nil }
        let figures = known.map { values[$0] ?? 0 }
        guard known.count >= fewestBefore + fewestAfter else { return nil }
        let ranks = sharedRanks(figures)
        let total = ranks.reduce(0, +)
        let count = Double(ranks.count)
        var best: (split: Int, score: Double, auc: Double)?
        var sum = ranks[..<fewestBefore].reduce(0, +)
        for split in fewestBefore...(ranks.count - fewestAfter) {
            let (left, right) = (Double(split), count - Double(split))
            let difference = (total - sum) / right - sum / left
            let score = abs(difference) * (left * right / count).squareRoot()
            // The share of pairs in which the later figure is the greater one.
            let auc = ((total - sum) - right * (right + 1) / 2) / (left * right)
            if score > best?.score ?? 0 { best = (split, score, auc) }
            if split < ranks.count { sum += ranks[split] }
        }
        guard let best else { return nil }
        var shift = LevelShift(
            onset: known[best.split],
            before: median(figures[..<best.split]),
            after: median(figures[best.split...]),
            separation: abs(2 * best.auc - 1)
        )
        let first = beginning(of: best.split, in: figures, rises: best.auc > 0.5)
        shift.onset = known[first]
        return shift
    }

    /// A queue that grows is noticed when it is long; it began to when it left its old level.
    private static func beginning(of split: Int, in figures: [Double], rises: Bool) -> Int {
        let old = figures[..<max(split - longestRise, fewestBefore)].sorted()
        let edge = rises ? old[old.count - 1] : old[0]
        var first = split
        while first > fewestBefore, split - first < longestRise,
            rises ? figures[first - 1] > edge : figures[first - 1] < edge
        {
            first -= 1
        }
        return first
    }

    private static func sharedRanks(_ figures: [Double]) -> [Double] {
        let order = figures.indices.sorted { (figures[$0], $0) < (figures[$1], $1) }
        var ranks = [Double](repeating: 0, count: figures.count)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, figures[order[end]] == figures[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }

    static func median(_ figures: ArraySlice<Double>) -> Double {
        let sorted = figures.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private static func logarithm(_ number: Double) -> Double { Glibc.log(number) }
}
