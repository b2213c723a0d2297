/// A timer of a charger.
///
/// Each has one slot: setting it again replaces what was set before.
enum ChargerTimer: UInt8, CaseIterable, TimerSlot {
    // Of the charger as a whole.
    case boot, heartbeat, reconnect, callTimeout, retry, clockAligned, restart
    /// A charging profile's limit changes; a reservation of the whole charger ends; the next step of
    /// an update, of an upload, of a certificate's renewal.
    case profile, reservation, firmware, upload, renewal
    // Of one connector, or its bay.
    case driver, departure, connectionTimeOut, sample, full, status
    /// A reservation of the connector ends.
    case booking

    /// Who keeps its generation.
    enum Owner {
        case charger, connector
        case bay(BayTimer)
    }

    var owner: Owner {
        switch self {
        case .boot, .heartbeat, .reconnect, .callTimeout, .retry, .clockAligned, .restart,
            .profile, .reservation, .firmware, .upload, .renewal:
            .charger
        case .connectionTimeOut, .sample, .status, .booking: .connector
        case .driver: .bay(.driver)
        case .departure: .bay(.departure)
        case .full: .bay(.full)
        }
    }

    var isOfCharger: Bool { if case .charger = owner { true } else { false } }
    var isOfConnector: Bool { if case .connector = owner { true } else { false } }

    init(_ timer: BayTimer) {
        switch timer {
        case .driver: self = .driver
        case .departure: self = .departure
        case .full: self = .full
        }
    }

    var slot: Int {
        switch self {
        case .boot, .heartbeat, .reconnect, .callTimeout, .retry, .clockAligned, .restart,
            .profile, .reservation, .firmware, .upload, .renewal:
            Int(rawValue)
        case .connectionTimeOut: 0
        case .sample: 1
        case .status: 2
        case .booking: 3
        case .driver: BayTimer.driver.slot
        case .departure: BayTimer.departure.slot
        case .full: BayTimer.full.slot
        }
    }
}
