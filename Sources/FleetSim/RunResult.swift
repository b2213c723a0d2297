/// What a run came to.
package struct RunResult: Equatable, Sendable {
    package enum Status: String, Sendable {
        case running, complete, interrupted, failed
    }

    package var status: Status
    /// How far simulated time got.
    package var reached: SimTime
    /// How many events the kernels handled.
    package var events: Int
    /// The fold of the event trace; two equal runs have the same.
    package var fingerprint: UInt64

    package init(status: Status, reached: SimTime, events: Int, fingerprint: UInt64) {
        self.status = status
        self.reached = reached
        self.events = events
        self.fingerprint = fingerprint
    }
}
