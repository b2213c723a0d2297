/// By how much a figure rises with time: least squares over the means of blocks, with the band that holds the true
/// slope in 95 of 100 cases.
///
/// Neighbouring figures of a run are alike, and a band that took them for independent would be too narrow. So
/// figures are put together in blocks of equal time, and what neighbouring blocks still have in common
/// (the correlation of what the line leaves, at a lag of one) widens the band.
package struct Trend: Equatable, Sendable {
    /// The mean over all blocks.
    package let level: Double
    /// The rise in a unit of time, and its band.
    package let slope: Double
    package let low: Double
    package let high: Double

    /// More blocks are no surer, and shorter.
    private static let mostBlocks = 32
    /// Of fewer a line tells nothing.
    private static let fewestBlocks = 8

    /// Figures with their times, in any order; nil where they are too few, or of no length.
    package init?(_ figures: [(time: Double, value: Double)]) {
        let known = figures.filter { $0.time.isFinite && $0.value.isFinite }
        guard let first = known.map(\.time).min(), let last = known.map(\.time).max(), last > first
        else { return nil }
        let count = min(Self.mostBlocks, known.count / 2)
        guard count >= Self.fewestBlocks else { return nil }
        var blocks = Array(repeating: (time: 0.0, value: 0.0, count: 0.0), count: count)
        for (time, value) in known {
            let place = min(Int((time - first) / (last - first) * Double(count)), count - 1)
            blocks[place].time += time
            blocks[place].value += value
            blocks[place].count += 1
        }
        let points = blocks.filter { $0.count > 0 }
            .map { (time: $0.time / $0.count, value: $0.value / $0.count) }
        guard points.count >= Self.fewestBlocks else { return nil }
        let size = Double(points.count)
        let middle = points.reduce(0) { $0 + $1.time } / size
        level = points.reduce(0) { $0 + $1.value } / size
        let spread = points.reduce(0) { $0 + ($1.time - middle) * ($1.time - middle) }
        guard spread > 0 else { return nil }
        let (mean, products) = (
            level, points.reduce(0) { $0 + ($1.time - middle) * $1.value }
        )
        let rise = products / spread
        slope = rise
        let rests = points.map { $0.value - mean - rise * ($0.time - middle) }
        let squares = rests.reduce(0) { $0 + $1 * $1 }
        let neighbours = zip(rests, rests.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        // A line takes some of the correlation out of what it leaves: by about 4 over the number of blocks.
        let measured = squares > 0 ? neighbours / squares + 4 / size : 0
        let correlation = min(max(measured, 0), 0.9)
        let widening = ((1 + correlation) / (1 - correlation)).squareRoot()
        let freedom = max(2, size * (1 - correlation) / (1 + correlation) - 2)
        let error = (squares / (size - 2) / spread).squareRoot() * widening
        let reach = ReferenceDistribution.student(freedom: freedom).quantile(0.975) * error
        low = rise - reach
        high = rise + reach
        assert(!(low > high), "a band has its low end below")
    }
}
