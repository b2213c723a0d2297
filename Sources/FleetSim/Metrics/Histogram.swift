/// A histogram of integers from 0 to an hour of microseconds, exact to three significant digits.
///
/// The buckets are those of HdrHistogram(1, 3 600 000 000, 3): steps of one up to 2,047, then 1,024
/// steps for every doubling. Any two histograms add up bucket by bucket, so windows, shards and
/// hosts merge without loss. Nothing is allocated before the first value, and then only as many
/// counters as the largest value needs.
package struct Histogram: Sendable {
    /// How many values were recorded.
    package private(set) var count = 0
    // The true extremes; their buckets bound what `clear` must touch.
    private var smallest = Int64.max
    private var largest: Int64 = 0
    private var counters: [Int] = []

    package init() {}

    /// The smallest value recorded, 0 if there is none.
    package var min: Int64 { count == 0 ? 0 : smallest }
    /// The largest value recorded, however far above the range it was; 0 if there is none.
    package var max: Int64 { largest }

    /// Counts a value; below 0 it counts as 0, above the range in the last bucket.
    package mutating func record(_ value: Int64) {
        record(value, times: 1)
    }

    /// Counts a value several times over: as often as there were moments at which it was so.
    package mutating func record(_ value: Int64, times: Int) {
        assert(times > 0, "a value is counted, and not taken back")
        let value = Swift.max(value, 0)
        let index = Buckets.index(of: value)
        if index >= counters.count { makeRoom(for: index) }
        counters[index] += times
        count += times
        smallest = Swift.min(smallest, value)
        largest = Swift.max(largest, value)
    }

    /// Adds all that another histogram counted.
    package mutating func merge(_ other: Histogram) {
        assert(count >= 0 && other.count >= 0, "counts only grow")
        guard other.count > 0 else { return }
        let touched = other.touched
        makeRoom(for: touched.upperBound)
        // No counter can overflow where their sum does not; without checks eight are added at a time.
        count += other.count
        counters.withUnsafeMutableBufferPointer { own in
            other.counters.withUnsafeBufferPointer { others in
                for index in touched { own[index] &+= others[index] }
            }
        }
        smallest = Swift.min(smallest, other.smallest)
        largest = Swift.max(largest, other.largest)
    }

    /// The mean of the values, each taken for the middle of its bucket; 0 if there is none.
    package var mean: Double {
        guard count > 0 else { return 0 }
        var sum = 0.0
        for index in touched where counters[index] > 0 {
            let middle = Double(Buckets.lowest(at: index) + Buckets.highest(at: index)) / 2
            sum += middle * Double(counters[index])
        }
        return sum / Double(count)
    }

    /// Forgets the values and keeps the memory.
    package mutating func clear() {
        guard count > 0 else { return }
        for index in touched { counters[index] = 0 }
        count = 0
        smallest = .max
        largest = 0
    }

    /// The value that the share `q` of all values does not exceed; 0 if nothing was recorded.
    ///
    /// By HdrHistogram's rule it is the highest value of the bucket in which the share is reached.
    package func quantile(_ q: Double) -> Int64 {
        quantiles([q])[0]
    }

    /// The values that several shares do not exceed, found in one pass; the shares rise.
    package func quantiles(_ shares: [Double]) -> [Int64] {
        assert(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 }, "the shares rise")
        guard count > 0 else { return shares.map { _ in 0 } }
        var index = touched.lowerBound
        var seen = counters[index]
        return shares.map { share in
            guard share > 0 else { return Buckets.lowest(at: touched.lowerBound) }
            let rank = Swift.min(Int(Swift.min(share, 1) * Double(count) + 0.5), count)
            while seen < rank {
                assert(index < touched.upperBound, "the buckets add up to the count")
                index += 1
                seen += counters[index]
            }
            return Buckets.highest(at: index)
        }
    }
}

extension Histogram: Equatable {
    /// Equal when the same was counted, whatever memory earlier values left behind.
    package static func == (left: Histogram, right: Histogram) -> Bool {
        guard left.count == right.count, left.min == right.min, left.max == right.max else {
            return false
        }
        return left.count == 0
            || left.counters[left.touched] == right.counters[right.touched]
    }
}

extension Histogram {
    /// The counters from the lowest to the highest that is not zero; empty if nothing was recorded.
    var touchedCounters: ArraySlice<Int> { count == 0 ? [] : counters[touched] }

    /// Counts values of which only the bucket is known.
    mutating func record(bucket index: Int, times: Int) {
        makeRoom(for: index)
        counters[index] += times
        count += times
        assert(times > 0, "a value is counted, and not taken back")
        smallest = Swift.min(smallest, Buckets.lowest(at: index))
        largest = Swift.max(largest, Buckets.highest(at: index))
    }

    /// Puts in the extremes where only their buckets were known; false: they lie in other buckets.
    mutating func setExtremes(_ smallest: Int64, _ largest: Int64) -> Bool {
        guard count > 0, smallest >= 0, smallest <= largest,
            Buckets.index(of: smallest) == touched.lowerBound,
            Buckets.index(of: largest) == touched.upperBound
        else { return false }
        self.smallest = smallest
        self.largest = largest
        return true
    }

    private var touched: ClosedRange<Int> {
        let touched = Buckets.index(of: smallest)...Buckets.index(of: largest)
        assert(counters[touched.lowerBound] > 0, "the smallest value was counted")
        assert(counters[touched.upperBound] > 0, "the largest value was counted")
        return touched
    }

    /// Grows by whole doublings of the range, so that a histogram grows at most 22 times.
    private mutating func makeRoom(for index: Int) {
        let wanted = Buckets.endOfDoubling(with: index)
        guard wanted > counters.count else { return }
        counters.append(contentsOf: repeatElement(0, count: wanted - counters.count))
    }
}
