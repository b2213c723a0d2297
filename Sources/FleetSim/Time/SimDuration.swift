/// A span between two moments of a run, in integer nanoseconds.
package struct SimDuration: Hashable, Comparable, Sendable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static let zero = SimDuration(nanoseconds: 0)

    package static func seconds(_ count: Int64) -> SimDuration {
        SimDuration(nanoseconds: count * 1_000_000_000)
    }

    package static func milliseconds(_ count: Int64) -> SimDuration {
        SimDuration(nanoseconds: count * 1_000_000)
    }

    package var microseconds: Int64 { nanoseconds / 1_000 }

    package static func < (left: SimDuration, right: SimDuration) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    package static func + (left: SimDuration, right: SimDuration) -> SimDuration {
        SimDuration(nanoseconds: left.nanoseconds + right.nanoseconds)
    }

    package static func - (left: SimDuration, right: SimDuration) -> SimDuration {
        SimDuration(nanoseconds: left.nanoseconds - right.nanoseconds)
    }

    package static func * (span: SimDuration, factor: Int64) -> SimDuration {
        SimDuration(nanoseconds: span.nanoseconds * factor)
    }
}
