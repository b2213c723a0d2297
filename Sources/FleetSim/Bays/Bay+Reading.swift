// What is to be seen of a bay.
extension Bay {
    var visit: Visit? { isFree ? nil : guest.visit }
    var vehicle: Vehicle? { isFree ? nil : guest.visit.vehicle }
    var log: VisitLog? { isFree ? nil : guest.log }
    /// What the car may draw; nil: no charge runs, or that is not decided yet.
    var offer: Offer? { stage == .charging ? guest.intake.offer : nil }

    var isFree: Bool { stage == nil }
    var isCableIn: Bool { stage == .arriving(isCableIn: true) }
    var isCarGone: Bool { !isFree && guest.isCarGone }
    /// Whether the lock keeps a cable after its charge.
    var keepsCable: Bool { stage == .finished(isLocked: true) }
    var hasPlugged: Bool { !isFree && guest.log.plugged != nil }

    var isArriving: Bool {
        if case .arriving? = stage { true } else { false }
    }

    /// Whether a car is plugged in whose driver has yet to be told if it may charge.
    var hasWaitingCar: Bool {
        if case .plugged? = stage { true } else { false }
    }

    /// Whether a driver is there who wants to charge, plugged in or before a charger that is locked.
    var hasWaitingDriver: Bool { hasWaitingCar || isArriving && guest.log.hasIdentified }

    /// Whether the driver, plugged in, has not asked for a charge yet.
    var isBeforeAsking: Bool { stage == .plugged(hasAsked: false) }

    var isFinished: Bool {
        if case .finished? = stage { true } else { false }
    }

    var tries: UInt8 { guest.tries }
    var hasPatience: Bool { tries < Self.maximumTries }
}

// What flows.
extension Bay {
    /// Whether the charger lets only so much into the car.
    var hasAllowance: Bool { guest.intake.hasAllowance }

    /// What the visit has got.
    func delivered(at now: SimTime) -> Int64 {
        guard stage == .charging else { return isFree ? 0 : guest.log.deliveredMilliwattHours }
        return guest.intake.delivered(by: meter, at: now)
    }

    /// What the car still lacks, or is still allowed.
    func missingNanowattHours(at now: SimTime) -> Int64 {
        guard stage == .charging else { return 0 }
        return guest.intake.missing(of: guest.visit.demandMilliwattHours, by: meter, at: now)
    }

    /// The same as far as it counts for what the car draws: more than zero as long as it lacks something.
    func lacking(at now: SimTime) -> Int64 {
        guard stage == .charging else { return 0 }
        return guest.intake.lacking(of: guest.visit.demandMilliwattHours, by: meter, at: now)
    }

    /// Whether the car would take a share of what there is.
    func takes(at now: SimTime) -> Bool {
        guard stage == .charging, !isFaulted else { return false }
        return now >= guest.wakes && lacking(at: now) > 0
    }

    /// Whether a charge has begun whose car was offered nothing yet, not even no current.
    var hasYetToBeOffered: Bool { stage == .charging && guest.intake.offer == nil }

    /// What the limits of its site keep from the car at the moment.
    var heldBackMilliwatts: Int64 { guest.intake.heldBackMilliwatts }

    /// What keeps a car that lacks something from drawing all that it could; nil: nothing does.
    func hindrance(at outlet: Outlet, _ now: SimTime) -> Shortfall.Cause? {
        if isFaulted || guest.log.hindrance != nil { return .fault }
        if now < guest.wakes || guest.intake.isReacting { return .vehicle }
        guard let offer = guest.intake.offer, !offer.isNothing else { return .floor }
        return offer == outlet.all ? nil : .limit
    }

    /// What it asks its site for, as far as it is offered that; nil: nothing.
    func request(within offered: Offer, of outlet: Outlet, at now: SimTime) -> PowerRequest? {
        guard !offered.isNothing, takes(at: now) else { return nil }
        return guest.intake.request(
            of: guest.visit.vehicle,
            within: offered,
            of: outlet,
            by: meter
        )
    }

    /// A request as sharing laws go by it: who came when, how long he stays, what his car lacks.
    ///
    /// Who came first is who came to the site first, be it to wait in line. Departures are what
    /// drivers say, or the truth.
    func demand(
        _ request: PowerRequest,
        at index: Int,
        of outlet: Outlet,
        hearsDrivers: Bool,
        now: SimTime
    ) -> Demand {
        var demand = Demand(
            outlet: index,
            phases: request.phases,
            maximum: Int64(request.maximum),
            arrived: guest.visit.arrived
        )
        demand.turn = .waits(since: now)
        demand.need = Need(
            milliwattHours: max(0, missingNanowattHours(at: now) / Energy.nanowattHours),
            asOf: now,
            milliwatts: meter.milliwatts,
            fullMilliwatts: guest.intake.milliwattsAtMost(of: guest.visit.vehicle, at: outlet)
        )
        if let departs = departure(asSaid: hearsDrivers) { demand.departs = departs }
        return demand
    }

    /// When the driver says that he leaves, or will; nil: that is not known from the start.
    func departure(asSaid: Bool) -> SimTime? {
        guest.departs.map { asSaid ? $0 + guest.visit.misstatement : $0 }
    }

    /// How long plugging in takes: both ends of a cable, half of it each.
    func plugsAfter(_ visit: Visit, _ access: Access) -> SimDuration {
        guard access.takesCableFirst else { return visit.plugsAfter }
        let half = SimDuration(nanoseconds: visit.plugsAfter.nanoseconds / 2)
        return isCableIn ? visit.plugsAfter - half : half
    }
}

extension Bay.Guest {
    /// When he drives on, as far as that is known from the start.
    var departs: SimTime? { visit.departs(takingBayAt: seated) }

    /// How long he stays once his car gets no more, if he waits for that and has not come yet.
    var overstay: SimDuration? {
        guard !log.hasComeToEnd, case .whenFull(let overstay) = visit.leaving else { return nil }
        return overstay
    }

    /// When the car's own timer lets it charge.
    var wakes: SimTime { (log.plugged ?? .zero) + visit.vehicle.waits }
}
