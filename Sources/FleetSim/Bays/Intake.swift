/// What flows from a bay's meter into the car of one visit, and what could have.
struct Intake {
    // In an order in which little room is left between them, since every bay has one.
    /// When the car will have followed a raise; zero: there is none.
    private var follows = SimTime.zero
    private var registerAtStart = Meter.Register()
    /// What of its offer the car goes by: less while it has yet to follow a raise.
    private var followed: Int32 = 0
    /// What the car may draw; nil: not decided yet.
    private(set) var offer: Offer?
    /// What flows at the most from the start of the charge, in nanowatt-hours, whatever the car lacks.
    private var allowance = Int64.max
    /// How a car charges that does not just take what it is given.
    private var charge = Rare<Charge>()
    /// What the car could not draw; hardly any where nothing is shared.
    private var missed = Rare<MissedEnergy>()

    /// Whether a battery decides what it takes.
    var isOfBattery: Bool { !charge.isNone }
    /// Whether the charger lets only a certain energy into the car.
    var hasAllowance: Bool { allowance < .max }

    mutating func begin(_ visit: Visit, of outlet: Outlet, by meter: Meter, at now: SimTime) {
        registerAtStart = meter.register(at: now)
        guard visit.vehicle.isParticular else { return }
        charge = Rare(
            Charge(
                of: visit.vehicle,
                wanting: visit.demandMilliwattHours,
                at: outlet.plug(of: visit.vehicle)
            )
        )
    }

    /// No more than this flows from now on, in milliwatt-hours.
    mutating func allow(_ milliwattHours: Int64, by meter: Meter, from now: SimTime) {
        assert(milliwattHours >= 0, "a car is allowed no less than nothing")
        allowance = drawn(by: meter, at: now) + milliwattHours * Energy.nanowattHours
    }

    /// Whether all has flowed that the charger lets into the car.
    func isAllowanceUsedUp(by meter: Meter, at now: SimTime) -> Bool {
        hasAllowance && drawn(by: meter, at: now) >= allowance
    }

    /// Until when a power may flow.
    func allowanceEnds(at milliwatts: Int64, by meter: Meter, from now: SimTime) -> SimTime {
        guard hasAllowance else { return .distantFuture }
        let left = Energy.time(toDraw: allowance - drawn(by: meter, at: now), at: milliwatts)
        return left.map { now + $0 } ?? .distantFuture
    }

    /// What has flowed, in nanowatt-hours.
    private func drawn(by meter: Meter, at now: SimTime) -> Int64 {
        meter.register(at: now).nanowattHours(since: registerAtStart)
    }

    func delivered(by meter: Meter, at now: SimTime) -> Int64 {
        drawn(by: meter, at: now) / Energy.nanowattHours
    }

    /// What a car that wanted so much still lacks, or is still allowed, in nanowatt-hours.
    func missing(of milliwattHours: Int64, by meter: Meter, at now: SimTime) -> Int64 {
        let lacking = charge.read { charge in
            charge.isDone ? 0 : max(1, charge.missing(at: now)) * Energy.nanowattHours
        }
        if let lacking, !hasAllowance { return lacking }
        let drawn = drawn(by: meter, at: now)
        let wanted = max(0, milliwattHours) * Energy.nanowattHours
        return min(lacking ?? wanted - drawn, allowance - drawn)
    }

    /// The same as far as it counts for what the car draws: of a battery only whether it lacks something, since
    /// to know how much takes an exponential.
    func lacking(of milliwattHours: Int64, by meter: Meter, at now: SimTime) -> Int64 {
        if !hasAllowance, let isDone = charge.read({ $0.isDone }) { return isDone ? 0 : 1 }
        return missing(of: milliwattHours, by: meter, at: now)
    }

    /// What the car would draw of all that its bay can give.
    func milliwattsAtMost(of vehicle: Vehicle, at outlet: Outlet) -> Int64 {
        charge.read { $0.milliwattsAtMost }
            ?? vehicle.milliwatts(
                atPhases: outlet.phases,
                milliamperes: outlet.milliamperes,
                volts: outlet.volts
            )
    }

    /// What the car draws at the moment, where the meter runs at the mean of a stretch.
    func milliwatts(by meter: Meter) -> Int64 {
        guard meter.milliwatts > 0 else { return 0 }
        return charge.read { $0.milliwatts } ?? meter.milliwatts
    }
}

// Offers, and what the car makes of them.
extension Intake {
    /// Whether the car has yet to follow a raise.
    var isReacting: Bool { follows > .zero }

    /// Shows the car an offer that it does not go by yet.
    mutating func show(_ offer: Offer) { self.offer = offer }

    /// Shows the car an offer; gives what it goes by, and when it will go by all of it.
    ///
    /// It follows a fall at once, so that no limit is exceeded, and a raise when it gets to it. What it
    /// follows then is what it is offered by that time.
    mutating func follow(_ offer: Offer, after reaction: SimDuration, at now: SimTime)
        -> (offer: Offer, changes: SimTime?)
    {
        self.offer = offer
        let isRaise = offer.milliamperes > followed && reaction > .zero
        let due = !isRaise ? now : isReacting ? follows : now + reaction
        guard due > now else {
            followed = offer.milliamperes
            follows = .zero
            return (offer, nil)
        }
        follows = due
        return (Offer(milliamperes: followed, phases: offer.phases), due)
    }

    /// Nothing flows: the car begins anew with what it is offered next.
    mutating func rest(at now: SimTime) {
        followed = 0
        follows = .zero
        charge.changeIfAny { $0.draw(0, from: now) }
        missed.changeIfAny { $0.miss(0, for: .limit, from: now) }
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
        guard isOfBattery else {
            let power = vehicle.milliwatts(
                atPhases: offer.phases,
                milliamperes: offer.milliamperes,
                volts: outlet.volts
            )
            return (power, missing > 0 ? Energy.time(toDraw: missing, at: power) : nil)
        }
        // What it is no longer allowed it does not draw, though it lacks it.
        guard missing > 0 || !hasAllowance else { return (0, nil) }
        let flow = charge.changeIfAny { charge -> (milliwatts: Int64, lasts: SimDuration?) in
            let plug = charge.plug
            // A charger that leaves phases out gives as much less.
            let share = Int64(min(offer.phases, plug.phases))
            let current = Int64(offer.milliamperes) * share / Int64(plug.phases)
            charge.draw(current, from: now, telling: 1_000 * plug.wattsPerAmpere)
            return (charge.meanMilliwatts, charge.changes.map { $0 - now })
        }
        return flow ?? (0, nil)
    }

    /// What the car asks its site for, as far as it is offered that.
    func request(
        of vehicle: Vehicle,
        within offered: Offer,
        of outlet: Outlet,
        by meter: Meter
    ) -> PowerRequest {
        let phases = min(vehicle.phases, offered.phases)
        let wattsPerAmpere = Int64(outlet.volts) * Int64(phases)
        var maximum = min(vehicle.milliamperes, offered.milliamperes)
        if let taken = charge.read({ $0.milliamperesAtMost(wattsPerAmpere: wattsPerAmpere) }) {
            // What a battery takes may be less than cars charge with: it is offered that all the same.
            maximum = min(maximum, Int32(clamping: max(Demand.minimumMilliamperes, taken)))
        }
        assert(maximum >= 0, "no car asks for less than nothing")
        return PowerRequest(
            phases: phases,
            maximum: maximum,
            drawn: wattsPerAmpere > 0 ? Int32(clamping: meter.milliwatts / wattsPerAmpere) : 0
        )
    }
}

// What the car could not draw.
extension Intake {
    /// Notes how much less than it could the car draws from now on, and why; gives what it draws.
    ///
    /// Without a cause it could draw no more.
    mutating func note(
        _ cause: Shortfall.Cause?,
        _ vehicle: Vehicle,
        at outlet: Outlet,
        by meter: Meter,
        now: SimTime
    ) -> Int64 {
        let drawn = milliwatts(by: meter)
        let maximum = cause == nil ? 0 : milliwattsAtMost(of: vehicle, at: outlet)
        let missing = max(0, maximum - drawn)
        if missing > 0, let cause {
            missed.change(MissedEnergy()) { $0.miss(missing, for: cause, from: now) }
        } else {
            missed.changeIfAny { $0.miss(0, for: .limit, from: now) }
        }
        return drawn
    }

    /// What the limits of its site keep from the car at the moment.
    var heldBackMilliwatts: Int64 { missed.read { $0.heldBackMilliwatts } ?? 0 }

    /// What the car has missed so far, by cause, in nanowatt-hours.
    var missedEnergy: Shortfall { missed.read { $0.sums } ?? Shortfall() }
}

/// What a car misses since something else than its wants ends what it draws.
struct MissedEnergy {
    /// In nanowatt-hours.
    private(set) var sums = Shortfall()
    private var since = SimTime.zero
    private var milliwatts: Int64 = 0
    private var cause = Shortfall.Cause.limit

    /// How much power is missed from now on, and for which cause.
    mutating func miss(_ next: Int64, for reason: Shortfall.Cause, from now: SimTime) {
        assert(next >= 0 && now >= since, "what is missed only grows")
        if milliwatts > 0 { sums[cause] += Energy.drawn(milliwatts, over: now - since) }
        (since, milliwatts, cause) = (now, next, reason)
    }

    fileprivate var heldBackMilliwatts: Int64 {
        switch cause {
        case .limit, .floor: milliwatts
        case .noBay, .stay, .vehicle, .fault: 0
        }
    }
}

/// What a bay asks of its site for a car that would charge.
struct PowerRequest: Equatable {
    /// How many lines the car uses.
    var phases: UInt8
    /// The most that it would take on each of them.
    var maximum: Int32
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
