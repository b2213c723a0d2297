import Scenarios

/// What a report says of a plan: read once, rendered in any format.
package struct PlanSummary: Equatable {
    /// A figure over all replications, in the unit of its quantity, with its interval at 95 %.
    package struct Figure: Equatable {
        package var mean: Double
        package var low: Double
        /// Infinite where too little was seen to say how much it may be.
        package var high: Double
        /// What queueing theory says, where it has a model.
        package var theory: Double?
        /// What it did not exceed in 95 % of horizons, and in any.
        package var p95: Double?
        package var highest: Double?
    }

    /// In how many of the horizons simulated something was so, and the interval of that chance.
    package struct Horizons: Equatable {
        package var count: Int
        package var of: Int
        package var low: Double
        package var high: Double
    }

    package struct Target: Equatable {
        package var expression: String
        package var figure: PlanFigure
        package var verdict: PlanVerdict
        /// How sure it is that it is kept, from 0 to 1.
        package var certainty: Double
        /// About how many replications would decide it, where they have not; nil: unknown.
        package var needed: Int?
        /// In how many horizons the figure's own value did not keep the bound; nil: an older version
        /// did not say.
        package var beyond: Horizons?
    }

    package struct Design: Equatable {
        package var bays: Int
        /// Of each line, in amperes; nil: as the scenario has it, as are the next two.
        package var limit: Double?
        package var sharing: String?
        package var arrivals: String?
        package var cost: Double?
        package var replications: Int
        package var isOnFront: Bool
        /// Whether it is the smallest that meets all targets, for its drivers.
        package var isSmallest: Bool
        /// The model of queueing theory that fits; nil: none does.
        package var theory: String?
        /// Why none does.
        package var failing: String?
        /// About how many replications would decide what is undecided; nil: unknown.
        package var needed: Int?
        /// How long each replication was measured, after what; nil: an older version did not say.
        package var horizonMicroseconds: Int?
        package var warmUpMicroseconds: Int?
        /// In how many horizons a line drew more than its limit, and the upper end of the interval of
        /// that chance; nil: there is no limit for cars alone.
        package var overLimit: Int?
        package var overLimitHigh: Double?
        package var targets: [Target] = []
        /// By the index of each figure; nil: there was nothing to measure.
        package var figures: [Figure?] = PlanFigure.allCases.map { _ in nil }
        /// The share of the time with each number of occupied bays.
        package var occupancy: [Double] = []
        /// The watts that were not exceeded for 0, 1, … 100 % of the time.
        package var load: [Double] = []
        /// The share of the time in which each limit held a car back, by its index in the tree.
        package var binding: [Double] = []
        /// Mean watts and mean occupied bays in each half hour of the day; empty: an older version did not
        /// keep them, or less than a day was simulated.
        package var dayLoad: [Double] = []
        package var dayBays: [Double] = []

        package subscript(figure: PlanFigure) -> Figure? { figures[figure.index] }

        package var verdict: PlanVerdict { PlanVerdict(of: targets.map(\.verdict)) }
        /// Chance takes two replications to show.
        package var isCertain: Bool { replications == 1 }
        /// How sure the least sure target is.
        package var certainty: Double? { targets.map(\.certainty).min() }
    }

    /// What a little more of something would change at a design.
    package struct Step: Equatable {
        /// The index of the design.
        package var design: Int
        /// `bay` or `ampere`.
        package var kind: String
        package var amount: Double
        package var figure: PlanFigure
        package var difference: Figure
    }

    package var designs: [Design]
    package var steps: [Step]
    /// That its designs would need a longer warm-up, in words; nil: they do not, or an older version did not say.
    package var warmUpCut: String?

    /// What tables show: the figures of the targets, and those that planners ask for first, as far
    /// as they are anything but zero.
    package var shown: [PlanFigure] {
        let targets = designs.first?.targets.map(\.figure) ?? []
        return PlanFigure.shown(with: targets).filter { figure in
            targets.contains(figure) || designs.contains { ($0[figure]?.high ?? 0) > 0 }
        }
    }

    /// Whether nothing was drawn: then each design is simulated once, and no figure has an interval.
    package var isCertain: Bool { designs.contains(where: \.isCertain) }

    package var replications: Int { designs.reduce(0) { $0 + $1.replications } }
}
