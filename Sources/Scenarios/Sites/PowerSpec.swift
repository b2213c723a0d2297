/// What a site's electricity gives, and who shares it out by which rule.
package struct PowerSpec: Equatable, Sendable {
    /// Who says how much each charger may draw.
    package enum Control: String, CaseIterable, Sendable {
        case site, csms, both

        package var isBySite: Bool { self != .csms }
        package var isByCSMS: Bool { self != .site }
    }

    /// How the lines of the chargers are wired to those of the grid.
    package enum Wiring: Equatable, Sendable {
        /// Each charger one line further than the one before it.
        case rotated
        case alike
        /// Charger by charger, and from the start again where there are more.
        case listed([LineOrder])
    }

    /// At the grid connection; nil: only what stands beneath limits.
    package var limit: LineLimits?
    package var sharing = SharingLaw.maxMin
    /// How long a turn is where a rule takes turns.
    package var rotation: Duration = .seconds(900)
    /// How soon the least laxity is looked at again.
    package var laxityPause: Duration = .seconds(60)
    package var groups: [PowerGroupSpec] = []
    package var wiring = Wiring.rotated
    package var control = Control.site
    /// What draws at the connection beside EVs.
    package var loads: [LoadSpec] = []
    /// What the sun feeds in there.
    package var solar: [LoadSpec] = []
    package var meter = MeterSpec()
    package var pace = PaceSpec()
    /// How far below every limit EVs stay, in amperes.
    package var margin = 0.0
    /// Whether a rule goes by what drivers say of their departure, or by the truth.
    package var goesByStatedDepartures = true
    /// Where a CSMS shares: whether it has chargers tell currents, and which part of the drivers tells it
    /// when they leave, from 0 to 1.
    package var asksCurrents = true
    package var appDepartures = 0.0
    /// From a line to neutral.
    package var volts = 230.0
    /// The time between two decisions; nil: one whenever something happens.
    package var slot: Duration?
    /// Limits to sums of the stations' currents; nil: only the tree limits.
    package var constraints: [ConstraintSpec]?

    package init() {}

    /// What reports call the root of the tree.
    package static let connectionName = "connection"
}

/// How the first, second and third line of a charger are wired, in the letters of OCPP.
package enum LineOrder: String, CaseIterable, Sendable {
    case rst = "RST"
    case rts = "RTS"
    case srt = "SRT"
    case str = "STR"
    case trs = "TRS"
    case tsr = "TSR"
}

/// What each line may carry.
package enum LineLimits: Equatable, Sendable {
    /// In amperes.
    case currents(l1: Double, l2: Double, l3: Double)
    /// In watts over all three lines, each with its third.
    case power(Double)

    /// In amperes, L1 first.
    package func amperes(volts: Double) -> [Double] {
        switch self {
        case .currents(let l1, let l2, let l3): [l1, l2, l3]
        case .power(let watts): Array(repeating: watts / (3 * volts), count: 3)
        }
    }
}

/// Chargers of a site behind a limit of their own: a transformer, a feeder, a group.
package struct PowerGroupSpec: Equatable, Sendable {
    package var name = ""
    package var limit: LineLimits?
    /// The chargers that hang here and not at one of its groups, counted from one over the site.
    package var chargers: [Int] = []
    package var groups: [PowerGroupSpec] = []
    package var loads: [LoadSpec] = []
    package var solar: [LoadSpec] = []

    package init() {}

    /// The chargers of this group and of all beneath it.
    package var allChargers: [Int] { chargers + groups.flatMap(\.allChargers) }
    package var allNames: [String] { all.map(\.name) }
    /// This group and all beneath it, each before those that it feeds.
    package var all: [PowerGroupSpec] { [self] + groups.flatMap(\.all) }
}

/// How the power of other loads becomes known to the sharing rule.
package struct MeterSpec: Equatable, Sendable {
    /// Between two readings; zero: each change is seen at once.
    package var interval: Duration = .zero
    /// From a reading to its being known.
    package var delay: Duration = .zero

    package init(interval: Duration = .zero, delay: Duration = .zero) {
        self.interval = interval
        self.delay = delay
    }
}

/// How chargers follow what the rule has for them; down is always at once.
package struct PaceSpec: Equatable, Sendable {
    /// How long there must have been more before a charger gets more.
    package var raisesAfter: Duration = .zero
    /// The amperes that are not worth a change.
    package var threshold = 0.0

    package init(raisesAfter: Duration = .zero, threshold: Double = 0) {
        self.raisesAfter = raisesAfter
        self.threshold = threshold
    }

    package static let immediate = PaceSpec()
    /// As load balancers behind a meter are commonly set.
    package static let patient = PaceSpec(raisesAfter: .seconds(10), threshold: 0.5)
}
