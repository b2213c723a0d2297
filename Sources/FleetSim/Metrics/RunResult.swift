/// What a run came to.
package struct RunResult: Equatable, Sendable {
    package enum Status: String, CaseIterable, Sendable {
        case running, complete
        /// What was measured is not to be believed.
        case untrusted
        /// No charger was ever connected, or even tried to be.
        case unreachable
        case interrupted
        /// Something of the run's own gave way, such as a disk.
        case failed
    }

    package var status: Status
    /// Why it is not complete, as a sentence; several stand one to a line.
    package var reason: String?
    /// How far simulated time got.
    package var reached: SimTime
    /// How many events the kernels handled.
    package var events: Int
    /// The fold of the event trace; two equal runs have the same.
    package var fingerprint: UInt64

    package init(
        status: Status,
        reason: String? = nil,
        reached: SimTime,
        events: Int,
        fingerprint: UInt64
    ) {
        self.status = status
        self.reason = reason
        self.reached = reached
        self.events = events
        self.fingerprint = fingerprint
    }
}
