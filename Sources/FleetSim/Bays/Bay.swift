/// One place to charge at: its plug, lock and meter, the car that stands there, and its driver.
///
/// It speaks no protocol. A charger's program tells it what it offers and whether the driver may charge,
/// and is told what happens (`BayFact`). All that a driver does by himself is decided here, so it is the
/// same for every program.
struct Bay {
    /// How far the visit in a bay has got.
    enum Stage: Equatable {
        /// About to plug in; the driver's own cable may be in the socket already.
        case arriving(isCableIn: Bool)
        /// Plugged in, about to identify, or waiting for what becomes of it.
        case plugged(hasAsked: Bool)
        /// The charger lets it charge.
        case charging
        /// The charge is over, and the cable in; a lock may keep it.
        case finished(isLocked: Bool)
        /// About to unplug and go.
        case leaving
    }

    /// A driver with a car.
    struct Guest {
        let visit: Visit
        var stage = Stage.arriving(isCableIn: false)
        /// How often the driver has tried what he is at.
        var tries: UInt8 = 0
        /// Whether the car was unplugged while its charge went on.
        var isCarGone = false
        var log = VisitLog()
        var intake = Intake()
    }

    /// How long a driver waits before trying again.
    static let patience: SimDuration = .seconds(30)
    /// After this many tries in vain a driver gives up.
    static let mostTries: UInt8 = 4

    private(set) var meter = Meter()
    private(set) var guest: Guest?
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
        timers.goesOff(timer, generation: generation)
    }

    /// Whether a timer that is in the queue will count.
    func counts(_ timer: BayTimer, generation: UInt32) -> Bool {
        timers.counts(timer, generation: generation)
    }

    private mutating func set(
        _ timer: BayTimer,
        at moment: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) {
        output.schedule(alarm(timer, at: moment))
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
        precondition(guest == nil, "a bay holds one car")
        guest = Guest(visit: visit)
        let wait =
            isOpen || !access.asksFirst(visit) ? plugsAfter(visit, access) : visit.identifiesAfter
        set(.driver, at: now + wait, into: &output)
        if let departure = visit.departs(takingBayAt: now) {
            set(.departure, at: departure, into: &output)
        }
    }

    /// The driver's next step is due.
    mutating func driverActs(
        _ access: Access,
        _ readiness: Readiness,
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        guard let guest else { return nil }
        switch guest.stage {
        case .arriving(let isCableIn):
            if !readiness.isOpen, access.asksFirst(guest.visit) { return .identifies }
            if access.takesCableFirst, !isCableIn, readiness.isUsable {
                self.guest?.stage = .arriving(isCableIn: true)
                set(.driver, at: now + plugsAfter(guest.visit, access), into: &output)
                return .cableIn
            }
            guard readiness.takesPlugs else {
                note(.outOfUse)
                return leave(at: now)
            }
            self.guest?.log.plugged = now
            self.guest?.stage = .plugged(hasAsked: false)
            return .plugged
        case .plugged(let hasAsked): return hasAsked ? nil : .identifies
        case .charging: return unplugCar()
        case .finished: return fetchCable(at: now, into: &output)
        case .leaving: return leave(at: now)
        }
    }

    /// The time has come to drive on.
    mutating func departs(
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
            guest?.tries = 0
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
        set(.driver, at: now + plugsAfter(visit, access), into: &output)
    }

    /// Who has plugged in sets out to identify, when power gets cheap if he waits for that.
    mutating func comeToIdentify(
        _ access: Access,
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        guard let visit else { return nil }
        if visit.waitsUntil > now {
            set(.driver, at: visit.waitsUntil, into: &output)
            return nil
        }
        switch access.way(of: visit) {
        case .plug: return .identifies
        case .card, .pin, .remote, .free:
            set(.driver, at: now + visit.identifiesAfter, into: &output)
            return nil
        }
    }

    mutating func noteIdentified() {
        guest?.log.hasIdentified = true
        guest?.log.isStartedRemotely = false
    }

    /// The CSMS has asked for the charge.
    mutating func noteRemoteStart() { guest?.log.isStartedRemotely = true }

    /// The driver waits for the CSMS to start, as long as he has patience.
    mutating func awaitStart(at now: SimTime, into output: inout some BayOutput & ~Copyable) {
        guard let visit else { return }
        set(.driver, at: now + .milliseconds(Int64(visit.startPatience)), into: &output)
    }

    mutating func startTry() {
        let tries = tries
        guest?.tries = tries < .max ? tries + 1 : tries
    }

    /// What the driver was about to do is no longer needed.
    mutating func cancelAct() { timers.cancel(.driver) }

    /// The car waits for what becomes of a driver's request.
    mutating func awaitAnswer() {
        if case .plugged = guest?.stage { guest?.stage = .plugged(hasAsked: true) }
    }

    /// Nothing became of the driver's request: he can ask again.
    mutating func answerFailed() {
        if case .plugged = guest?.stage { guest?.stage = .plugged(hasAsked: false) }
    }

    /// The driver waits before he tries again.
    mutating func pause(at now: SimTime, into output: inout some BayOutput & ~Copyable) {
        set(.driver, at: now + Self.patience, into: &output)
    }

    /// How long plugging in takes: both ends of a cable, half of it each.
    private func plugsAfter(_ visit: Visit, _ access: Access) -> SimDuration {
        guard access.takesCableFirst else { return visit.plugsAfter }
        let half = SimDuration(nanoseconds: visit.plugsAfter.nanoseconds / 2)
        return isCableIn ? visit.plugsAfter - half : half
    }
}

// Charging and leaving.
extension Bay {
    /// The charger lets the car charge.
    mutating func beginCharge(transaction: UInt32, at now: SimTime) {
        timers.cancel(.driver)
        guest?.stage = .charging
        guest?.intake.begin(by: meter, at: now)
        guest?.log.begin(transaction, at: now)
    }

    /// The charge is over: no current flows.
    mutating func endCharge(_ reason: StopReason, at now: SimTime) {
        assert(stage == .charging && meter.milliwatts == 0, "a charge ends once, without current")
        let delivered = delivered(at: now)
        guest?.log.end(reason, with: delivered, at: now)
        guest?.stage = .finished(isLocked: false)
    }

    /// The driver unplugs the car while the charge goes on.
    mutating func unplugCar() -> BayFact? {
        guest?.isCarGone = true
        return .unplugged
    }

    /// The lock keeps the cable of a charge that is over.
    mutating func keepCable() {
        assert(stage == .finished(isLocked: false), "only a cable that is in can be kept")
        guest?.stage = .finished(isLocked: true)
        guest?.tries = 0
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
        guard keepsCable, let visit else { return giveUp(at: now, into: &output) }
        set(.driver, at: now + visit.identifiesAfter, into: &output)
        return nil
    }

    /// The driver unplugs and goes, if there is one.
    mutating func giveUp(
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        guard let visit else { return nil }
        guest?.stage = .leaving
        set(.driver, at: now + visit.unplugsAfter, into: &output)
        return .givesUp
    }

    mutating func leave(at now: SimTime) -> BayFact? {
        guard var guest else { return nil }
        guest.log.left = now
        self.guest = nil
        for timer in [BayTimer.driver, .departure] { timers.cancel(timer) }
        return .vacated(guest.log, guest.visit)
    }

    /// The mains are gone: who does not charge yet goes.
    mutating func loseMains(
        at now: SimTime,
        into output: inout some BayOutput & ~Copyable
    ) -> BayFact? {
        if isArriving {
            guest?.log.metFault = true
            return leave(at: now)
        }
        guard hasWaitingCar else { return nil }
        guest?.log.metFault = true
        return giveUp(at: now, into: &output)
    }

    mutating func fail() {
        isFaulted = true
        guest?.log.metFault = true
    }

    mutating func mend() { isFaulted = false }

    /// What stands in the way of charging.
    mutating func note(_ hindrance: VisitLog.Hindrance) { guest?.log.hindrance = hindrance }

    /// The CSMS has given a transaction an id, which is noted if it is the visit's.
    mutating func name(transaction number: UInt32, _ id: Int) {
        if guest?.log.transaction == number { guest?.log.transactionID = id }
    }
}

// What flows.
extension Bay {
    /// No more than this flows into the car from now on, in milliwatt-hours.
    mutating func allow(_ milliwattHours: Int64, from now: SimTime) {
        guest?.intake.registerAtMost = meter.milliwattHours(at: now) + milliwattHours
    }

    /// Shows the car nothing, until what it may have is decided.
    mutating func withhold(_ offer: Offer, at now: SimTime) {
        guest?.intake.offer = offer.withheld
        rest(at: now)
    }

    /// Lets nothing flow.
    mutating func rest(at now: SimTime) {
        timers.cancel(.full)
        meter.run(at: 0, from: now)
        guest?.intake.rest(at: now)
    }

    /// Lets the car draw what it can of an offer, and predicts when that changes by itself.
    mutating func take(_ offer: Offer, of outlet: Outlet, at now: SimTime) -> CarDraw {
        guard let guest else { return CarDraw() }
        assert(guest.stage == .charging && offer.milliamperes <= outlet.milliamperes)
        self.guest?.intake.offer = offer
        guard !isFaulted else {
            rest(at: now)
            return CarDraw()
        }
        let missing = missing(at: now)
        guard now >= guest.wakes || missing <= 0 || offer.isNothing else {
            rest(at: now)
            return CarDraw(flow: .heldByCar, next: alarm(.full, at: guest.wakes))
        }
        let flow = self.guest?.intake.flow(
            of: offer,
            into: guest.visit.vehicle,
            missing,
            by: outlet,
            at: now
        )
        timers.cancel(.full)
        guard let flow, let lasts = flow.lasts else {
            rest(at: now)
            // Where both sides hold back it is the charger's that counts.
            guard !offer.isNothing else { return CarDraw(flow: .heldByCharger) }
            let isFull = self.missing(at: now) <= 0
            return CarDraw(flow: .heldByCar, next: isFull ? leavesWhenFull(at: now) : nil)
        }
        meter.run(at: flow.milliwatts, from: now)
        guard !offer.isNothing else { return CarDraw(flow: .heldByCharger) }
        return CarDraw(flow: .flows, next: alarm(.full, at: now + lasts))
    }

    /// The moment has come at which what flows ends by itself, or a car begins that waited for it.
    mutating func fill(at now: SimTime) -> Filling? {
        guard let guest, guest.stage == .charging else { return nil }
        // A car that drew nothing has waited for its own timer; a battery that took less than it was
        // given may go on with another power.
        if meter.milliwatts == 0 || guest.intake.isOfBattery && !hasAllowance { return .goesOn }
        rest(at: now)
        return hasAllowance ? .allowanceIsUsedUp : .isFull(leavesWhenFull(at: now))
    }

    /// The departure of a driver who only waits for that.
    private mutating func leavesWhenFull(at now: SimTime) -> BayAlarm? {
        guard case .whenFull(let pause) = visit?.leaving else { return nil }
        return alarm(.departure, at: now + pause)
    }
}
