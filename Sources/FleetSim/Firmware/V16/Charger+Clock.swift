// The charger's clock and the run's time.
extension Charger {
    /// What the charger's clock says.
    func clock(at now: SimTime) -> DateTime {
        DateTime(unixMilliseconds: clockStart.unixMilliseconds + now.nanoseconds / 1_000_000)
    }

    /// When the charger's clock says so; what lies out of reach is held at its nearer end.
    func moment(of time: DateTime) -> SimTime {
        let milliseconds = time.unixMilliseconds - clockStart.unixMilliseconds
        let (nanoseconds, overflowed) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        guard milliseconds > 0 else { return .zero }
        return overflowed
            ? .distantFuture : min(SimTime(nanoseconds: nanoseconds), .distantFuture)
    }

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
        clockStart = DateTime(unixMilliseconds: clockStart.unixMilliseconds + difference)
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
