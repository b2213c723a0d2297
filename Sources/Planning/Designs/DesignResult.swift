import Scenarios
import Statistics

/// A design with what its replications came to.
package struct DesignResult: Equatable, Sendable {
    package let design: Design
    /// What it costs, where the plan says what things cost.
    package let cost: Double?
    /// How often it was simulated.
    package let replications: Int
    /// By the index of each figure; nil where fewer than two replications measured it.
    package let estimates: [Estimate?]
    package let verdicts: [TargetVerdict]
    /// The mean occupancy and time at limits over replications, entry by entry.
    package let occupancy: [Double]
    package let binding: [Double]
    /// The power that was not exceeded for 0, 1, … 100 % of the time of all replications, in watts.
    package let load: [Double]
    /// The same of a day, half hour by half hour.
    package let dayLoad: [Double]
    package let dayBays: [Double]
    /// In how many horizons a line drew more than its limit at some moment; nil where there is none, or
    /// more flows there than cars draw.
    package let overLimit: HorizonShare?
    /// By the index of each figure and the number of the replication: what its estimate is the mean of.
    let values: [[Double?]]
    /// Equal replications have equal ones.
    let fold: UInt64

    /// Where nothing is drawn (`isCertain`) one replication says all.
    init(
        _ design: Design,
        cost: Double?,
        replications: [Replication],
        targets: [PlanTarget],
        limit: [Double]? = nil,
        isCertain: Bool = false
    ) {
        assert(!replications.isEmpty, "a design has a result once it was simulated")
        self.design = design
        self.cost = cost
        self.replications = replications.count
        let samples = PlanFigure.allCases.map { figure in
            isCertain
                ? FigureSample(certain: replications[0][figure])
                : FigureSample(figure, of: replications)
        }
        estimates = samples.map { $0?.estimate }
        values = samples.map { $0?.values ?? [] }
        verdicts = targets.map {
            TargetVerdict($0, samples[$0.figure.index], of: replications)
        }
        occupancy = Self.mean(replications.map(\.occupancy))
        load = Self.duration(of: replications)
        binding = Self.mean(replications.map(\.binding))
        dayLoad = Self.mean(replications.map(\.dayLoad))
        dayBays = Self.mean(replications.map(\.dayBays))
        overLimit = limit.map { limit in
            HorizonShare(replications.count { $0.exceeds(limit) }, of: replications.count)
        }
        fold = replications.lazy.flatMap(\.values).reduce(0xcbf2_9ce4_8422_2325) { fold, value in
            let next = (fold ^ (value ?? -1).bitPattern) &* 0x0000_0100_0000_01b3
            return next ^ next >> 29
        }
    }

    package subscript(figure: PlanFigure) -> Estimate? { estimates[figure.index] }

    /// Whether it keeps all targets, as far as its replications tell.
    package var verdict: PlanVerdict { PlanVerdict(of: verdicts.map(\.verdict)) }

    /// How sure the least sure of the targets is.
    package var certainty: Double? { verdicts.map(\.certainty).min() }

    /// About how many replications would decide the targets that are undecided; nil where one of them is
    /// beyond saying.
    package var replicationsToDecide: Int? {
        let open = verdicts.filter { $0.verdict == .undecided }
        let needed = open.compactMap(\.replicationsToDecide)
        return needed.count == open.count ? needed.max() : nil
    }

    /// Of all replications together, as quantiles of power are: a mean of theirs is a power that may never have been.
    static func duration(of replications: [Replication]) -> [Double] {
        let shares = (0...100).map { Double($0) / 100 }
        let levels = Spread.levels(shares, of: replications.map { $0.spread(.load) })
        let peak = replications.compactMap { $0[.peak] }.max() ?? 0
        return levels.map { min(FigureBasis.Seen.load.value(atLevel: $0), peak) }
    }

    private static func mean(_ curves: [[Double]]) -> [Double] {
        let length = curves.map(\.count).max() ?? 0
        return (0..<length).map { index in
            curves.reduce(0.0) { $0 + (index < $1.count ? $1[index] : 0) } / Double(curves.count)
        }
    }
}

/// Whether a design keeps a target, and how sure that is.
package struct TargetVerdict: Equatable, Sendable {
    package let target: PlanTarget
    package let verdict: PlanVerdict
    package let certainty: Double
    /// About how many replications would decide it, where they have not; nil: unknown.
    package let replicationsToDecide: Int?
    /// In how many horizons the figure's own value did not keep the bound.
    package let beyond: HorizonShare

    init(_ target: PlanTarget, _ sample: FigureSample?, of replications: [Replication]) {
        self.target = target
        let own = replications.compactMap { $0[target.figure] }
        beyond = HorizonShare(own.count { !target.holds(for: $0) }, of: own.count)
        let kept = TrialEstimate(hits: own.count - beyond.count, of: own.count)
        // Where nothing is drawn, all horizons are alike.
        let horizons = sample?.isKnown == true ? nil : target.horizons
        // What was never measured, such as the wait where no driver came, is not known to be kept.
        certainty =
            horizons.map(kept.certainty) ?? sample?.certainty(of: target) ?? 0.5
        assert(0...1 ~= certainty, "certainty lies between 0 and 1")
        verdict = PlanVerdict(certainty: certainty)
        guard verdict == .undecided else {
            replicationsToDecide = nil
            return
        }
        replicationsToDecide =
            target.horizons == nil
            ? sample?.replicationsToDecide(target) : kept.trialsToDecide(target.horizons)
    }
}

/// In how many of the horizons that were simulated something was so, and what that says of those to
/// come.
package struct HorizonShare: Equatable, Sendable {
    package let count: Int
    package let horizons: Int
    /// The interval of the chance that it is so in a horizon, at 95 %, by Clopper and Pearson.
    package let low: Double
    package let high: Double

    init(_ count: Int, of horizons: Int) {
        let interval = TrialEstimate(hits: count, of: horizons)
            .interval(confidence: Estimate.confidence)
        self.count = count
        self.horizons = horizons
        low = interval.lowerBound
        high = interval.upperBound
        assert(0 <= low && low <= high && high <= 1, "an interval of a probability")
    }
}

extension Replication {
    /// Whether a line drew more than it may carry; a last bit more is none.
    fileprivate func exceeds(_ limit: [Double]) -> Bool {
        zip([PlanFigure.currentL1, .currentL2, .currentL3], limit).contains { line, amperes in
            (self[line] ?? 0) > amperes + 0.001
        }
    }
}

extension TrialEstimate {
    /// How many trials would tell, if the share stays as it is.
    fileprivate func trialsToDecide(_ bound: Double?) -> Int? {
        guard let bound, count > 0 else { return nil }
        var trials = count
        while trials < Int(Estimate.maximumReplications) {
            trials += max(1, trials / 20)
            let hits = Int((share * Double(trials)).rounded())
            let then = TrialEstimate(hits: hits, of: trials).certainty(atLeast: bound)
            if PlanVerdict(certainty: then) != .undecided { return trials }
        }
        return nil
    }
}
