extension ChargerMake {
    /// How a make connects, meters and lets itself be used, as far as makes differ.
    struct Habits {
        /// Whether OCPP is set up; a charger where it is not works on its own.
        var speaksOCPP = true
        /// Whether it feeds batteries past the cars' own chargers.
        var isDirect = false
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
        /// Whether the first one comes at a moment of the interval that is drawn.
        var isDrawn: Bool
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

    /// How drivers get it to charge.
    struct Access {
        /// Each as often.
        var ways: [Way] = [.card]
        /// Whether a driver identifies before plugging in.
        var isLockedWhenAvailable = false
        /// Whether the driver's own cable goes into the charger before it goes into the car.
        var takesCableFirst = false
        /// Whether a PIN unlocks it, or only a start from afar.
        var unlocksByPIN = true
        /// How many users with a PIN and a tag of their own it keeps; nil: a PIN stands for a card.
        var pinUsers: Int?
        /// What it names when a car is plugged in, with {number} or {serial} for its own; nil: what
        /// the car brings along.
        var plugTag: String?

        func way(of visit: Visit) -> Way { ways[Int(visit.whim) * ways.count / 256] }
    }

    enum Way: UInt8 {
        case card, pin
        /// The CSMS is asked, and starts and stops the charge.
        case remote
        /// Plugging in identifies.
        case plug
        /// No CSMS is asked; a driver who is asked all the same has a card.
        case free
    }

    struct BackOff {
        var first: SimDuration
        var jitter: SimDuration
        var doublings: Int
        /// No doubling takes the wait beyond this.
        var longest = SimDuration.seconds(86_400)

        /// The wait after a number of failures in a row, without its random part.
        func wait(after failures: Int) -> SimDuration {
            var wait = first
            for _ in 0..<min(failures, doublings) where wait < longest {
                wait = min(wait + wait, longest)
            }
            return wait
        }
    }
}
