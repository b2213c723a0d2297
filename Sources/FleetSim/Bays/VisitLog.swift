/// What became of a visit.
///
/// Small members stand behind an optional's tag, where they take no room of their own: every bay has one of
/// these.
struct VisitLog {
    var plugged: SimTime?
    var reason: StopReason?
    /// Whether the driver got as far as identifying.
    var hasIdentified = false
    /// Whether the CSMS asked for the charge, and not the driver.
    var isStartedRemotely = false
    /// Whether the charger had no power, or the bay failed, while the car was there.
    var metFault = false
    /// Whether the driver himself came to end the charge.
    var hasComeToEnd = false
    /// What last stood in the way of charging; nil: nothing does.
    var hindrance: Hindrance?
    var started: SimTime?
    var stopped: SimTime?
    /// The CSMS's id of the transaction, once it has given one.
    var transactionID: TransactionID?
    var left = SimTime.zero
    var deliveredMilliwattHours: Int64 = 0
    /// The most that the car drew at any moment.
    var greatestMilliwatts: Int64 = 0
    /// Why energy was missing, if any was.
    private(set) var shortfall = Rare<Shortfall>()
    /// The charger's own number of the last transaction.
    var transaction: UInt32?

    enum Hindrance: UInt8 {
        /// The CSMS refused the token, or a list that it gave did.
        case refused
        /// The charger had no connection to ask over, and did not know the token.
        case offline
        /// The CSMS was asked, and gave no answer, or none that could be read.
        case unanswered
        /// The CSMS was asked, and answered with an error.
        case answeredByError
        /// The bay is kept for another.
        case taken
        /// The bay cannot be used.
        case outOfUse
    }

    mutating func begin(_ number: UInt32, at now: SimTime) {
        assert(plugged.map { $0 <= now } != false, "a charge begins after the car is plugged in")
        started = now
        // An earlier charge of the visit is over: what it came to is not that of this one.
        (stopped, reason, shortfall) = (nil, nil, Rare())
        transaction = number
        transactionID = nil
        hindrance = nil
    }

    mutating func end(_ reason: StopReason, with milliwattHours: Int64, at now: SimTime) {
        assert(started.map { $0 <= now } == true, "a charge ends after it has begun")
        assert(milliwattHours >= 0, "a car is charged, and not emptied")
        deliveredMilliwattHours = milliwattHours
        stopped = now
        self.reason = reason
    }

    /// Notes why energy was missing when a charge ended; what could not be drawn is in nanowatt-hours.
    ///
    /// What is missing is laid to the stay as far as the charger alone could not have given it in that
    /// time, to the car as far as it could not have taken it, and the rest to what held it back. A charge
    /// that its driver did not end was too short by a fault.
    mutating func explain(_ visit: Visit, missing missed: Shortfall, of outlet: Outlet) {
        let wanted = visit.demandMilliwattHours
        let missing = wanted - deliveredMilliwattHours
        guard missing > 0, let started, let stopped else { return }
        let span = stopped - started
        let given = Energy.milliwattHours(outlet.all.milliwatts(volts: outlet.volts), over: span)
        var shortfall = Shortfall()
        shortfall[hasComeToEnd ? .stay : .fault] = min(missing, max(0, wanted - given))
        var rest = missing - min(missing, max(0, wanted - given))
        let maximum = min(wanted, given)
        let taken = min(maximum, visit.unhindered(over: span, of: outlet))
        shortfall[.vehicle] = min(rest, maximum - taken)
        rest -= shortfall[.vehicle]
        shortfall += missed.scaled(to: rest, orAll: hasComeToEnd ? .stay : .fault)
        assert(shortfall.sum == missing, "all that is missing has its causes")
        self.shortfall = Rare(shortfall)
    }

    /// Notes why energy was missing where no charge began.
    mutating func explainIfNeverStarted(_ visit: Visit) {
        guard started == nil, visit.demandMilliwattHours > 0 else { return }
        let cause: Shortfall.Cause = metFault || hindrance != nil ? .fault : .stay
        shortfall = Rare(Shortfall(visit.demandMilliwattHours, for: cause))
    }
}

extension Visit {
    /// What the car would have drawn in a span of time if nothing but its outlet had limited it.
    fileprivate func unhindered(over span: SimDuration, of outlet: Outlet) -> Int64 {
        let plug = outlet.plug(of: vehicle)
        var charge = Charge(of: vehicle, wanting: demandMilliwattHours, at: plug)
        let end = SimTime.zero + span
        charge.draw(plug.maximum, from: .zero)
        while let change = charge.changes, change < end, !charge.isDone {
            charge.draw(plug.maximum, from: change)
        }
        return charge.milliwattHours(at: end)
    }
}

/// Why a charge ended, whatever the charger speaks; the names are those of reports.
///
/// Each version of OCPP has reasons of its own, into which its firmware puts these: those of 1.6 happen to be
/// the same, those of 2.0.1 are others.
enum StopReason: String {
    case local = "Local"
    case evDisconnected = "EVDisconnected"
    case remote = "Remote"
    case deAuthorized = "DeAuthorized"
    case emergencyStop = "EmergencyStop"
    case hardReset = "HardReset"
    case other = "Other"
    case powerLoss = "PowerLoss"
    case reboot = "Reboot"
    case softReset = "SoftReset"
    case unlockCommand = "UnlockCommand"
}
