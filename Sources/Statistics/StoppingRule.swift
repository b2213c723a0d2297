/// When replications are enough: when the interval of a figure is narrow, and stays so.
///
/// An interval that is looked at again and again is narrow by chance now and then, and most often
/// when there are few replications. So there are twenty at least, and once it is narrow it has to be
/// that once more, with half as many again.
package struct StoppingRule: Equatable, Sendable {
    package var minimum: Int
    package var maximum: Int
    /// The half-width that is narrow enough, as a share of the figure.
    package var precision: Double

    /// Fewer than these tell too little of how much they scatter.
    package static let fewest = 20

    package init(minimum: Int, maximum: Int, precision: Double) {
        precondition(minimum >= 2 && maximum >= minimum, "two replications make an interval")
        self.minimum = min(max(minimum, Self.fewest), maximum)
        self.maximum = maximum
        self.precision = precision
    }

    /// How many there are to be after this many; the same number: it ends with them.
    package func next(after count: Int) -> Int {
        guard count >= minimum else { return minimum }
        return min(maximum, count + max(1, (count + 1) / 2))
    }

    /// How many there were at the look before the one at this many; nil: that was the first.
    package func previous(before count: Int) -> Int? {
        var (before, number): (Int?, Int) = (nil, next(after: 0))
        while number < count { (before, number) = (number, next(after: number)) }
        assert(before.map { $0 < count } ?? true, "the look before was at fewer")
        return before
    }

    /// Whether an interval is narrow enough.
    package func isNarrow(_ figure: Double, _ interval: ClosedRange<Double>) -> Bool {
        interval.upperBound - interval.lowerBound <= 2 * precision * abs(figure)
    }
}
