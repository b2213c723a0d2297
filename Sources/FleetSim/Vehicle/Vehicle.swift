import Scenarios

/// An EV as its charging goes: what its on-board charger can take, and what else is to be said of it.
struct Vehicle: Equatable {
    var phases: UInt8
    var milliamperes: Int32
    /// One for all cars of a kind; most have nothing to say.
    private let behaviour: CarBehaviour?

    init(
        phases: UInt8,
        milliamperes: Int32,
        waits: SimDuration = .zero,
        reacts: SimDuration = .zero,
        losses: Losses = .none,
        battery: Battery? = nil
    ) {
        self.phases = phases
        self.milliamperes = milliamperes
        let isPlain = waits == .zero && reacts == .zero && losses.areNone && battery == nil
        behaviour = isPlain ? nil : CarBehaviour(waits, reacts, losses, battery)
    }

    /// Its own timer: it draws nothing before so long after it was plugged in.
    var waits: SimDuration { behaviour?.waits ?? .zero }
    /// How long it takes to follow when it is offered more.
    var reacts: SimDuration { behaviour?.reacts ?? .zero }
    var losses: Losses { behaviour?.losses ?? .none }
    /// nil: one that takes whatever it is given until the driver has what he wants.
    var battery: Battery? { behaviour?.battery }

    /// Whether it does not just take what it is given.
    var isParticular: Bool { battery != nil || !losses.areNone }

    /// The power it draws from a station of that many phases and amperes, in milliwatts.
    func milliwatts(atPhases offered: UInt8, milliamperes limit: Int32, volts: Int32) -> Int64 {
        assert(limit >= 0 && volts >= 0, "a station gives, and does not take")
        return Int64(min(phases, offered)) * Int64(min(milliamperes, limit)) * Int64(volts)
    }

    static func == (left: Vehicle, right: Vehicle) -> Bool {
        left.phases == right.phases && left.milliamperes == right.milliamperes
            && left.waits == right.waits && left.reacts == right.reacts
            && left.losses == right.losses && left.battery === right.battery
    }
}

/// What few cars have: kept apart, so that a fleet of the others has small connectors.
final class CarBehaviour: Sendable {
    let waits: SimDuration
    let reacts: SimDuration
    let losses: Losses
    let battery: Battery?

    init(
        _ waits: SimDuration,
        _ reacts: SimDuration,
        _ losses: Losses,
        _ battery: Battery?
    ) {
        self.waits = waits
        self.reacts = reacts
        self.losses = losses
        self.battery = battery
    }
}
