/// By how much a figure rises with time: least squares over the means of blocks, with the band that holds the true
/// slope in 95 of 100 cases.
///
/// Neighbouring figures of a run are alike, and a band that took them for independent would be too narrow. So
/// figures are put together in blocks of equal time, and what neighbouring blocks still have in common
/// (the correlation of what the line leaves, at a lag of one) widens the band.
///
/// What repeats with each cycle, such as a day, is no trend. Where the figures hold two whole cycles or more, a block is compared
/// with those of the same part of other cycles alone.
package struct Trend: Equatable, Sendable {
    /// The mean over all blocks.
    package let level: Double
    /// The rise in a unit of time, and its band.
    package let slope: Double
    package let low: Double
    package let high: Double

    /// More blocks are no surer, and shorter.
    private static let maximumBlocks = 32
    /// Of fewer a line tells nothing.
    private static let fewestBlocks = 8
    /// Into how many parts a cycle can be cut: numbers that divide 24, so that those of a day are whole hours.
    private static let parts = [12, 8, 6, 4, 3, 2, 1]

    /// The mean of the figures of some time, in a part of the cycle.
    private struct Block {
        var time = 0.0
        var value = 0.0
        var count = 0.0
        var part = 0

        mutating func add(_ time: Double, _ value: Double) {
            self.time += time
            self.value += value
            count += 1
        }
    }

    /// Figures with their times, in any order; nil where they are too few, or of no length.
    package init?(_ figures: [(time: Double, value: Double)], cycle: Double? = nil) {
        let known = figures.filter { $0.time.isFinite && $0.value.isFinite }
        guard let first = known.map(\.time).min(), let last = known.map(\.time).max(), last > first
        else { return nil }
        let cut = cycle.flatMap { Self.cut(known, first, last, cycle: $0) }
        let blocks = cut ?? Self.cut(known, first, last)
        let points = blocks.filter { $0.count > 0 }
            .map { Block(time: $0.time / $0.count, value: $0.value / $0.count, part: $0.part) }
        guard points.count >= Self.fewestBlocks else { return nil }
        self.init(points)
    }

    private init?(_ points: [Block]) {
        let size = Double(points.count)
        level = points.reduce(0) { $0 + $1.value } / size
        let differences = Self.differences(points)
        let spread = differences.reduce(0) { $0 + $1.time * $1.time }
        let parts = Double(Set(points.map(\.part)).count)
        guard spread > 0, size - parts > 1 else { return nil }
        let rise = differences.reduce(0) { $0 + $1.time * $1.value } / spread
        slope = rise
        let rests = differences.map { $0.value - rise * $0.time }
        let squares = rests.reduce(0) { $0 + $1 * $1 }
        let neighbours = zip(rests, rests.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        // A line takes some of the correlation out of what it leaves: by about 4 over the number of blocks.
        let measured = squares > 0 ? neighbours / squares + 4 / size : 0
        let correlation = min(max(measured, 0), 0.9)
        let widening = ((1 + correlation) / (1 - correlation)).squareRoot()
        let independent = (size - parts + 1) * (1 - correlation) / (1 + correlation)
        let freedom = max(2, independent - 2)
        let error = (squares / (size - parts - 1) / spread).squareRoot() * widening
        let reach = ReferenceDistribution.student(freedom: freedom).quantile(0.975) * error
        low = rise - reach
        high = rise + reach
        assert(!(low > high), "a band has its low end below")
    }

    /// By how much each block is beside the mean of its part of the cycle, in time and in value.
    private static func differences(_ points: [Block]) -> [Block] {
        var means = Array(repeating: Block(), count: (points.map(\.part).max() ?? 0) + 1)
        for point in points { means[point.part].add(point.time, point.value) }
        return points.map { point in
            let mean = means[point.part]
            return Block(
                time: point.time - mean.time / mean.count,
                value: point.value - mean.value / mean.count
            )
        }
    }

    /// Blocks of equal time, in no cycle.
    private static func cut(
        _ figures: [(time: Double, value: Double)],
        _ first: Double,
        _ last: Double
    ) -> [Block] {
        let count = min(maximumBlocks, figures.count / 2)
        var blocks = Array(repeating: Block(), count: count)
        for (time, value) in figures where count > 0 {
            let index = min(Int((time - first) / (last - first) * Double(count)), count - 1)
            blocks[index].add(time, value)
        }
        return blocks
    }

    /// Blocks that begin with a cycle or a part of it; nil of less than two cycles.
    private static func cut(
        _ figures: [(time: Double, value: Double)],
        _ first: Double,
        _ last: Double,
        cycle: Double
    ) -> [Block]? {
        let cycles = ((last - first) / cycle).rounded(.down)
        guard cycles >= 2, first >= 0, last / cycle < 1e9 else { return nil }
        let parts = parts.first { $0 * Int(cycles) <= maximumBlocks } ?? 1
        // Of many cycles several make a block.
        let length = cycle / Double(parts) * max(1, (cycles / Double(maximumBlocks)).rounded(.up))
        // A block counts if nearly all of its time has figures.
        let start = (first / length - 0.1).rounded(.up)
        let end = (last / length + 0.1).rounded(.down)
        var blocks = (0..<Int(end - start)).map { Block(part: (Int(start) + $0) % parts) }
        for (time, value) in figures {
            let index = (time / length).rounded(.down) - start
            guard index >= 0, index < end - start else { continue }
            blocks[Int(index)].add(time, value)
        }
        return blocks
    }
}
