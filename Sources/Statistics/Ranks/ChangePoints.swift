/// Where a series moved to another level: the method of nested splits, on ranks.
///
/// A stretch is split where the rank sums of both sides differ most, in standard deviations. Whether
/// that is more than chance does is asked of the same values in other orders (a permutation test,
/// whose orders follow from a seed). Both sides of a split that counts are then looked at in turn.
package struct ChangePoints {
    /// A split counts where a share of at most this of the orders splits as well.
    package var level: Double
    /// The fewest values on a side.
    package var shortest: Int
    package var seed: UInt64

    package init(level: Double = 0.0005, shortest: Int = 3, seed: UInt64 = 1) {
        self.level = level
        self.shortest = max(1, shortest)
        self.seed = seed
    }

    package struct Point: Equatable, Sendable {
        /// The first value of the new level.
        package let index: Int
        /// The share of orders that split as well, at the time it was found.
        package let probability: Double
        /// By how much the level rose there.
        package let shift: Double
    }

    /// All of them, in order.
    package func find(in values: [Double]) -> [Point] {
        var found: [(index: Int, probability: Double)] = []
        var stretches = [values.indices]
        while let stretch = stretches.popLast() {
            guard let split = best(values[stretch]), abs(split.score) >= Self.minimumScore else {
                continue
            }
            let probability = probability(of: abs(split.score), values[stretch])
            guard probability <= level else { continue }
            found.append((split.index, probability))
            stretches.append(stretch.lowerBound..<split.index)
            stretches.append(split.index..<stretch.upperBound)
        }
        let ordered = found.sorted { $0.index < $1.index }
        assert(zip(ordered, ordered.dropFirst()).allSatisfy { $0.index < $1.index }, "split once")
        let ends = ordered.dropFirst().map(\.index) + [values.count]
        var start = 0
        return zip(ordered, ends).compactMap { point, end in
            defer { start = point.index }
            return Shift(
                from: Array(values[start..<point.index]),
                to: Array(values[point.index..<end])
            ).map {
                Point(index: point.index, probability: point.probability, shift: $0.estimate)
            }
        }
    }
}

extension ChangePoints {
    /// No order would split that badly in one of a few hundred: it need not be asked for.
    private static let minimumScore = 3.0

    /// The split with the largest rank score.
    private func best(_ values: ArraySlice<Double>) -> (index: Int, score: Double)? {
        let ranks = Ranks.doubled(Array(values))
        return best(ranks).map { (values.startIndex + $0.index, $0.score) }
    }

    private func best(_ ranks: [Int]) -> (index: Int, score: Double)? {
        let count = Double(ranks.count)
        guard ranks.count >= 2 * shortest else { return nil }
        let mean = Double(ranks.reduce(0, +)) / count
        let spread = ranks.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
        guard spread > 0 else { return nil }
        var best: (index: Int, score: Double)?
        var sum = 0.0
        for index in 1...(ranks.count - shortest) {
            sum += Double(ranks[index - 1]) - mean
            guard index >= shortest else { continue }
            let size = Double(index)
            let variance = size * (count - size) / (count - 1) * spread
            let score = -sum / variance.squareRoot()
            if abs(score) > abs(best?.score ?? 0) { best = (index, score) }
        }
        return best
    }

    /// The share of orders of the same values whose best split is as good.
    ///
    /// Counting ends once the level cannot be met any more.
    private func probability(of score: Double, _ values: ArraySlice<Double>) -> Double {
        var ranks = Ranks.doubled(Array(values))
        var order = SplitMix(seed &+ UInt64(values.startIndex))
        let orders = Int((2 / level).rounded(.up)) - 1
        let maximum = Int(level * Double(orders + 1)) - 1
        var asGood = 0
        for tried in 1...max(1, orders) {
            order.shuffle(&ranks)
            if let other = best(ranks), abs(other.score) >= score * (1 - 1e-12) { asGood += 1 }
            if asGood > maximum { return Double(asGood + 1) / Double(tried + 1) }
        }
        return Double(asGood + 1) / Double(orders + 1)
    }
}

/// A stream of 64-bit words from a seed, for orders alone: the SplitMix64 of Vigna.
private struct SplitMix {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    /// Fisher and Yates; the bias of the remainder is far below what a permutation test can see.
    mutating func shuffle(_ values: inout [Int]) {
        for last in stride(from: values.count - 1, to: 0, by: -1) {
            values.swapAt(last, Int(next() % UInt64(last + 1)))
        }
    }
}
