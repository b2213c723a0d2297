/// How a site's power and bays go over the hours of a day, as its clock shows them, summed over all days.
package struct DayTally: Equatable, Sendable {
    /// Half hours of a day.
    package static let parts = 48
    private static let part: Int64 = 1_800_000_000_000

    /// For each half hour: how long it was measured, in nanoseconds, and what times that there was.
    package private(set) var nanoseconds = [Int64](repeating: 0, count: parts)
    private var milliwattNanoseconds = [Int128](repeating: 0, count: parts)
    private var bayNanoseconds = [Int64](repeating: 0, count: parts)
    private let clock: LocalClock

    init(clock: LocalClock) {
        self.clock = clock
    }

    /// Adds what lasted; spans follow each other without a gap.
    mutating func add(_ state: SiteState, from begin: SimTime, until time: SimTime) {
        assert(begin <= time, "a span goes forward")
        var moment = begin.nanoseconds
        while moment < time.nanoseconds {
            let (shown, until) = clock.reading(moment)
            assert(shown >= 0, "the clock shows a time of a day")
            let part = Int(shown / Self.part % Int64(Self.parts))
            let next = min(moment + Self.part - shown % Self.part, until, time.nanoseconds)
            let span = next - moment
            nanoseconds[part] += span
            milliwattNanoseconds[part] += Int128(state.milliwatts) * Int128(span)
            bayNanoseconds[part] += Int64(state.occupied) * span
            moment = next
        }
    }

    /// The mean power of each half hour, in watts; nil where it was never measured.
    package var watts: [Double?] {
        zip(milliwattNanoseconds, nanoseconds).map { sum, time in
            time > 0 ? Double(sum) / Double(time) / 1_000 : nil
        }
    }

    /// The mean number of occupied bays.
    package var bays: [Double?] {
        zip(bayNanoseconds, nanoseconds).map { sum, time in
            time > 0 ? Double(sum) / Double(time) : nil
        }
    }
}
