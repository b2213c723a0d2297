// Who stands in a bay, and how far his visit has got.
extension Bay {
    /// How long a driver waits before trying again.
    static let patience: SimDuration = .seconds(30)
    /// After this many tries in vain a driver gives up.
    static let maximumTries: UInt8 = 4

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
    ///
    /// It is no optional: each look at one figure of it would copy all of it.
    struct Guest {
        let visit: Visit
        /// When he took the bay.
        let seated: SimTime
        var intake = Intake()
        // Behind what is wider, so that they take no more room than they have to.
        var log = VisitLog()
        /// How often the driver has tried what he is at.
        var tries: UInt8 = 0
        /// Whether the car was unplugged while its charge went on.
        var isCarGone = false

        /// What stands in for the driver of a free bay.
        static let none = Guest(visit: .none, seated: .zero)
    }
}
