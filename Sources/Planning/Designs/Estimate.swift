import Scenarios
import Statistics

/// A figure of a design over its replications, and how far that is to be trusted.
package struct Estimate: Equatable, Sendable {
    package static let confidence = 0.95

    package let mean: Double
    /// The interval that holds the true figure, at 95 %; the upper end is infinite where too little was
    /// seen to say how much it may be.
    package let low: Double
    package let high: Double
    /// How many replications measured it.
    package let count: Int
    /// How it was in single horizons.
    package let horizons: Horizons
    /// Whether so few replications saw it that their spread tells little.
    let isRare: Bool

    /// The figure as single replications had it: each is a horizon as one will be.
    package struct Horizons: Equatable, Sendable {
        /// What it does not exceed in 95 % of horizons.
        package let p95: Double
        package let highest: Double

        init(_ values: [Double]) {
            assert(!values.isEmpty, "a figure is of some horizons")
            let rising = values.sorted()
            let index = Int((0.95 * Double(rising.count)).rounded(.up)) - 1
            p95 = rising[max(0, min(index, rising.count - 1))]
            highest = rising[rising.count - 1]
        }
    }

    init(
        _ mean: Double,
        _ interval: ClosedRange<Double>,
        within bounds: ClosedRange<Double>,
        horizons values: [Double],
        isRare: Bool = false
    ) {
        self.mean = mean
        low = min(mean, max(interval.lowerBound, bounds.lowerBound))
        high = max(mean, min(interval.upperBound, bounds.upperBound))
        count = values.count
        horizons = Horizons(values)
        self.isRare = isRare
        assert(low <= mean && mean <= high, "the interval holds the figure, which is a number")
    }

    /// About how many replications would decide whether a target is kept; nil: unknown.
    ///
    /// With that many the interval, if the figure stays where it is, ends short of the bound with a
    /// probability of four fifths.
    func replicationsToDecide(_ target: PlanTarget) -> Int? {
        let distance = target.bound - mean
        let reach = distance > 0 ? high - mean : mean - low
        guard distance != 0, reach.isFinite, reach > 0 else { return nil }
        let ratio = reach / abs(distance) * Self.assurance
        let needed = Double(count) * ratio * ratio
        guard needed < Self.maximumReplications else { return nil }
        return max(count + 1, Int(needed.rounded(.up)))
    }

    /// (1.96 + 0.84) / 1.96: quantiles of the normal law at 97.5 % and 80 %.
    private static let assurance = 1.4294
    /// As many as a plan can have.
    static let maximumReplications = 100_000.0
}

/// All replications of one figure, as long as they are at hand.
struct FigureSample {
    let estimate: Estimate
    /// One value for each replication, nil where it measured none.
    ///
    /// Their mean is the figure and their spread is that of it, so that designs can be compared pair by
    /// pair, whatever the figure is made of.
    let values: [Double?]
    private let law: FigureLaw

    /// A figure of a site at which nothing is drawn: it is known from one replication.
    init?(certain value: Double?) {
        guard let value else { return nil }
        law = .known(value)
        values = [value]
        estimate = Estimate(
            value,
            value...value,
            within: -.infinity ... .infinity,
            horizons: [value]
        )
    }

    /// Nil where fewer than two replications measured it.
    init?(_ figure: PlanFigure, of replications: [Replication]) {
        let measured = replications.filter { $0[figure] != nil }
        guard let law = FigureLaw(figure, measured) else { return nil }
        self.law = law
        estimate = Estimate(
            law.figure,
            law.interval,
            within: figure.bounds,
            horizons: measured.compactMap { $0[figure] },
            isRare: law.isRare
        )
        var rest = law.values[...]
        values = replications.map { $0[figure] == nil ? nil : rest.popFirst() }
        assert(rest.isEmpty, "each replication that measured it has its value")
    }

    /// Whether it was not drawn.
    var isKnown: Bool {
        if case .known = law { true } else { false }
    }

    /// About how many replications would decide whether a target is kept; nil: unknown.
    func replicationsToDecide(_ target: PlanTarget) -> Int? {
        law.replicationsToTellAlike(target) ?? estimate.replicationsToDecide(target)
    }

    /// How sure it is that the true figure keeps a target, from 0 to 1.
    func certainty(of target: PlanTarget) -> Double {
        if case .known(let value) = law { return target.holds(for: value) ? 1 : 0 }
        // What the bound itself keeps is lost below it, and what it misses is kept there.
        let under =
            target.isAtMost == target.isStrict
            ? law.certainty(below: target.bound) : law.certainty(atMost: target.bound)
        return target.isAtMost ? under : 1 - under
    }
}

/// How replications are put together.
private enum FigureLaw {
    /// Nothing was drawn.
    case known(Double)
    case mean(MeanEstimate, of: [Double])
    case share(ShareEstimate)
    case quantile(PooledQuantile, FigureBasis.Seen)

    init?(_ figure: PlanFigure, _ measured: [Replication]) {
        let values = measured.map { $0[figure] ?? 0 }
        switch figure.basis {
        case .perHorizon:
            guard let mean = MeanEstimate(values) else { return nil }
            self = .mean(mean, of: values)
        case .meanOf(let weight):
            let linear = Self.weighted(values, by: measured.map { $0.weight(weight) })
            guard let mean = MeanEstimate(linear) else { return nil }
            self = .mean(mean, of: linear)
        case .shareOf(let weight):
            let weights = measured.map { $0.weight(weight) }
            let share = ShareEstimate(
                hits: zip(values, weights).map { min(max($0, 0), 1) * $1 },
                of: weights,
                units: measured.reduce(0) { $0 + $1.units(weight) }
            )
            guard let share else { return nil }
            self = .share(share)
        case .quantile(let share, let seen):
            let spreads = measured.map { $0.spread(seen) }
            // Visits can be counted; time cannot.
            let visits = spreads.reduce(0) { $0 + $1.total } / 2
            let units = seen == .waits || seen == .satisfaction ? visits : nil
            guard let quantile = PooledQuantile(share, of: spreads, units: units) else {
                return nil
            }
            self = .quantile(quantile, seen)
        }
    }

    /// What the mean by weight is made of, linearised around it.
    private static func weighted(_ values: [Double], by weights: [Double]) -> [Double] {
        assert(values.count == weights.count, "each value has its weight")
        assert(weights.allSatisfy { $0 >= 0 }, "nothing weighs less than nothing")
        let total = weights.reduce(0, +)
        guard total > 0, !weights.allSatisfy({ $0 == weights[0] }) else { return values }
        let mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
        let size = total / Double(weights.count)
        return zip(values, weights).map { mean + ($0 - mean) * ($1 / size) }
    }

    var figure: Double {
        switch self {
        case .known(let value): value
        case .mean(let mean, _): mean.mean
        case .share(let share): share.share
        case .quantile(let quantile, let seen): seen.value(atLevel: quantile.level)
        }
    }

    var isRare: Bool {
        switch self {
        case .known, .mean, .quantile: false
        case .share(let share): share.isRare
        }
    }

    var values: [Double] {
        switch self {
        case .known(let value): [value]
        case .mean(_, let values): values
        case .share(let share): share.values
        case .quantile(let quantile, let seen):
            quantile.values(confidence: Estimate.confidence, of: seen.value)
        }
    }

    var interval: ClosedRange<Double> {
        switch self {
        case .known(let value): return value...value
        case .mean(let mean, _): return mean.interval(confidence: Estimate.confidence)
        case .share(let share): return share.interval(confidence: Estimate.confidence)
        case .quantile(let quantile, let seen):
            let levels = quantile.interval(confidence: Estimate.confidence)
            return seen.value(atLevel: levels.low)...(levels.high.map(seen.value) ?? .infinity)
        }
    }

    func certainty(atMost bound: Double) -> Double {
        switch self {
        case .known(let value): value <= bound ? 1 : 0
        case .mean(let mean, _): Self.certainty(mean, isBelow: mean.mean <= bound, bound)
        case .share(let share): share.certainty(atMost: bound)
        case .quantile(let quantile, let seen):
            quantile.certainty(atMost: seen.level(upTo: bound))
        }
    }

    func certainty(below bound: Double) -> Double {
        switch self {
        case .known(let value): value < bound ? 1 : 0
        case .mean(let mean, _): Self.certainty(mean, isBelow: mean.mean < bound, bound)
        case .share(let share): share.certainty(below: bound)
        case .quantile(let quantile, let seen):
            quantile.certainty(atMost: seen.level(below: bound))
        }
    }

    /// About how many replications would tell where those so far are alike and saw nothing beyond the bound.
    ///
    /// What is sure then grows with their number, and not with its root.
    func replicationsToTellAlike(_ target: PlanTarget) -> Int? {
        switch self {
        case .known: nil
        case .mean(let mean, _): mean.sd == 0 ? mean.countToTellAlike(PlanVerdict.sure) : nil
        case .share(let share):
            share.countToTellAlike(
                target.bound,
                PlanVerdict.sure,
                atMost: Estimate.maximumReplications
            )
        case .quantile(let quantile, let seen):
            quantile.countToTellAlike(
                atMost: seen.level(upTo: target.bound) - (target.isAtMost ? 0 : 1),
                PlanVerdict.sure,
                maximumCount: Estimate.maximumReplications
            )
        }
    }

    /// Replications that all came to the same tell less than certainty.
    private static func certainty(
        _ mean: MeanEstimate,
        isBelow: Bool,
        _ bound: Double
    ) -> Double {
        guard mean.sd == 0 else { return mean.certainty(atMost: bound) }
        return isBelow ? 1 - mean.doubtOfAlike : mean.doubtOfAlike
    }
}

extension PlanFigure {
    /// What its values cannot leave.
    var bounds: ClosedRange<Double> {
        switch quantity {
        case .share: 0...1
        case .time, .power, .energy, .current, .number: 0 ... .infinity
        }
    }
}
