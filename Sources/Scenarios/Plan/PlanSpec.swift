/// Which designs of a site are to be compared, and what the right one has to come to.
package struct PlanSpec: Equatable, Sendable {
    /// The entry of the fleet that is planned; nil: the only one.
    package var site: String?
    /// The numbers of bays; empty: as the fleet has it.
    package var bays: [Int] = []
    /// The group of chargers that makes up the number, counted from one.
    package var group = 1
    /// The limits of each line at the grid connection, in amperes; empty: as the fleet has it.
    package var limits: [Double] = []
    package var sharing: [PowerSpec.Sharing] = []
    package var arrivals: [PlanArrivals] = []
    package var replications = PlanReplications()
    /// How long each replication is measured, after its warm-up.
    package var horizon: Duration = .seconds(30 * 86_400)
    package var warmUp: Duration = .zero
    package var targets: [PlanTarget] = []
    /// What makes one design smaller than another; nil: fewer bays, and then a lower limit.
    package var cost: PlanCost?

    package init() {}
}

extension PlanSpec {
    /// How long a site is measured: where sessions are listed, to the end of the day of the last.
    package func horizon(at site: SiteSpec) -> Duration {
        guard let last = site.arrivals.sessions?.map(\.departs).max(), last > warmUp else {
            return horizon
        }
        let day: Int64 = 86_400
        let days = (last.components.seconds + day - 1) / day
        return min(horizon, .seconds(days * day) - warmUp)
    }
}

/// Other drivers than the fleet says.
package struct PlanArrivals: Equatable, Sendable {
    /// The name of a preset, and its figures.
    package var preset: ArrivalPreset?
    package var perDay: Double?

    package init(preset: ArrivalPreset? = nil, perDay: Double? = nil) {
        self.preset = preset
        self.perDay = perDay
    }

    /// What reports call it.
    package var name: String {
        [preset?.id, perDay.map { "\($0.terse)/d" }].compactMap(\.self).joined(separator: " ")
    }
}

/// How often each design is simulated, each time with other drivers.
package struct PlanReplications: Equatable, Sendable {
    package var least: Int
    package var most: Int
    /// It is enough as soon as the interval of a figure is that narrow; nil: only by the number.
    package var until: Until?

    package struct Until: Equatable, Sendable {
        /// The half-width, as a share of the mean.
        package var precision: Double
        package var figure: PlanFigure

        package init(_ precision: Double, of figure: PlanFigure) {
            self.precision = precision
            self.figure = figure
        }
    }

    package init(least: Int = 10, most: Int = 10, until: Until? = nil) {
        self.least = least
        self.most = most
        self.until = until
    }
}

/// What a design has to come to.
package struct PlanTarget: Equatable, Sendable {
    package var figure: PlanFigure
    package var isAtMost: Bool
    /// In the unit of the figure's quantity.
    package var bound: Double
    /// As it is written.
    package var expression: String

    package init(
        _ figure: PlanFigure,
        isAtMost: Bool = true,
        _ bound: Double,
        expression: String
    ) {
        self.figure = figure
        self.isAtMost = isAtMost
        self.bound = bound
        self.expression = expression
    }

    package func holds(for value: Double) -> Bool {
        isAtMost ? value <= bound : value >= bound
    }
}

/// What a design costs, in any currency.
package struct PlanCost: Equatable, Sendable {
    package var bay: Double
    /// Of each line's ampere at the grid connection.
    package var ampere: Double

    package init(bay: Double = 0, ampere: Double = 0) {
        self.bay = bay
        self.ampere = ampere
    }
}
