/// Measures by how much a thread of a live run is late, and for how much of that it ran.
struct LagMeter {
    /// How often it is noted for how long the thread has run, in real time.
    ///
    /// So much of what it ran before an event was due may be taken for lateness of its own.
    private static let readingInterval: SimDuration = .milliseconds(10)
    /// A thread that ran for more of the time that it could is busy all the time.
    private static let busy = 0.9

    /// What is handled so much after it was due is late, in real time.
    private let tolerance: SimDuration
    private var clock: RunClock
    private var counts = LagCounts()
    private var runningTimes = RunningTimes()
    private var nextReading = SimTime.zero
    /// For how long the thread had run when that was last asked for, and when.
    private var lastAsked = (at: SimTime.zero, ran: SimDuration.zero)
    /// What the system said of the thread when the tick began.
    private var tick = (at: SimTime.zero, ran: SimDuration.zero, waited: SimDuration?.none)

    init(_ clock: RunClock, tolerance: SimDuration) {
        self.clock = clock
        self.tolerance = tolerance
    }

    /// The run begins; the calling thread is the one that is measured.
    mutating func begin(_ clock: RunClock) {
        self.clock = clock
        tick = (clock.now, CallingThread.ran, CallingThread.waited)
        lastAsked = (tick.at, tick.ran)
    }

    /// The thread is awake; what was due before a moment has been handled.
    mutating func wake(at now: SimTime, before due: SimTime) {
        guard now >= nextReading else { return }
        runningTimes.note(CallingThread.ran, at: now, before: due)
        nextReading = now + clock.simulated(Self.readingInterval)
    }

    /// An event that was due is handled now.
    mutating func noteStart(_ due: SimTime) {
        let now = clock.now
        let late = clock.real(now - due)
        counts.lag.record(late.microseconds)
        guard late > tolerance else { return }
        counts.late += 1
        let own = min(late, runningTimes.ran(since: due, until: ran(by: now)))
        counts.own.record(own.microseconds)
        counts.lateByHost += own > tolerance ? 0 : 1
    }

    /// For how long the thread has run by now, at the most.
    ///
    /// The kernel is asked now and then, since that takes as long as much of an event, and a thread that
    /// is behind would ask at each: in between the thread is taken to have run.
    private mutating func ran(by now: SimTime) -> SimDuration {
        let since = clock.real(now - lastAsked.at)
        guard since * 10 > tolerance else { return lastAsked.ran + since }
        lastAsked = (now, CallingThread.ran)
        return lastAsked.ran
    }

    /// Adds what was counted since the last tick, with what the system says of the thread.
    mutating func closeTick(into total: inout LagCounts) {
        let now = (at: clock.now, ran: CallingThread.ran, waited: CallingThread.waited)
        var could = clock.real(now.at - tick.at)
        if let before = tick.waited, let waited = now.waited {
            counts.waited = (waited - before).microseconds
            could = max(.zero, could - (waited - before))
        }
        let ran = now.ran - tick.ran
        let isBusy = Double(ran.nanoseconds) >= Self.busy * Double(could.nanoseconds)
        counts.lateOnBusyThreads = isBusy ? counts.late : 0
        tick = now
        assert(counts.lateByHost <= counts.late, "what the host made late is late")
        total.merge(counts)
        counts.clear()
    }
}
