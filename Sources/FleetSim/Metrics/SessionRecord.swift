/// One visit of an EV, from arrival to leaving.
package struct SessionRecord: Equatable, Sendable {
    /// How a visit ended, and why.
    package enum Outcome: UInt8, CaseIterable, Sendable {
        /// The car got what its driver wanted, or less.
        case served, short
        /// No bay was free; the driver waited for one, or stood in it, and left before charging.
        case balked, reneged
        /// The CSMS refused the tag, or a list that it gave the charger.
        case refused
        /// The charger had no power, or its connector could not be used.
        case faulted
        /// The charger had no connection to ask over, and did not know the tag.
        case offline
        /// The CSMS was asked, and gave no answer that could be used.
        case unanswered
        /// The connector was kept for another.
        case taken
        /// The car was still there when the run ended.
        case open

        package var name: String {
            switch self {
            case .served: "served"
            case .short: "short"
            case .balked: "balked"
            case .reneged: "reneged"
            case .refused: "refused"
            case .faulted: "faulted"
            case .offline: "offline"
            case .unanswered: "unanswered"
            case .taken: "taken"
            case .open: "open"
            }
        }

        /// The same in a few words.
        package var meaning: String {
            switch self {
            case .served: "got what was wanted"
            case .short: "got less than was wanted"
            case .balked: "no bay was free"
            case .reneged: "left before charging"
            case .refused: "refused by the CSMS"
            case .faulted: "charger without power or out of use"
            case .offline: "charger offline, tag unknown to it"
            case .unanswered: "no answer of the CSMS, or an error"
            case .taken: "connector kept for another"
            case .open: "not over when the run ended"
            }
        }
    }

    /// The index of the site and of the visit there: together they identify it.
    package var site: Int32
    package var visit: Int32
    /// Fleet-wide index; nil for a car that never got a bay.
    package var charger: Int32?
    package var connector: Int32?
    /// Its name in a list of sessions; nil: it was drawn.
    package var label: String?
    package var tag: String?
    package var arrived: SimTime
    package var plugged: SimTime?
    package var started: SimTime?
    /// Whether the CSMS asked for the charge, and not the driver.
    package var isStartedRemotely = false
    package var stopped: SimTime?
    package var left: SimTime?
    package var requestedMilliwattHours: Int64
    package var deliveredMilliwattHours: Int64
    /// In watt-hours, where it was reckoned finer than in milliwatt-hours.
    package var deliveredExactly: Double?
    package var outcome: Outcome
    /// The reason of a session without a transaction whose tag the CSMS answered with a CALLERROR.
    package static let answeredByError = "CallError"

    /// OCPP's stop reason, when there was a transaction.
    package var reason: String?
    package var transaction: TransactionID?
    /// Why energy was missing; nil: the visit is not over.
    package var shortfall: Shortfall?

    package init(
        site: Int32,
        visit: Int32,
        charger: Int32? = nil,
        connector: Int32? = nil,
        tag: String? = nil,
        arrived: SimTime,
        plugged: SimTime? = nil,
        started: SimTime? = nil,
        stopped: SimTime? = nil,
        left: SimTime? = nil,
        requestedMilliwattHours: Int64,
        deliveredMilliwattHours: Int64,
        outcome: Outcome,
        reason: String? = nil,
        transaction: TransactionID? = nil
    ) {
        self.site = site
        self.visit = visit
        self.charger = charger
        self.connector = connector
        self.tag = tag
        self.arrived = arrived
        self.plugged = plugged
        self.started = started
        self.stopped = stopped
        self.left = left
        self.requestedMilliwattHours = requestedMilliwattHours
        self.deliveredMilliwattHours = deliveredMilliwattHours
        self.outcome = outcome
        self.reason = reason
        self.transaction = transaction
    }

    /// In watt-hours, as finely as is known.
    package var deliveredWattHours: Double {
        deliveredExactly ?? Double(deliveredMilliwattHours) / 1_000
    }

    /// Whether its times follow each other, and no more energy is missing than was wanted.
    package var isConsistent: Bool {
        let times = [arrived, plugged, started, stopped, left].compactMap(\.self)
        // Studies on fixed data round what they reckon in floating point.
        let missing = shortfall.map { $0.sum <= requestedMilliwattHours + 1 } ?? true
        return requestedMilliwattHours >= 0 && deliveredMilliwattHours >= 0 && missing
            && zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
    }

    /// Whether a charge began for the driver: then he was served, if not always well.
    package var hasCharged: Bool {
        switch outcome {
        case .served, .short: true
        case .balked, .reneged: false
        case .refused, .faulted, .offline, .unanswered, .taken, .open: started != nil
        }
    }

    /// The order of a batch: by when a visit was over, then by what identifies it.
    static func precedes(_ one: SessionRecord, _ other: SessionRecord) -> Bool {
        (one.left ?? one.arrived, one.site, one.visit)
            < (other.left ?? other.arrived, other.site, other.visit)
    }
}
