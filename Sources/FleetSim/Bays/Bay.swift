/// One place to charge at: its plug, lock and meter, the car that stands there, and its driver.
///
/// It speaks no protocol. A charger's program tells it what it offers and whether the driver may charge,
/// and is told what happens (`BayFact`). All that a driver does by himself is decided here, so it is the
/// same for every program.
struct Bay {
    private(set) var meter = Meter()
    /// nil: the bay is free.
    private(set) var stage: Stage?
    /// The last who stood here, be it now; before the first there is none.
    private(set) var guest = Guest.none
    private var timers = TimerGenerations<BayTimer, 3>()
    /// From one, as OCPP counts connectors; a byte, and behind what is wider, since every charger has one.
    let number: UInt8
    /// Whether it cannot be used.
    private(set) var isFaulted = false

    init(number: Int) {
        self.number = UInt8(number)
    }
}

// Timers.
extension Bay {
    /// Whether a timer that went off still counts; if so it is no longer set.
    mutating func takeTimer(_ timer: BayTimer, generation: UInt32) -> Bool {
        timers.goOff(timer, generation: generation)
    }

    /// Whether a timer that is in the queue will count.
    func counts(_ timer: BayTimer, generation: UInt32) -> Bool {
        timers.counts(timer, generation: generation)
    }

    private mutating func alarm(_ timer: BayTimer, at moment: SimTime) -> BayAlarm {
        BayAlarm(timer: timer, bay: number, generation: timers.arm(timer), at: moment)
    }
}

// From pulling up to identifying.
extension Bay {
    mutating func arrive(
        _ visit: Visit,
        _ access: Access,
        isOpen: Bool,
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) {
        precondition(stage == nil, "a bay holds one car")
        guest = Guest(visit: visit, seated: now)
        stage = .arriving(isCableIn: false)
        let wait =
            isOpen || !access.asksFirst(visit) ? plugsAfter(visit, access) : visit.identifiesAfter
        output.schedule(alarm(.driver, at: now + wait))
        if let departure = guest.departs {
            output.schedule(alarm(.departure, at: departure))
        }
    }

    /// The driver's next step is due.
    mutating func driverActs(
        _ access: Access,
        _ readiness: Readiness,
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        switch stage {
        case nil: return nil
        case .arriving(let isCableIn)?:
            if !readiness.isOpen, access.asksFirst(guest.visit) { return .identifies }
            if access.takesCableFirst, !isCableIn, readiness.takesPlugs {
                stage = .arriving(isCableIn: true)
                output.schedule(alarm(.driver, at: now + plugsAfter(guest.visit, access)))
                return .cableIn
            }
            guard readiness.takesPlugs else {
                note(.outOfUse)
                return leave(at: now)
            }
            guest.log.plugged = now
            stage = .plugged(hasAsked: false)
            return .plugged
        case .plugged(let hasAsked)?: return hasAsked ? nil : .identifies
        case .charging?: return unplugCar()
        case .finished?: return fetchCable(at: now, into: &output)
        case .leaving?: return leave(at: now)
        }
    }

    /// The time has come to drive on.
    mutating func depart(
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        guard let stage else { return nil }
        switch stage {
        case .arriving: return leave(at: now)
        case .plugged(let hasAsked):
            if hasAsked { note(.unanswered) }
            return giveUp(at: now, into: &output)
        case .charging:
            guest.tries = 0
            guest.log.hasComeToEnd = true
            return .wantsToStop
        case .finished: return fetchCable(at: now, into: &output)
        case .leaving: return nil
        }
    }

    /// The charger has opened to a driver who stood before it.
    mutating func open(
        _ access: Access,
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) {
        guard access.isLockedWhenAvailable, isArriving, let visit else { return }
        output.schedule(alarm(.driver, at: now + plugsAfter(visit, access)))
    }

    /// Who has plugged in sets out to identify, when power gets cheap if he waits for that.
    mutating func comeToIdentify(
        _ access: Access,
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        guard stage != nil else { return nil }
        let ready: SimTime
        switch access.way(of: guest.visit) {
        case .plug:
            guard guest.visit.waitsUntil > now else { return .identifies }
            ready = now
        case .card, .pin, .remote, .free: ready = now + guest.visit.identifiesAfter
        }
        output.schedule(alarm(.driver, at: max(ready, guest.visit.waitsUntil)))
        return nil
    }

    mutating func noteIdentified() {
        guard stage != nil else { return }
        guest.log.hasIdentified = true
        guest.log.isStartedRemotely = false
    }

    /// The CSMS has asked for the charge.
    mutating func noteRemoteStart() {
        if stage != nil { guest.log.isStartedRemotely = true }
    }

    /// The driver waits for the CSMS to start, as long as he has patience.
    mutating func awaitStart(at now: SimTime, into output: inout some BayOutput & ~Copyable) {
        guard let visit else { return }
        output.schedule(alarm(.driver, at: now + .milliseconds(Int64(visit.startPatience))))
    }

    mutating func startTry() {
        guard stage != nil, guest.tries < .max else { return }
        guest.tries += 1
    }

    /// What the driver was about to do is no longer needed.
    mutating func cancelAct() { timers.cancel(.driver) }

    /// The car waits for what becomes of a driver's request.
    mutating func awaitAnswer() {
        if case .plugged? = stage { stage = .plugged(hasAsked: true) }
    }

    /// Nothing became of the driver's request: he can ask again.
    mutating func answerFailed() {
        if case .plugged? = stage { stage = .plugged(hasAsked: false) }
    }

    /// The driver waits before he tries again.
    mutating func pause(at now: SimTime, into output: inout some BayOutput & ~Copyable) {
        output.schedule(alarm(.driver, at: now + Self.patience))
    }
}

// Charging and leaving.
extension Bay {
    /// The charger lets the car charge.
    mutating func beginCharge(transaction: UInt32, of outlet: Outlet, at now: SimTime) {
        assert(stage != nil && stage != .charging, "only a car that is there begins to charge")
        timers.cancel(.driver)
        stage = .charging
        meter.beginCharge()
        guest.intake.begin(guest.visit, of: outlet, by: meter, at: now)
        guest.log.begin(transaction, at: now)
    }

    /// The charge is over: no current flows.
    mutating func endCharge(_ reason: StopReason, of outlet: Outlet, at now: SimTime) {
        assert(stage == .charging, "a charge ends once")
        rest(at: now)
        guest.log.end(reason, with: delivered(at: now), at: now)
        guest.log.explain(guest.visit, missing: guest.intake.missedEnergy, of: outlet)
        stage = .finished(isLocked: false)
    }

    /// The driver unplugs the car while the charge goes on.
    mutating func unplugCar() -> BayFact? {
        assert(stage == .charging, "a charge goes on at the plug of a car that charges")
        guest.isCarGone = true
        return .unplugged
    }

    /// The lock keeps the cable of a charge that is over.
    mutating func keepCable() {
        assert(stage == .finished(isLocked: false), "only a cable that is in can be kept")
        stage = .finished(isLocked: true)
        guest.tries = 0
    }

    /// The lock lets go of the cable, upon which a driver who waits for that takes it.
    mutating func letGo(
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        keepsCable ? giveUp(at: now, into: &output) : nil
    }

    /// The driver takes the cable along, or first has it let go of.
    mutating func fetchCable(
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        guard keepsCable, hasPatience else { return giveUp(at: now, into: &output) }
        startTry()
        pause(at: now, into: &output)
        return .wantsCable
    }

    /// The driver notices that the charge is over and comes.
    mutating func comeForCable(
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        guard keepsCable else { return giveUp(at: now, into: &output) }
        output.schedule(alarm(.driver, at: now + guest.visit.identifiesAfter))
        return nil
    }

    /// The driver unplugs and goes, if there is one.
    mutating func giveUp(
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        guard stage != nil else { return nil }
        stage = .leaving
        output.schedule(alarm(.driver, at: now + guest.visit.unplugsAfter))
        return .givesUp
    }

    mutating func leave(at now: SimTime) -> BayFact? {
        guard stage != nil else { return nil }
        assert(stage != .charging && now >= guest.seated, "a charge ends before its car goes")
        guest.log.left = now
        guest.log.explainIfNeverStarted(guest.visit)
        stage = nil
        timers.cancel(.driver)
        timers.cancel(.departure)
        return .vacated
    }

    /// What has become of the visit if it ends now, as it is; nil: the bay is free.
    func visitLog(endingAt now: SimTime, of outlet: Outlet) -> VisitLog? {
        var bay = self
        bay.guest.log.hasComeToEnd = true
        if bay.stage == .charging { bay.endCharge(.other, of: outlet, at: now) }
        return bay.leave(at: now) == nil ? nil : bay.guest.log
    }

    /// The mains are gone: who does not charge yet goes.
    mutating func loseMains(
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        guard isArriving || hasWaitingCar else { return nil }
        guest.log.metFault = true
        return isArriving ? leave(at: now) : giveUp(at: now, into: &output)
    }

    mutating func fail() {
        isFaulted = true
        if stage != nil { guest.log.metFault = true }
    }

    mutating func mend() { isFaulted = false }

    /// What stands in the way of charging.
    mutating func note(_ hindrance: VisitLog.Hindrance) {
        if stage != nil { guest.log.hindrance = hindrance }
    }

    /// The CSMS has given a transaction an id, which is noted if it is the visit's.
    mutating func name(transaction number: UInt32, _ id: TransactionID) {
        if stage != nil, guest.log.transaction == number { guest.log.transactionID = id }
    }
}

// What flows.
extension Bay {
    /// No more than this flows into the car from now on, in milliwatt-hours.
    mutating func allow(_ milliwattHours: Int64, from now: SimTime) {
        guest.intake.allow(milliwattHours, by: meter, from: now)
    }

    /// Shows the car nothing, until what it may have is decided.
    mutating func withhold(_ offer: Offer, of outlet: Outlet, at now: SimTime) {
        guest.intake.show(offer.withheld)
        rest(at: now)
        noteMissed(at: outlet, now, lacks: lacking(at: now) > 0)
    }

    /// Lets nothing flow.
    mutating func rest(at now: SimTime) {
        timers.cancel(.full)
        meter.run(at: 0, from: now)
        guest.intake.rest(at: now)
    }

    /// Lets the car draw what it can of an offer, and predicts when that changes by itself.
    mutating func take(_ offer: Offer, of outlet: Outlet, at now: SimTime) -> CarDraw {
        assert(stage == .charging, "only a car that charges takes an offer")
        assert(offer.isWithin(outlet), "a car is offered no more than its outlet gives")
        let missing = lacking(at: now)
        let draw = draw(offer, of: outlet, missing, at: now)
        let lacks = guest.intake.isOfBattery ? lacking(at: now) > 0 : missing > 0
        noteMissed(at: outlet, now, lacks: lacks)
        return draw
    }

    private mutating func draw(
        _ offer: Offer,
        of outlet: Outlet,
        _ missing: Int64,
        at now: SimTime
    ) -> CarDraw {
        guard !isFaulted, missing <= 0 || offer.isNothing || now >= guest.wakes else {
            guest.intake.show(offer)
            rest(at: now)
            guard !isFaulted else { return CarDraw() }
            return CarDraw(flow: .heldByCar, next: alarm(.full, at: guest.wakes))
        }
        let reaction = missing > 0 ? guest.visit.vehicle.reacts : .zero
        let (followed, changes) = guest.intake.follow(offer, after: reaction, at: now)
        timers.cancel(.full)
        guard !followed.isNothing || changes == nil else {
            meter.run(at: 0, from: now)
            return CarDraw(flow: .heldByCar, next: changes.map { alarm(.full, at: $0) })
        }
        let flow = guest.intake.flow(
            of: followed,
            into: guest.visit.vehicle,
            missing,
            by: outlet,
            at: now
        )
        guard let lasts = flow.lasts else {
            rest(at: now)
            // Where both sides hold back it is the charger's that counts.
            guard !offer.isNothing else { return CarDraw(flow: .heldByCharger) }
            let isFull = lacking(at: now) <= 0
            return CarDraw(flow: .heldByCar, next: isFull ? leaveWhenFull(at: now) : nil)
        }
        assert(offer.covers(flow.milliwatts, volts: outlet.volts), "no car draws beyond its offer")
        meter.run(at: flow.milliwatts, from: now)
        guard !offer.isNothing else { return CarDraw(flow: .heldByCharger) }
        let allowed = guest.intake.allowanceEnds(at: flow.milliwatts, by: meter, from: now)
        let turn = min(now + lasts, changes ?? .distantFuture, allowed)
        assert(turn > now, "a flow lasts")
        return CarDraw(flow: .flows, next: alarm(.full, at: turn))
    }

    /// The moment has come at which what flows ends by itself, or a car begins that waited for it.
    mutating func fill(at now: SimTime) -> Filling? {
        guard stage == .charging else { return nil }
        let isUsedUp = guest.intake.isAllowanceUsedUp(by: meter, at: now)
        // A car that still lacks something has waited for its own timer, or has followed a raise; a
        // battery that took less than it was given may go on with another power.
        if !isUsedUp, guest.intake.isOfBattery || lacking(at: now) > 0 { return .goesOn }
        rest(at: now)
        return isUsedUp ? .allowanceIsUsedUp : .isFull(leaveWhenFull(at: now))
    }

    /// The departure of a driver who only waits for that, or for a charge that will bring no more.
    mutating func leaveWhenFull(at now: SimTime) -> BayAlarm? {
        guard !timers.isArmed(.departure), let overstay = guest.overstay else { return nil }
        return alarm(.departure, at: now + overstay)
    }

    /// What of what it could take keeps the car from drawing more, from now on.
    private mutating func noteMissed(at outlet: Outlet, _ now: SimTime, lacks: Bool) {
        let cause = lacks ? hindrance(at: outlet, now) : nil
        let vehicle = guest.visit.vehicle
        let drawn = guest.intake.note(cause, vehicle, at: outlet, by: meter, now: now)
        guest.log.greatestMilliwatts = max(guest.log.greatestMilliwatts, drawn)
    }
}
