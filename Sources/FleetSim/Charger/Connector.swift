/// One connector with its bay: its state, its meter and the car that stands there.
struct Connector {
    /// How far the driver in the bay has got.
    enum Step: UInt8 {
        /// No driver is there.
        case vacant
        /// In the bay, about to plug in.
        case arriving
        /// Plugged in, about to identify.
        case plugged
        /// Identified; the answer is awaited.
        case authorising
        /// A transaction runs.
        case charging
        /// The transaction is over and the car still plugged in.
        case stopped
        /// About to unplug and go.
        case leaving
    }

    /// From one, as OCPP counts.
    let number: Int
    /// Its state apart from any fault.
    private(set) var state = ChargePointStatus.available
    /// What is wrong with it.
    private(set) var fault: ChargePointErrorCode?
    /// When it came into the state that the CSMS is to see.
    private(set) var since = SimTime.zero
    /// What the CSMS was told last; nil: nothing since the charger came up.
    var reported: ChargePointStatus?
    var isOperative = true
    /// Goes out of service when whatever happens here has ended.
    var endsOperation = false
    var meter = Meter()
    var timers = TimerGenerations<7>()
    var step = Step.vacant
    var visit: Visit?
    /// How a battery fills that does not take all it is given.
    var charge = Rare<Charge>()
    var log = VisitLog()
    var transaction: Transaction?
    var claim: Claim?
    /// How often the driver has tried to identify.
    var tries = 0
    /// Whether the driver's cable is in the socket, while it is not yet in the car.
    var isCableIn = false
    /// Whether the car was unplugged while its transaction ran.
    var isCarGone = false
    /// Who has to present a tag before the lock lets go of the cable.
    var keeper = Rare<CableKeeper>()

    init(number: Int) {
        self.number = number
    }

    /// The state that the CSMS is to see: a fault hides what is behind it.
    var status: ChargePointStatus { fault == nil ? state : .faulted }

    /// Whether a charge can begin here.
    var isUsable: Bool { isOperative && fault == nil }

    /// Whether an arriving driver would pull up here.
    var invites: Bool {
        step == .vacant && isUsable && !endsOperation && status != .reserved
    }

    /// Whether a car is plugged in whose driver has yet to be told if it may charge.
    var hasWaitingCar: Bool { step == .plugged || step == .authorising }

    mutating func move(to next: ChargePointStatus, at now: SimTime) {
        guard next != state else { return }
        precondition(
            fault != nil || StatusTransitions.permits(state, to: next),
            "connector \(number) must not go from \(state) to \(next)"
        )
        state = next
        if fault == nil { since = now }
    }

    mutating func fail(_ code: ChargePointErrorCode, at now: SimTime) {
        if fault == nil { since = now }
        fault = code
    }

    /// Comes back to the state it would have by now.
    mutating func mend(at now: SimTime) {
        fault = nil
        since = now
    }
}

/// What became of a visit.
///
/// Small members stand behind an optional's tag, where they take no room of their own: every connector has one
/// of these.
struct VisitLog {
    var plugged: SimTime?
    var reason: StopTransaction.Reason?
    /// Whether the driver got as far as identifying.
    var hasIdentified = false
    /// Whether the charger had no power, or the connector failed, while the car was there.
    var metFault = false
    /// The charger's own number of the last transaction.
    var transaction: UInt32?
    /// What last stood in the way of charging; nil: nothing does.
    var hindrance: Hindrance?
    var started: SimTime?
    var stopped: SimTime?
    /// The CSMS's id of the last transaction, once it has given one.
    var transactionID: Int?
    var left = SimTime.zero
    var deliveredMilliwattHours: Int64 = 0

    enum Hindrance: UInt8 {
        /// The CSMS refused the tag, or a list that it gave did.
        case refused
        /// The charger had no connection to ask over, and did not know the tag.
        case offline
        /// The CSMS was asked, and gave no answer that could be used.
        case unanswered
        /// The connector is kept for another.
        case taken
        /// The connector cannot be used.
        case outOfUse
    }
}
