/// What flows from a bay's meter into the car of one visit.
struct Intake {
    /// What the car may draw; nil: not decided yet.
    var offer: Offer?
    /// Where the meter stops at the latest, whatever the car lacks.
    var registerAtMost: Int64?
    private var registerAtStart: Int64 = 0
    /// How a battery fills that does not take all it is given.
    private var charge = Rare<Charge>()

    /// Whether a battery decides what it takes.
    var isOfBattery: Bool { !charge.isNone }

    mutating func begin(by meter: Meter, at now: SimTime) {
        registerAtStart = meter.milliwattHours(at: now)
    }

    mutating func rest(at now: SimTime) {
        charge.changeIfAny { $0.draw(0, from: now) }
    }

    func delivered(by meter: Meter, at now: SimTime) -> Int64 {
        meter.milliwattHours(at: now) - registerAtStart
    }

    /// What the car still lacks, or is still allowed.
    func missing(of visit: Visit, by meter: Meter, at now: SimTime) -> Int64 {
        let register = meter.milliwattHours(at: now)
        let allowed = (registerAtMost ?? .max) - register
        if let charge = charge.value {
            return min(charge.isDone ? 0 : max(1, charge.missing(at: now)), allowed)
        }
        return min(visit.demandMilliwattHours - (register - registerAtStart), allowed)
    }

    /// What the car asks its site for, as far as it is offered that.
    func request(of vehicle: Vehicle, within offered: Offer, by meter: Meter) -> PowerRequest {
        var most = min(vehicle.milliamperes, offered.milliamperes)
        if let charge = charge.value {
            // What a battery takes may be less than cars charge with: it is offered that all the same.
            let least = Int32(Demand.leastMilliamperes)
            most = min(most, max(least, Int32(clamping: charge.milliamperesAtMost)))
        }
        return PowerRequest(
            phases: min(vehicle.phases, offered.phases),
            most: most,
            drawn: meter.milliwatts > 0 ? min(most, offer?.milliamperes ?? 0) : 0
        )
    }

    /// What a car draws of an offer, and how long that lasts; nil: it draws nothing.
    ///
    /// Where a battery takes less and less it is the mean of a stretch in which that is an ampere, so
    /// that the meter is right at its end.
    mutating func flow(
        of offer: Offer,
        into vehicle: Vehicle,
        _ missing: Int64,
        by outlet: Outlet,
        at now: SimTime
    ) -> (milliwatts: Int64, lasts: SimDuration?) {
        guard vehicle.isParticular, registerAtMost == nil else {
            let power = vehicle.milliwatts(
                atPhases: offer.phases,
                milliamperes: offer.milliamperes,
                volts: outlet.volts
            )
            return (power, missing > 0 ? Energy.time(for: missing, at: power) : nil)
        }
        let plug = Charge.Plug(
            volts: Int64(outlet.volts),
            phases: min(vehicle.phases, outlet.phases),
            most: Int64(min(vehicle.milliamperes, outlet.milliamperes)),
            isDirect: outlet.isDirect
        )
        return charge.change(Charge(of: vehicle, wanting: missing, at: plug)) { charge in
            // A charger that leaves phases out gives as much less.
            let share = Int64(min(offer.phases, plug.phases))
            let current = Int64(offer.milliamperes) * share / Int64(plug.phases)
            charge.draw(current, from: now, telling: 1_000 * plug.worth)
            return (charge.meanMilliwatts, charge.changes.map { $0 - now })
        }
    }
}

/// What a bay asks of its site for a car that would charge.
struct PowerRequest: Equatable {
    /// How many lines the car uses.
    var phases: UInt8
    /// The most that it would take on each of them.
    var most: Int32
    /// What it draws on each of them.
    var drawn: Int32
}

/// What a car makes of an offer.
struct CarDraw {
    enum Flow {
        case flows
        /// The car is full, or waits for its own timer; or it is offered nothing.
        case heldByCar, heldByCharger
    }

    /// nil: its bay has failed.
    var flow: Flow?
    /// To be set after what follows from this now.
    var next: BayAlarm?
}

/// What has become of a car at the end of a flow.
enum Filling {
    /// It may go on with another power.
    case goesOn
    /// It has got all that its charger lets it have, or all that its driver wants.
    case allowanceIsUsedUp, isFull(BayAlarm?)
}
