extension Histogram {
    /// How many values do not exceed each of several bounds, found in one pass; the bounds rise.
    ///
    /// A bound stands for the bucket that it falls into, so it is exact to three digits.
    package func counts(upTo bounds: [Int64]) -> [Int] {
        assert(zip(bounds, bounds.dropFirst()).allSatisfy { $0 <= $1 }, "the bounds rise")
        let counters = touchedCounters
        var index = counters.startIndex
        var seen = 0
        return bounds.map { bound in
            let last = Buckets.index(of: bound)
            while index < counters.endIndex, index <= last {
                seen += counters[index]
                index += 1
            }
            return seen
        }
    }
}
