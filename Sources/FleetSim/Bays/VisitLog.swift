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
    /// The charger's own number of the last transaction.
    var transaction: UInt32?
    /// What last stood in the way of charging; nil: nothing does.
    var hindrance: Hindrance?
    var started: SimTime?
    var stopped: SimTime?
    /// The CSMS's id of the transaction, once it has given one.
    var transactionID: Int?
    var left = SimTime.zero
    var deliveredMilliwattHours: Int64 = 0

    enum Hindrance: UInt8 {
        /// The CSMS refused the token, or a list that it gave did.
        case refused
        /// The charger had no connection to ask over, and did not know the token.
        case offline
        /// The CSMS was asked, and gave no answer that could be used.
        case unanswered
        /// The bay is kept for another.
        case taken
        /// The bay cannot be used.
        case outOfUse
    }

    mutating func begin(_ number: UInt32, at now: SimTime) {
        started = now
        transaction = number
        transactionID = nil
        hindrance = nil
    }

    mutating func end(_ reason: StopReason, with milliwattHours: Int64, at now: SimTime) {
        deliveredMilliwattHours = milliwattHours
        stopped = now
        self.reason = reason
    }
}

/// Why a charge ended, whatever the charger speaks; the names are those of reports.
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
