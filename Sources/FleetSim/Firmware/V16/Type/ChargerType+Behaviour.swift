extension ChargerType {
    /// How a type connects, meters and lets itself be used, as far as types differ.
    struct Behaviour {
        /// Whether OCPP is set up; a charger where it is not works on its own.
        var speaksOCPP = true
        /// Whether it merely reconnects when the CSMS closes the connection; if not, it restarts.
        var survivesClose = true
        /// Whether it boots when a TriggerMessage asks for it although it is registered.
        var bootsOnTrigger = false
        /// How many attempts of each Reset fail before one works.
        var failingResets = 0
        /// How many calls it has under way at once.
        var callsInFlight = 1
        /// What it tells the CSMS in a message of its own whenever it has been taken in.
        var vendorMessage: DataTransfer?
        var metering = Metering()
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

    struct Metering {
        var cadence = Cadence.time
        /// Whether currents and voltages are told per phase.
        var tellsPhases = true
        var temperatureUnit = UnitOfMeasure.celcius
    }

    /// What brings the next sampled reading of a transaction.
    enum Cadence {
        /// The configured interval.
        case time
        /// So much energy since the last.
        case energy(milliwattHours: Int64)
        /// A power that differs by so much from the last one told.
        case power(milliwatts: Int64)
    }

    struct BackOff {
        var first: SimDuration
        var jitter: SimDuration
        var doublings: Int
        /// No doubling takes the wait beyond this.
        var longest = SimDuration.seconds(86_400)

        /// The wait after a number of failures in a row, without its random part.
        func wait(after failures: Int) -> SimDuration {
            assert(failures >= 0, "failures are counted")
            var wait = first
            for _ in 0..<min(failures, doublings) where wait < longest {
                wait = min(wait + wait, longest)
            }
            return wait
        }
    }
}
