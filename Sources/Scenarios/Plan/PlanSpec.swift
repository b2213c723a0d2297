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
    package var sharing: [SharingLaw] = []
    package var arrivals: [PlanArrivals] = []
    package var replications = PlanReplications()
    /// How long each replication is measured, after its warm-up.
    package var horizon: Duration = .seconds(30 * 86_400)
    /// What passes before that; nil: as long as the site and its drivers need (`WarmUp`).
    package var warmUp: Duration?
    package var targets: [PlanTarget] = []
    /// What makes one design smaller than another; nil: fewer bays, and then a lower limit.
    package var cost: PlanCost?

    package init() {}
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

    /// What reports call it, as in ‘for 16 drivers a day’.
    package var name: String {
        let many = perDay.map { "\($0.terse) driver\($0 == 1 ? "" : "s") a day" }
        return [many, preset?.id].compactMap(\.self).joined(separator: " as in ")
    }
}

/// How often each design is simulated, each time with other drivers.
package struct PlanReplications: Equatable, Sendable {
    package var minimum: Int
    package var maximum: Int
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

    package init(minimum: Int = 20, maximum: Int = 20, until: Until? = nil) {
        self.minimum = minimum
        self.maximum = maximum
        self.until = until
    }
}

/// What a design has to come to.
package struct PlanTarget: Equatable, Sendable {
    package var figure: PlanFigure
    package var isAtMost: Bool
    /// Whether the bound itself misses it.
    package var isStrict: Bool
    /// In the unit of the figure's quantity.
    package var bound: Double
    /// The share of horizons that are to keep it, each by itself; nil: the figure over all of them is.
    package var horizons: Double?
    /// As it is written.
    package var expression: String

    package init(
        _ figure: PlanFigure,
        isAtMost: Bool = true,
        isStrict: Bool = false,
        _ bound: Double,
        inShareOfHorizons horizons: Double? = nil,
        expression: String
    ) {
        self.figure = figure
        self.isAtMost = isAtMost
        self.isStrict = isStrict
        self.bound = bound
        self.horizons = horizons
        self.expression = expression
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
