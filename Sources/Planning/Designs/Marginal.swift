import Scenarios
import Statistics

/// What a little more of something would change, under the same drivers.
package struct Marginal: Equatable, Sendable {
    /// What there is more of.
    package enum Step: Equatable, Sendable {
        case bays(Int)
        /// Amperes of each line at the grid connection.
        case amperes(Double)
    }

    /// By how much a figure differs, going by its differences replication by replication.
    package struct Difference: Equatable, Sendable {
        package let figure: PlanFigure
        package let mean: Double
        /// The interval of the mean, at 95 %.
        package let low: Double
        package let high: Double
    }

    /// The index of the design that is changed.
    package let base: Int
    package let step: Step
    package let differences: [Difference]

    init(
        _ step: Step,
        from base: Int,
        _ before: DesignResult,
        _ after: DesignResult,
        figures: [PlanFigure]
    ) {
        self.step = step
        self.base = base
        differences = figures.compactMap { figure in
            // Drivers are the same in replications of one number: what they share drops out.
            let (old, new) = (before.values[figure.index], after.values[figure.index])
            let pairs = zip(old, new).compactMap { old, new in
                old.flatMap { old in new.map { (old, $0) } }
            }
            guard let gain = MeanEstimate(of: pairs.map(\.1), over: pairs.map(\.0)) else {
                // Where nothing is drawn there is one pair, and no more to know.
                guard before.replications == 1, let (old, new) = pairs.first else { return nil }
                let change = new - old
                return Difference(figure: figure, mean: change, low: change, high: change)
            }
            let interval = gain.interval(confidence: Estimate.confidence)
            let ends = Self.ends(of: before[figure], after[figure])
            return Difference(
                figure: figure,
                mean: gain.mean,
                low: min(interval.lowerBound, ends?.lowerBound ?? .infinity),
                high: max(interval.upperBound, ends?.upperBound ?? -.infinity)
            )
        }
        assert(differences.allSatisfy { !($0.low > $0.high) }, "an interval has its low end below")
    }
}

extension Marginal {
    /// By how much a figure may differ that hardly a replication saw; nil where enough did.
    ///
    /// Pairs tell little of it, so it is as much as the intervals of both allow.
    private static func ends(of before: Estimate?, _ after: Estimate?) -> ClosedRange<Double>? {
        guard let before, let after, before.isRare || after.isRare else { return nil }
        return after.low - before.high...after.high - before.low
    }
}

extension Design {
    /// The designs that have a little more of something, as far as there is something to add to.
    func steps(at site: SiteSpec, group: Int) -> [(step: Marginal.Step, design: Design)] {
        assert(1...site.chargers.count ~= group, "groups are counted from 1")
        let bays = site.chargers[group - 1].model.connectors
        var more = self
        more.bays += bays
        guard let amperes = limit ?? site.power?.minimumAmperes else {
            return [(.bays(bays), more)]
        }
        var stronger = self
        stronger.limit = amperes + Self.moreAmperes
        return [(.bays(bays), more), (.amperes(Self.moreAmperes), stronger)]
    }

    private static let moreAmperes = 10.0
}
