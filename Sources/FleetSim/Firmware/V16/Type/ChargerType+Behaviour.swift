import Scenarios

extension ChargerType {
    /// How a type connects, meters and lets itself be used, as far as types differ.
    struct Behaviour {
        /// Whether OCPP is set up; a charger where it is not works on its own.
        var speaksOCPP = true
        var connection = ConnectionBehaviour()
        var metering = MeteringBehaviour()
        var access = Access()
        /// When heartbeats go out, where that is not left to the CSMS.
        var rhythm: Rhythm?
    }

    struct Rhythm {
        /// In place of the CSMS's; nil: that one.
        var interval: SimDuration?
        /// None goes out before.
        var from: SimTime
        /// Whether each comes at a moment of its interval that is drawn, intervals counted from then on.
        var isDrawn: Bool

        func next(
            after now: SimTime,
            _ interval: SimDuration,
            drawing share: () -> Double
        ) -> SimTime {
            guard isDrawn, interval > .zero else { return max(now, from) + interval }
            let part = SimDuration(nanoseconds: Int64(Double(interval.nanoseconds) * share()))
            guard now >= from else { return from + part }
            let past = (now - from).nanoseconds % interval.nanoseconds
            return now + SimDuration(nanoseconds: interval.nanoseconds - past) + part
        }
    }
}

extension ConnectionBehaviour.BackOff {
    /// The wait after a number of failures in a row, without its random part.
    func wait(after failures: Int) -> SimDuration {
        assert(failures >= 0, "failures are counted")
        var wait = first
        for _ in 0..<min(failures, doublings) where wait < longest {
            wait = min(wait + wait, longest)
        }
        return SimDuration(wait)
    }
}
