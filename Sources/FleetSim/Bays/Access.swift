import Scenarios

/// How drivers get a charger to charge.
struct Access {
    enum Way: UInt8 {
        case card, pin
        /// The CSMS is asked, and starts and stops the charge.
        case remote
        /// Plugging in identifies.
        case plug
        /// No CSMS is asked; a driver who is asked all the same has a card.
        case free
    }

    /// As its model has it.
    var model = AccessBehaviour()
    /// Each as often.
    var ways: [Way] = [.card]
    /// Whether a PIN unlocks it, or only a start from afar.
    var unlocksByPIN = true

    /// Whether a driver identifies before plugging in.
    var isLockedWhenAvailable: Bool { model.isLockedWhenAvailable }

    /// Whether the driver's own cable goes into the charger before it goes into the car.
    var takesCableFirst: Bool { model.cable == .socket }

    func way(of visit: Visit) -> Way { ways[Int(visit.choice) * ways.count / 256] }

    /// Whether a driver identifies before anything else, unless the charger is open.
    func asksFirst(_ visit: Visit) -> Bool {
        guard isLockedWhenAvailable else { return false }
        return switch way(of: visit) {
        case .card, .pin, .remote, .free: true
        case .plug: false
        }
    }
}

/// What a driver wants of the CSMS, by its app, the code on the charger or its hotline.
struct DriverWish: Equatable {
    enum Kind: UInt8 {
        case start, stop
        /// To be let go of by a lock.
        case unlock
    }

    var kind: Kind
    var connector: UInt8
    var token: Token
}
