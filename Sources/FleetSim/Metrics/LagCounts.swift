/// By how much the simulator itself was late in one window; in virtual time nothing ever is.
package struct LagCounts: Equatable, Sendable {
    /// An event that was handled later than this after it was due is counted as late.
    package static let tolerance: SimDuration = .milliseconds(10)

    /// In microseconds.
    package var lag = Histogram()
    package var late = 0

    package init() {}

    mutating func record(_ span: SimDuration) {
        lag.record(span.microseconds)
        if span > Self.tolerance { late += 1 }
    }

    package mutating func merge(_ other: LagCounts) {
        lag.merge(other.lag)
        late += other.late
    }

    package mutating func clear() {
        lag.clear()
        late = 0
    }
}
