/// A bay as OCPP 1.6 sees it: a connector with a state, and what the CSMS knows of it.
struct Connector {
    var bay: Bay
    /// Its state apart from any fault.
    private(set) var state = ChargePointStatus.available
    /// What was wrong with it when it failed first.
    private var errorCode = ChargePointErrorCode.noError
    /// What the CSMS was told last; nil: nothing since the charger came up.
    var reported: ChargePointStatus?
    var service = Service()
    /// Its own faults, those of the charger apart.
    var faults = Overlap()
    var claim: Claim?
    /// When it came into the state that the CSMS is to see.
    private(set) var since = SimTime.zero
    var timers = TimerGenerations<ChargerTimer, 4>()
    var transaction: Transaction?
    /// Whose cable the lock keeps, as long as it does.
    var cableHolder = Rare<CableHolder>()

    init(number: Int) {
        bay = Bay(number: number)
    }

    /// From one, as OCPP counts.
    var number: Int { Int(bay.number) }

    /// What is wrong with it.
    var fault: ChargePointErrorCode? { bay.isFaulted ? errorCode : nil }

    /// The state that the CSMS is to see: a fault hides what is behind it.
    var status: ChargePointStatus { bay.isFaulted ? .faulted : state }

    /// Whether a charge can begin here.
    var isUsable: Bool { service.isOperative && !bay.isFaulted }

    /// Whether an arriving driver would pull up here.
    var invites: Bool { bay.isFree && isUsable && !service.ends && status != .reserved }

    /// Whether a car charges here exactly while a transaction runs, in a state that can end with it.
    var isConsistent: Bool {
        (transaction != nil) == (bay.stage == .charging) && (transaction == nil || isInTransaction)
    }

    private var isInTransaction: Bool {
        switch state {
        case .preparing, .charging, .suspendedEV, .suspendedEVSE: true
        case .available, .finishing, .reserved, .unavailable, .faulted: false
        }
    }

    mutating func move(to next: ChargePointStatus, at now: SimTime) {
        guard next != state else { return }
        precondition(
            bay.isFaulted || StatusTransitions.permits(state, to: next),
            "connector \(number) must not go from \(state) to \(next)"
        )
        state = next
        if !bay.isFaulted { since = now }
    }

    mutating func fail(_ code: ChargePointErrorCode, at now: SimTime) {
        if !bay.isFaulted { since = now }
        errorCode = code
        bay.fail()
    }

    /// Comes back to the state it would have by now.
    mutating func mend(at now: SimTime) {
        assert(bay.isFaulted, "only what has failed is mended")
        bay.mend()
        since = now
    }
}

extension Connector {
    /// The number of the transaction that runs here; it changes nothing, as `read` does not.
    mutating func runningTransaction() -> UInt32? { transaction?.number }

    /// What its meter shows, of an outlet with this supply.
    ///
    /// It changes nothing. But to be only looked at in its list a connector is copied whole: that took
    /// more instructions than the reading.
    mutating func read(
        _ context: ReadingContext,
        at now: SimTime,
        of all: Offer
    ) -> MeterReading {
        let register = bay.meter.milliwattHours(at: now)
        assert(register >= transaction?.lastSample ?? 0, "a register only grows")
        let offer = transaction == nil ? all.withheld : bay.offer ?? all
        return MeterReading(
            at: now,
            milliwattHours: register,
            intervalMilliwattHours: register - (transaction?.registerBefore(context) ?? register),
            milliwatts: bay.meter.milliwatts,
            offer: offer,
            phases: min(offer.phases, bay.vehicle?.phases ?? offer.phases),
            context: context
        )
    }
}
