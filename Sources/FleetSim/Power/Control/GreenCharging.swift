import Scenarios

/// How a charger follows the sun: zappi's modes, and those of Wallbox's Eco-Smart.
///
/// It shapes what a car asks for; the limits of the site hold beyond it.
struct GreenCharging: Equatable {
    /// What stands between the surplus and the current.
    struct Connection: Equatable {
        var volts: Int64
        var phases: UInt8
        var minimum = Demand.minimumMilliamperes
        var maximum: Int64

        /// What a milliampere on each line is worth, in milliwatts.
        fileprivate var wattsPerAmpere: Int64 { volts * Int64(max(1, phases)) }
    }

    var mode: GreenSpec.Mode
    /// In eco+, the part of the least charging power that the sun must give, in percent.
    let minimumGreenLevel: Int64
    /// A boost charges as fast as can be, whatever the mode but stop.
    var isBoosted = false
    /// How long the surplus must have been enough before it starts, or too little before it stops.
    var startsAfter: SimDuration
    var stopsAfter: SimDuration
    /// Whether the sun has it charge, in eco+.
    private(set) var isOn = false
    /// When it will start or stop if the surplus stays as it is.
    private(set) var switches: SimTime?

    init(
        mode: GreenSpec.Mode,
        minimumGreenLevel: Int64 = 100,
        startsAfter: SimDuration = .zero,
        stopsAfter: SimDuration = .zero
    ) {
        self.mode = mode
        self.minimumGreenLevel = minimumGreenLevel
        self.startsAfter = startsAfter
        self.stopsAfter = stopsAfter
    }

    /// What the charger asks for from now on, in milliamperes on each line; look again when it switches.
    mutating func current(
        surplus milliwatts: Int64,
        on connection: Connection,
        at now: SimTime
    ) -> Int64 {
        switch mode {
        case .stop: return rest(0)
        case _ where isBoosted, .fast: return rest(connection.maximum)
        case .eco: return rest(follow(milliwatts, connection))
        case .ecoPlus:
            turn(on: isEnough(milliwatts, connection), at: now)
            return isOn ? follow(milliwatts, connection) : 0
        }
    }

    /// What the sun does counts for nothing for the time being: a wait for it begins anew after that.
    mutating func stopWaiting() { switches = nil }

    /// What a mode says that knows no switching.
    private mutating func rest(_ milliamperes: Int64) -> Int64 {
        isOn = false
        switches = nil
        return milliamperes
    }

    private func follow(_ milliwatts: Int64, _ connection: Connection) -> Int64 {
        assert(connection.wattsPerAmpere > 0, "a current is worth a power")
        let surplus = max(0, milliwatts) / connection.wattsPerAmpere
        return min(connection.maximum, max(connection.minimum, surplus))
    }

    private func isEnough(_ milliwatts: Int64, _ connection: Connection) -> Bool {
        Int128(milliwatts) * 100
            >= Int128(connection.minimum * connection.wattsPerAmpere) * Int128(minimumGreenLevel)
    }

    private mutating func turn(on wanted: Bool, at now: SimTime) {
        guard wanted != isOn else { return switches = nil }
        let due = switches ?? now + (wanted ? startsAfter : stopsAfter)
        switches = due <= now ? nil : due
        if due <= now { isOn = wanted }
        assert(switches.map { $0 > now } ?? true, "what is due has switched")
    }
}
