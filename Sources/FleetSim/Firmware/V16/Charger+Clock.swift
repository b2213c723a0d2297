/// A charger's clock against the run's time: it runs as fast, and may be set.
struct ChargerClock {
    /// What it said at time zero, as it goes now.
    private var start: DateTime

    init(start: DateTime) { self.start = start }

    func reading(at now: SimTime) -> DateTime {
        DateTime(unixMilliseconds: start.unixMilliseconds + now.nanoseconds / 1_000_000)
    }

    /// When it says so, be that before the run; nil when no run gets there.
    func time(of date: DateTime) -> SimTime? {
        let (nanoseconds, overflows) = date.milliseconds(since: start)
            .multipliedReportingOverflow(by: 1_000_000)
        let time = SimTime(nanoseconds: nanoseconds)
        return overflows || time > .distantFuture ? nil : time
    }

    /// When it says so; what lies out of reach is held at its nearer end.
    func moment(of date: DateTime) -> SimTime {
        let milliseconds = date.unixMilliseconds - start.unixMilliseconds
        let (nanoseconds, overflowed) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        guard milliseconds > 0 else { return .zero }
        return overflowed
            ? .distantFuture : min(SimTime(nanoseconds: nanoseconds), .distantFuture)
    }

    /// How long ago its midnight was at time zero.
    var sinceMidnightAtStart: SimDuration {
        SimDuration(nanoseconds: start.unixMilliseconds % 86_400_000 * 1_000_000)
    }

    mutating func turn(by milliseconds: Int64) {
        start = DateTime(unixMilliseconds: start.unixMilliseconds + milliseconds)
    }
}

// The charger's clock and the run's time.
extension Charger {
    func clock(at now: SimTime) -> DateTime { ownClock.reading(at: now) }
    func moment(of time: DateTime) -> SimTime { ownClock.moment(of: time) }

    /// Sets the clock by the CSMS's, for a type that does so when they are too far apart.
    mutating func adjustClock(
        to time: DateTime,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let tolerance = type.security.clockTolerance else { return }
        let own = clock(at: now)
        let difference = time.unixMilliseconds - own.unixMilliseconds
        guard difference.magnitude > SimDuration(tolerance).nanoseconds.magnitude / 1_000_000 else {
            return
        }
        ownClock.turn(by: difference)
        raise(.settingSystemTime, "was \(own.text)", at: now)
        followClock(at: now, into: &output)
    }

    /// What is due by the clock is due at other moments of the run now.
    private mutating func followClock(at now: SimTime, into output: inout ChargerOutput) {
        scheduleClockAligned(after: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
        timeReservations(at: now, into: &output)
        timeUpdate(at: now, into: &output)
    }
}
