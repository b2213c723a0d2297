/// How long many calls took, in steps of a sixteenth of a doubling, so that each is known to 3 %.
///
/// At most 1.9 KB, and nothing before the first time: a fleet has hundreds of parts to tell apart.
package struct CoarseTimes: Sendable {
    /// Up to an hour in microseconds, as a `Histogram` goes.
    private static let longest: Int64 = 3_600_000_000
    private static let steps = 16
    private static let size = index(of: longest) + 1

    package private(set) var count = 0
    /// The true maximum, in microseconds.
    package private(set) var max: Int64 = 0
    private var counters: [UInt32] = []

    package init() {}

    mutating func record(_ microseconds: Int64) {
        if counters.isEmpty { counters = Array(repeating: 0, count: Self.size) }
        let index = Self.index(of: microseconds)
        // A counter that is full stays so.
        let (next, isFull) = counters[index].addingReportingOverflow(1)
        if !isFull { counters[index] = next }
        count += isFull ? 0 : 1
        max = Swift.max(max, microseconds)
    }

    mutating func merge(_ other: CoarseTimes) {
        guard other.count > 0 else { return }
        if counters.isEmpty { counters = Array(repeating: 0, count: Self.size) }
        for index in counters.indices { add(other.counters[index], at: index) }
        max = Swift.max(max, other.max)
        assert(count >= other.count || counters.contains(.max), "times are added, and none is lost")
    }

    /// Forgets the times and keeps the memory.
    mutating func clear() {
        guard count > 0 else { return }
        for index in counters.indices { counters[index] = 0 }
        count = 0
        max = 0
    }

    /// The same as a histogram, each time in the middle of its step.
    package var histogram: Histogram {
        var times = Histogram()
        for (index, count) in counters.enumerated() where count > 0 {
            let middle = (Self.lowest(at: index) + Self.lowest(at: index + 1) - 1) / 2
            times.record(
                Swift.min(middle, Swift.max(max, Self.lowest(at: index))),
                times: Int(count)
            )
        }
        return times
    }

    private mutating func add(_ times: UInt32, at index: Int) {
        let added = Swift.min(times, UInt32.max - counters[index])
        counters[index] += added
        count += Int(added)
    }

    /// Steps of one up to 16, then sixteen for each doubling.
    private static func index(of microseconds: Int64) -> Int {
        let value = Int(Swift.min(Swift.max(microseconds, 0), longest))
        guard value >= steps else { return value }
        let doubling = Int.bitWidth - 1 - value.leadingZeroBitCount
        return (doubling - 3) * steps + (value >> (doubling - 4)) % steps
    }

    private static func lowest(at index: Int) -> Int64 {
        guard index >= steps else { return Int64(index) }
        return Int64(steps + index % steps) << (index / steps - 1)
    }
}

extension CoarseTimes: Equatable {
    /// Equal when the same was counted, whatever memory earlier times left behind.
    package static func == (left: CoarseTimes, right: CoarseTimes) -> Bool {
        guard left.count == right.count, left.max == right.max else { return false }
        return left.count == 0 || left.counters == right.counters
    }
}

extension CoarseTimes: BatchCoded {
    package static var blank: CoarseTimes { CoarseTimes() }

    /// The counters that are not zero, each behind how many zeros stand before it.
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var steps: [Int] = []
        var zeros = 0
        for counter in counters {
            guard counter > 0 else {
                zeros += 1
                continue
            }
            steps += [zeros, Int(counter)]
            zeros = 0
        }
        var longest = max
        try coder.code(&steps)
        try coder.code(&longest)
        guard longest >= 0, steps.count.isMultiple(of: 2) else { throw .outOfRange }
        var read = CoarseTimes()
        if !steps.isEmpty { read.counters = Array(repeating: 0, count: Self.size) }
        var index = 0
        for step in stride(from: 0, to: steps.count, by: 2) {
            guard 0..<Self.size ~= steps[step] else { throw .outOfRange }
            index += steps[step]
            guard index < Self.size, let times = UInt32(exactly: steps[step + 1]), times > 0 else {
                throw .outOfRange
            }
            read.add(times, at: index)
            index += 1
        }
        read.max = read.count > 0 ? longest : 0
        self = read
    }
}
