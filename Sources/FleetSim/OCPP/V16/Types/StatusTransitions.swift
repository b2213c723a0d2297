/// The moves that OCPP 1.6 permits between the states of a connector: 53 of them.
enum StatusTransitions {
    static func permits(_ from: ChargePointStatus, to: ChargePointStatus) -> Bool {
        switch from {
        case .available:
            switch to {
            case .preparing, .charging, .suspendedEV, .suspendedEVSE, .reserved, .unavailable,
                .faulted:
                true
            case .available, .finishing: false
            }
        case .preparing:
            switch to {
            case .available, .charging, .suspendedEV, .suspendedEVSE, .finishing, .faulted: true
            case .preparing, .reserved, .unavailable: false
            }
        case .charging:
            to != .charging && leavesTransaction(to)
        case .suspendedEV:
            to != .suspendedEV && leavesTransaction(to)
        case .suspendedEVSE:
            to != .suspendedEVSE && leavesTransaction(to)
        case .finishing, .reserved:
            switch to {
            case .available, .preparing, .unavailable, .faulted: true
            case .charging, .suspendedEV, .suspendedEVSE, .finishing, .reserved: false
            }
        case .unavailable:
            switch to {
            case .available, .preparing, .charging, .suspendedEV, .suspendedEVSE, .faulted: true
            case .finishing, .reserved, .unavailable: false
            }
        case .faulted:
            to != .faulted
        }
    }

    /// Where one can go from the three states in which a transaction runs.
    private static func leavesTransaction(_ to: ChargePointStatus) -> Bool {
        switch to {
        case .available, .charging, .suspendedEV, .suspendedEVSE, .finishing, .unavailable,
            .faulted:
            true
        case .preparing, .reserved: false
        }
    }
}
