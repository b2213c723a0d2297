/// The people of a home or a firm, each with a car of his own that is away or plugged in.
package struct UserSpec: Equatable, Sendable {
    /// A site has no more people than this.
    package static let maximum = 16_383

    /// How often each of them plugs in.
    package enum Attendance: Equatable, Sendable {
        /// At random, so often per hour on average.
        case often(perHour: Double)
        /// Once on each of these days.
        case each(Weekdays)
    }

    /// Nil: as many as make the site's cars per day, or else one for each bay.
    package var count: Int?
    package var attendance: Attendance

    package init(plugInsPerWeek: Double = 4) {
        attendance = .often(perHour: plugInsPerWeek / 168)
    }

    /// How often each plugs in, per hour, be it at random or not.
    package var plugIns: Double {
        get {
            switch attendance {
            case .often(let perHour): perHour
            case .each(let days): Double(days.count) / 168
            }
        }
        set { attendance = .often(perHour: newValue) }
    }

    /// The days on each of which everybody comes; nil: they come at random.
    package var days: Weekdays? {
        get {
            guard case .each(let days) = attendance else { return nil }
            return days
        }
        set { if let newValue { attendance = .each(newValue) } }
    }
}

/// What makes a driver leave.
package enum LeavingSpec: Equatable, Sendable {
    /// The stay is over, which began when the car got a bay.
    case afterDwell
    /// The stay is over, which began when the driver came, whether or not he got a bay.
    case asPlanned
    /// The clock, in seconds after midnight; no stay is shorter than the shortest stay.
    case clock(at: Distribution, shortestStay: Duration)
    /// The car has what it wants, and this many seconds are over.
    case full(overstay: Distribution)
}

/// How long drivers handle cable and card, in seconds; guesses, as no measurements are published.
package struct HandlingSpec: Equatable, Sendable {
    /// From standing still to having plugged in.
    package var plug = Distribution.uniform(from: 15, to: 60)
    /// From plugging in to holding the card to the reader.
    package var identify = Distribution.uniform(from: 3, to: 20)
    /// From ending the charge to having unplugged.
    package var unplug = Distribution.uniform(from: 10, to: 60)

    package init() {}

    /// Nothing takes any time.
    package static var none: HandlingSpec {
        var spec = HandlingSpec()
        (spec.plug, spec.identify, spec.unplug) = (.constant(0), .constant(0), .constant(0))
        return spec
    }
}
