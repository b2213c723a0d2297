/// A moment of a run: integer nanoseconds since it began.
///
/// Arithmetic saturates, as that of spans does.
package struct SimTime: Hashable, Comparable, Sendable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static let zero = SimTime(nanoseconds: 0)
    /// Later than anything a run can reach, with room to add to it.
    package static let distantFuture = SimTime(nanoseconds: .max / 2)

    package var microseconds: Int64 { nanoseconds / 1_000 }

    package static func < (left: SimTime, right: SimTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    package static func + (time: SimTime, span: SimDuration) -> SimTime {
        SimTime(nanoseconds: time.nanoseconds.saturating(plus: span.nanoseconds))
    }

    package static func - (time: SimTime, span: SimDuration) -> SimTime {
        SimTime(nanoseconds: time.nanoseconds.saturating(minus: span.nanoseconds))
    }

    package static func - (later: SimTime, earlier: SimTime) -> SimDuration {
        SimDuration(nanoseconds: later.nanoseconds.saturating(minus: earlier.nanoseconds))
    }
}
