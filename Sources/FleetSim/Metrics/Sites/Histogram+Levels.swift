// A histogram as levels and how often each was seen, for those who pool many of them.
extension Histogram {
    /// Tells each bucket that holds something, and how much, from the lowest on.
    package func eachLevel(_ tell: (_ level: Int, _ count: Int) -> Void) {
        let counters = touchedCounters
        for index in counters.indices where counters[index] > 0 { tell(index, counters[index]) }
    }

    /// The bucket that a value falls into.
    package static func level(of value: Int64) -> Int { Buckets.index(of: Swift.max(value, 0)) }

    /// The value in the middle of a bucket.
    package static func value(atLevel level: Int) -> Double {
        Double(Buckets.lowest(at: level) + Buckets.highest(at: level)) / 2
    }
}
