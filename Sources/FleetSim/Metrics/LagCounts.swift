/// By how much the simulator was late in one window; in virtual time nothing ever is.
///
/// A thread that is late either ran meanwhile, and so had too much to do, or it did not: then others
/// had the cores, or the machine stood still. What it ran is told apart for late events.
package struct LagCounts: Equatable, Sendable {
    /// Of every event, in microseconds.
    package var lag = Histogram()
    /// How many events were handled later than the scenario lets them.
    package var late = 0
    /// Of every late event: for how much of its lateness the thread ran, in microseconds.
    package var own = Histogram()
    /// How many of them had not been late if the thread had run all the time.
    package var lateByHost = 0
    /// How many of them were late on a thread that was busy all the time.
    package var lateOnBusyThreads = 0
    /// How long threads were ready and had to wait for a core, in microseconds; nil: not known.
    package var waited: Int64?

    package init() {}

    package mutating func merge(_ other: LagCounts) {
        lag.merge(other.lag)
        late += other.late
        own.merge(other.own)
        lateByHost += other.lateByHost
        lateOnBusyThreads += other.lateOnBusyThreads
        if let more = other.waited { waited = (waited ?? 0).saturating(plus: more) }
    }

    package mutating func clear() {
        lag.clear()
        late = 0
        own.clear()
        lateByHost = 0
        lateOnBusyThreads = 0
        waited = nil
    }
}

extension LagCounts: BatchCoded {
    package static var blank: LagCounts { LagCounts() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&lag)
        try coder.code(&late)
        try coder.code(&own)
        try coder.code(&lateByHost)
        try coder.code(&lateOnBusyThreads)
        try coder.code(&waited)
        guard late >= 0, 0...late ~= lateByHost else { throw .outOfRange }
    }
}
