// What is to be seen of a bay.
extension Bay {
    /// nil: the bay is free.
    var stage: Stage? { guest?.stage }
    var visit: Visit? { guest?.visit }
    var vehicle: Vehicle? { guest?.visit.vehicle }
    var log: VisitLog? { guest?.log }
    /// What the car may draw; nil: no charge runs, or that is not decided yet.
    var offer: Offer? { guest?.stage == .charging ? guest?.intake.offer : nil }

    var isFree: Bool { guest == nil }
    var isCableIn: Bool { guest?.stage == .arriving(isCableIn: true) }
    var isCarGone: Bool { guest?.isCarGone ?? false }
    /// Whether the lock keeps a cable after its charge.
    var keepsCable: Bool { guest?.stage == .finished(isLocked: true) }
    var hasPlugged: Bool { guest?.log.plugged != nil }

    var isArriving: Bool {
        if case .arriving = guest?.stage { true } else { false }
    }

    /// Whether a car is plugged in whose driver has yet to be told if it may charge.
    var hasWaitingCar: Bool {
        if case .plugged = guest?.stage { true } else { false }
    }

    /// Whether a driver is there who wants to charge, plugged in or before a charger that is locked.
    var hasWaitingDriver: Bool { hasWaitingCar || isArriving && guest?.log.hasIdentified == true }

    /// Whether the driver, plugged in, has not asked for a charge yet.
    var isBeforeAsking: Bool { guest?.stage == .plugged(hasAsked: false) }

    var isFinished: Bool {
        if case .finished = guest?.stage { true } else { false }
    }

    var tries: UInt8 { guest?.tries ?? 0 }
    var hasPatience: Bool { tries < Self.mostTries }
}

// What flows.
extension Bay {
    /// Whether the charger lets only so much into the car.
    var hasAllowance: Bool { guest?.intake.registerAtMost != nil }

    /// What the visit has got.
    func delivered(at now: SimTime) -> Int64 {
        guard let guest else { return 0 }
        guard guest.stage == .charging else { return guest.log.deliveredMilliwattHours }
        return guest.intake.delivered(by: meter, at: now)
    }

    /// What the car still lacks, or is still allowed.
    func missing(at now: SimTime) -> Int64 {
        guard let guest, guest.stage == .charging else { return 0 }
        return guest.intake.missing(of: guest.visit, by: meter, at: now)
    }

    /// Whether the car would take a share of what there is.
    func takes(at now: SimTime) -> Bool {
        guard !isFaulted, let guest else { return false }
        return now >= guest.wakes && missing(at: now) > 0
    }

    /// What it asks its site for, as far as it is offered that; nil: nothing.
    func request(within offered: Offer, at now: SimTime) -> PowerRequest? {
        guard let guest, !offered.isNothing, takes(at: now) else { return nil }
        return guest.intake.request(of: guest.visit.vehicle, within: offered, by: meter)
    }
}

extension Bay.Guest {
    /// When the car's own timer lets it charge.
    var wakes: SimTime { (log.plugged ?? .zero) + visit.vehicle.waits }
}
