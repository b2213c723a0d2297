/// When a run in real time is not to be believed: what the simulator may be late by.
package struct TrustSpec: Equatable, Sendable {
    /// An event that is handled later than this after it was due is late.
    package var late: Duration = .milliseconds(10)
    /// The share of events that may be late, from 0 to 1.
    package var share = 0.01

    package init() {}
}
