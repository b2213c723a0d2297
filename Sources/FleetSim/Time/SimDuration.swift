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

    /// So many times as long, a century at most: what takes longer never ends.
    package func scaled(by factor: Double) -> SimDuration {
        let scaled = Double(nanoseconds) * factor
        return SimDuration(nanoseconds: scaled < Self.century ? Int64(scaled) : Int64(Self.century))
    }

    private static let century = 3.15e18

    package static func * (span: SimDuration, factor: Int64) -> SimDuration {
        SimDuration(nanoseconds: span.nanoseconds * factor)
    }
}
