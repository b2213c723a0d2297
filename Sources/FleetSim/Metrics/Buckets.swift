/// Which value falls into which bucket of a histogram.
///
/// Bucket widths double with every doubling of the value: 2,048 buckets of width 1, then 1,024 each
/// of widths 2, 4, 8 and so on, which keeps three significant digits everywhere.
enum Buckets {
    static let significantDigits = 3
    static let lowestDiscernible: Int64 = 1
    static let highestTrackable: Int64 = 3_600_000_000
    /// 22 doublings reach beyond an hour of microseconds, and the first counts for two halves.
    static let count = 23 << halfBits

    /// Half of the buckets of one doubling: 2 × 10³ rounded up to a power of two, halved.
    private static let halfBits = 10
    private static let unitMask: Int64 = (2 << halfBits) - 1
    private static let unitLeadingZeros = unitMask.leadingZeroBitCount

    /// The bucket of a value that is not negative; the last one for what lies above the range.
    static func index(of value: Int64) -> Int {
        assert(value >= 0, "no bucket is for less than nothing")
        let value = min(value, highestTrackable)
        let doubling = unitLeadingZeros - (value | unitMask).leadingZeroBitCount
        return (doubling << halfBits) + Int(value >> Int64(doubling))
    }

    static func lowest(at index: Int) -> Int64 {
        assert(0..<count ~= index, "there is such a bucket")
        let doubling = doubling(of: index)
        return Int64(index - (doubling << halfBits)) << Int64(doubling)
    }

    /// The highest value that falls into the same bucket.
    static func highest(at index: Int) -> Int64 {
        lowest(at: index) + (1 << Int64(doubling(of: index))) - 1
    }

    /// One past the last bucket of the doubling that has this one.
    static func endOfDoubling(with index: Int) -> Int {
        ((index >> halfBits) + 1) << halfBits
    }

    private static func doubling(of index: Int) -> Int {
        max((index >> halfBits) - 1, 0)
    }
}
