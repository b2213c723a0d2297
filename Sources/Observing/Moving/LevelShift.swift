import Glibc
import Statistics

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
        let minimum = max(abs(before), abs(after)) / 99
        guard minimum > 0 else { return 0 }
        let ratio = (abs(after) + minimum) / (abs(before) + minimum)
        return before * after < 0 ? Self.greatest : min(abs(Self.logarithm(ratio)), Self.greatest)
    }

    package var rises: Bool { after > before }

    private static let greatest = logarithm(100)

    /// The shift that stands out most in a part of a series; nil where too little is known.
    package static func strongest(_ values: [Double?], in part: Range<Int>) -> LevelShift? {
        let known = part.clamped(to: values.indices).filter { values[$0] != nil }
        let figures = known.map { values[$0] ?? 0 }
        guard known.count >= fewestBefore + fewestAfter else { return nil }
        let ranks = Ranks.doubled(figures).map { Double($0) / 2 }
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
        assert(part.contains(shift.onset) && shift.separation <= 1 + 1e-9, "a shift in the part")
        return shift
    }

    /// A queue that grows is noticed when it is long; it began to when it left its old level.
    private static func beginning(of split: Int, in figures: [Double], rises: Bool) -> Int {
        assert(fewestBefore..<figures.count ~= split, "both sides of a split have figures")
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

    static func median(_ figures: ArraySlice<Double>) -> Double { median(sorted: figures.sorted()) }

    private static func median(sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private static func logarithm(_ number: Double) -> Double { Glibc.log(number) }
}

// Around a moment that is known.
extension LevelShift {
    /// How many steps before a shift its old level and its noise are taken from.
    private static let past = 60
    /// The old level itself is that of the last of these: what moved earlier stays where it is then.
    private static let latest = 10
    /// How many steps of the new level are looked at: a short trouble shows in few.
    private static let lengths = [3, 8, 20]
    /// Standard deviations of a sum of ranks that chance does not reach, though hundreds of series are looked
    /// at and dozens of steps of each.
    private static let beyondChance = 4.0
    /// Where a figure was absent before, this many values are more than chance; fewer only without a gap.
    private static let fewestOfNew = 5
    /// By how many times its own noise a figure has to move.
    private static let beyondNoise = 3.0
    /// Where too few steps are beyond all earlier ones for ranks to tell, the distance does.
    private static let farBeyondNoise = 10.0

    /// The plainest shift that begins at one of some steps; nil: nothing moved there beyond chance and noise.
    package static func plainest(_ values: [Double?], from onsets: Range<Int>) -> LevelShift? {
        var best: (shift: LevelShift, plainness: Double)?
        for onset in onsets.clamped(to: values.indices) where values[onset] != nil {
            let past = values[max(0, onset - past)..<onset].compactMap(\.self)
            guard past.count >= fewestBefore else { continue }
            let old = OldLevel(past, latest: latest)
            let next = values[onset..<min(onset + (lengths.last ?? 0), values.count)]
            for length in lengths {
                let new = next.prefix(length).compactMap(\.self)
                guard new.count >= fewestAfter,
                    let (shift, deviations) = old.shift(to: new, at: onset)
                else { continue }
                // Steps that are not of the new level make it less plain, however many there are.
                let plainness = deviations * shift.separation * shift.separation
                if plainness > best?.plainness ?? 0 { best = (shift, plainness) }
            }
        }
        return best?.shift
    }

    /// What a figure was before a step, and how it varied.
    private struct OldLevel {
        private let sorted: [Double]
        private let level: Double
        private let noise: Double

        init(_ past: [Double], latest: Int) {
            assert(!past.isEmpty && latest > 0, "a level is that of some figures")
            sorted = past.sorted()
            level = LevelShift.median(past.suffix(latest))
            let middle = LevelShift.median(sorted: sorted)
            // Both distances are told as a standard deviation: of normal figures it is
            // 1.4826 times the median one, and 1.2533 times the mean one.
            let distances = past.map { abs($0 - middle) }
            let usual = 1.4826 * LevelShift.median(distances[...])
            // Where most are equal their median distance is none.
            let mean = 1.2533 * distances.reduce(0, +) / Double(max(distances.count, 1))
            // Of figures that hardly vary any change would be clear.
            noise = max(usual > 0 ? usual : mean, abs(level) / 100)
        }

        /// How far later figures are from these, if that is beyond chance and noise, and by how many standard
        /// deviations of a sum of ranks.
        func shift(to new: [Double], at onset: Int) -> (shift: LevelShift, deviations: Double)? {
            assert(!new.isEmpty, "a new level is that of some figures")
            let after = LevelShift.median(new[...])
            let (left, right) = (Double(sorted.count), Double(new.count))
            // That of the share of pairs whose later figure is greater, if all are of one law
            // (Mann and Whitney 1947).
            let deviation = ((left + right + 1) / (12 * left * right)).squareRoot()
            // What never varied, and from here on is something else most of the time, has moved as plainly as
            // can be: such as events that had not been before.
            if sorted.first == sorted.last {
                let moved = new.count { $0 != level && ($0 > level) == (after > level) }
                guard new[0] != level, after != level, (new[0] > level) == (after > level),
                    moved >= LevelShift.fewestOfNew || moved == new.count
                else { return nil }
                let shift = LevelShift(onset: onset, before: level, after: after, separation: 1)
                return (shift, 0.5 / deviation)
            }
            var greater = 0.0
            for figure in new { greater += share(below: figure) }
            let auc = greater / right
            let deviations = abs(auc - 0.5) / deviation
            guard after != level, (after > level) == (auc > 0.5) else { return nil }
            let distance = abs(after - level) / max(noise, .leastNormalMagnitude)
            let isClear = auc == 0 || auc == 1
            guard distance >= LevelShift.beyondNoise,
                deviations >= LevelShift.beyondChance
                    || isClear && distance >= LevelShift.farBeyondNoise
            else { return nil }
            let shift = LevelShift(
                onset: onset,
                before: level,
                after: after,
                separation: abs(2 * auc - 1)
            )
            return (shift, deviations)
        }

        /// The share of the old figures that are less, those that are equal by half.
        private func share(below figure: Double) -> Double {
            let less = index(of: figure) { $0 < $1 }
            let notMore = index(of: figure) { $0 <= $1 }
            return Double(less + notMore) / 2 / Double(sorted.count)
        }

        private func index(of figure: Double, _ isBefore: (Double, Double) -> Bool) -> Int {
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                if isBefore(sorted[middle], figure) { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
