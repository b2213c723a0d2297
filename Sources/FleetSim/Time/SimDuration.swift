/// A span between two moments of a run, in integer nanoseconds.
///
/// Arithmetic stops at the longest and shortest span there is, 292 years: a peer, a file or a command line may
/// name any number, and none of them ends a run by overflow.
package struct SimDuration: Hashable, Comparable, Sendable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static let zero = SimDuration(nanoseconds: 0)

    package static func seconds(_ count: Int64) -> SimDuration {
        SimDuration(nanoseconds: count.saturating(times: 1_000_000_000))
    }

    package static func milliseconds(_ count: Int64) -> SimDuration {
        SimDuration(nanoseconds: count.saturating(times: 1_000_000))
    }

    /// What is less than a nanosecond is cut off.
    package init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .seconds(seconds) + SimDuration(nanoseconds: attoseconds / 1_000_000_000)
    }

    package var microseconds: Int64 { nanoseconds / 1_000 }

    package static func < (left: SimDuration, right: SimDuration) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    package static func + (left: SimDuration, right: SimDuration) -> SimDuration {
        SimDuration(nanoseconds: left.nanoseconds.saturating(plus: right.nanoseconds))
    }

    package static func - (left: SimDuration, right: SimDuration) -> SimDuration {
        SimDuration(nanoseconds: left.nanoseconds.saturating(minus: right.nanoseconds))
    }

    /// This many times as long, a century at most either way: what takes longer never ends.
    package func scaled(by factor: Double) -> SimDuration {
        SimDuration(clamping: Double(nanoseconds) * factor)
    }

    /// Such a part of it, a century at most either way.
    package func divided(by factor: Double) -> SimDuration {
        SimDuration(clamping: Double(nanoseconds) / factor)
    }

    private init(clamping nanoseconds: Double) {
        // Nothing times infinity is no number.
        let number = nanoseconds.isNaN ? 0 : nanoseconds
        self.init(nanoseconds: Int64(max(-Self.century, min(number, Self.century))))
    }

    private static let century = 3.15e18

    package static func * (span: SimDuration, factor: Int64) -> SimDuration {
        SimDuration(nanoseconds: span.nanoseconds.saturating(times: factor))
    }
}

extension Int64 {
    @inline(__always)
    func saturating(plus other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (other < 0 ? .min : .max) : sum
    }

    @inline(__always)
    func saturating(minus other: Int64) -> Int64 {
        let (difference, overflows) = subtractingReportingOverflow(other)
        return overflows ? (other < 0 ? .max : .min) : difference
    }

    @inline(__always)
    func saturating(times factor: Int64) -> Int64 {
        let (product, overflows) = multipliedReportingOverflow(by: factor)
        return overflows ? ((self < 0) == (factor < 0) ? .max : .min) : product
    }
}
