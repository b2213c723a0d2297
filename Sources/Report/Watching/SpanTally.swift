import FleetSim

/// What a span of a live run came to.
package struct SpanTally: Sendable {
    package private(set) var calls = CallTable()
    package private(set) var connections = ConnectionCounts()
    package private(set) var lag = LagCounts()
    /// As it stands at the end.
    package private(set) var answers = AnswerWatch()
    /// Why connections failed; whom that keeps out is as it stands at the end.
    package private(set) var failures = FailureTable()
    package private(set) var events = 0
    /// In simulated time.
    package private(set) var length = SimDuration.zero

    init() {}

    init(_ batch: borrowing Batch) {
        calls = batch.calls
        connections = batch.connections
        // Over days it would grow.
        connections.forgetCourse()
        lag = batch.lag
        answers = batch.answers
        failures = batch.failures
        events = batch.handled
        length = batch.end - batch.start
        assert(length >= .zero && events >= 0, "a span goes forward in time")
    }

    /// Adds the span that comes after it: what stands is what stands at its end.
    mutating func follow(with later: SpanTally) {
        calls.merge(later.calls)
        connections.forgetStanding()
        connections.merge(later.connections)
        lag.merge(later.lag)
        answers = later.answers
        failures.forgetKeptOut()
        failures.merge(later.failures)
        events += later.events
        length = length + later.length
    }
}
