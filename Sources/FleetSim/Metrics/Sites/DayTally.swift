/// How a site's power and bays go over the hours of a day, summed over all days.
package struct DayTally: Equatable, Sendable {
    /// Half hours of a day.
    package static let parts = 48
    private static let part: Int64 = 1_800_000_000_000

    /// For each half hour: how long it was measured, in nanoseconds, and what times that there was.
    package private(set) var nanoseconds = [Int64](repeating: 0, count: parts)
    private var milliwattNanoseconds = [Int128](repeating: 0, count: parts)
    private var bayNanoseconds = [Int64](repeating: 0, count: parts)
    /// What the clock shows at time zero.
    private let clockAtZero: Int64

    init(clockAtZero: SimDuration) {
        self.clockAtZero = clockAtZero.nanoseconds
    }

    /// Adds what lasted; spans follow each other without a gap.
    mutating func add(_ state: SiteState, from begin: SimTime, until time: SimTime) {
        var left = time.nanoseconds - begin.nanoseconds
        assert(left >= 0, "a span goes forward")
        let shown = begin.nanoseconds + clockAtZero
        assert(shown >= 0, "the clock shows a time of a day")
        var part = Int(shown / Self.part % Int64(Self.parts))
        var room = Self.part - shown % Self.part
        while left > 0 {
            let span = min(left, room)
            nanoseconds[part] += span
            milliwattNanoseconds[part] += Int128(state.milliwatts) * Int128(span)
            bayNanoseconds[part] += Int64(state.occupied) * span
            left -= span
            part = part + 1 == Self.parts ? 0 : part + 1
            room = Self.part
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
