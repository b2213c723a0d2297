/// By how much the number of connections changed, second by second.
///
/// Shards' seconds add up, so that the fewest and the most of a fleet are the same however it is split.
package struct ConnectionCourse: Equatable, Sendable {
    private struct Second: Equatable, Sendable {
        /// Counted from the beginning of the run.
        var number: Int64
        var change: Int
    }

    /// Those with a change, in their order.
    private var seconds: [Second] = []

    package init() {}

    mutating func note(_ change: Int, at time: SimTime) {
        let number = time.nanoseconds / 1_000_000_000
        let last = seconds.indices.last
        assert(last.map { seconds[$0].number <= number } ?? true, "time moves forward")
        if let last, seconds[last].number == number {
            seconds[last].change += change
        } else {
            seconds.append(Second(number: number, change: change))
        }
    }

    /// How many stood at the beginning or at the end of any second, at least and at most; `connected`
    /// is how many stood at the end of the last.
    package func range(endingWith connected: Int) -> ClosedRange<Int> {
        var level = max(connected, 0)
        var range = level...level
        for second in seconds.reversed() {
            // A recording may say of connections what it will.
            level = Int(clamping: max(Int64(level).saturating(minus: Int64(second.change)), 0))
            range = min(range.lowerBound, level)...max(range.upperBound, level)
        }
        return range
    }

    mutating func merge(_ other: ConnectionCourse) {
        guard let end = seconds.last, let start = other.seconds.first else {
            if seconds.isEmpty { self = other }
            return
        }
        guard end.number >= start.number else { return seconds += other.seconds }
        let own = seconds
        seconds = []
        seconds.reserveCapacity(own.count + other.seconds.count)
        var index = 0
        for second in other.seconds {
            while index < own.count, own[index].number < second.number {
                seconds.append(own[index])
                index += 1
            }
            seconds.append(second)
            if index < own.count, own[index].number == second.number {
                seconds[seconds.count - 1].change += own[index].change
                index += 1
            }
        }
        seconds += own[index...]
    }

    package mutating func clear() { seconds.removeAll(keepingCapacity: true) }
}

extension ConnectionCourse: BatchCoded {
    package static var blank: ConnectionCourse { ConnectionCourse() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var numbers = seconds.map(\.number)
        var changes = seconds.map(\.change)
        try coder.code(&numbers)
        try coder.code(&changes)
        guard numbers.count == changes.count, zip(numbers, numbers.dropFirst()).allSatisfy(<) else {
            throw .outOfRange
        }
        seconds = zip(numbers, changes).map(Second.init)
    }
}
