/// One visit of an EV, from arrival to leaving.
package struct SessionRecord: Equatable, Sendable {
    package enum Outcome: UInt8, CaseIterable, Sendable {
        case served, short, balked, reneged, refused, faulted

        package var name: String {
            switch self {
            case .served: "served"
            case .short: "short"
            case .balked: "balked"
            case .reneged: "reneged"
            case .refused: "refused"
            case .faulted: "faulted"
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
    package var stopped: SimTime?
    package var left: SimTime?
    package var requestedMilliwattHours: Int64
    package var deliveredMilliwattHours: Int64
    /// In watt-hours, where it was reckoned finer than in milliwatt-hours.
    package var deliveredExactly: Double?
    package var outcome: Outcome
    /// OCPP's stop reason, when there was a transaction.
    package var reason: String?
    package var transaction: Int32?

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
        transaction: Int32? = nil
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

    /// The order of a batch: by when a visit was over, then by what identifies it.
    static func precedes(_ one: SessionRecord, _ other: SessionRecord) -> Bool {
        (one.left ?? one.arrived, one.site, one.visit)
            < (other.left ?? other.arrived, other.site, other.visit)
    }
}
