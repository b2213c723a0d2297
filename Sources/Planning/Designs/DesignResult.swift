import Scenarios

/// A design with what its replications came to.
package struct DesignResult: Equatable, Sendable {
    package let design: Design
    /// What it costs, where the plan says what things cost.
    package let cost: Double?
    package let replications: [Replication]
    /// By the place of each figure; nil where fewer than two replications measured it.
    package let estimates: [Estimate?]
    package let verdicts: [TargetVerdict]

    /// Where nothing is drawn (`isCertain`) one replication says all.
    init(
        _ design: Design,
        cost: Double?,
        replications: [Replication],
        targets: [PlanTarget],
        isCertain: Bool
    ) {
        self.design = design
        self.cost = cost
        self.replications = replications
        let estimates = PlanFigure.allCases.map { figure in
            isCertain
                ? replications[0][figure].map(Estimate.init(certain:))
                : Estimate(replications.map { $0[figure] }, within: figure.bounds)
        }
        self.estimates = estimates
        verdicts = targets.map { TargetVerdict($0, estimates[$0.figure.place]) }
    }

    package subscript(figure: PlanFigure) -> Estimate? { estimates[figure.place] }

    /// Whether every target is kept, by the upper end of the interval of its figure.
    package var meetsTargets: Bool { verdicts.allSatisfy(\.isKept) }

    /// How sure the least sure of the targets is.
    package var certainty: Double? { verdicts.map(\.certainty).min() }

    /// The mean occupancy and load over replications, entry by entry.
    package var occupancy: [Double] { Self.mean(replications.map(\.occupancy)) }
    package var load: [Double] { Self.mean(replications.map(\.load)) }
    package var binding: [Double] { Self.mean(replications.map(\.binding)) }

    private static func mean(_ curves: [[Double]]) -> [Double] {
        let length = curves.map(\.count).max() ?? 0
        return (0..<length).map { place in
            curves.reduce(0.0) { $0 + (place < $1.count ? $1[place] : 0) } / Double(curves.count)
        }
    }
}

/// Whether a design keeps a target, and how sure that is.
package struct TargetVerdict: Equatable, Sendable {
    package let target: PlanTarget
    package let isKept: Bool
    package let certainty: Double

    /// What nobody ever measured, such as the wait where nobody came, is kept.
    init(_ target: PlanTarget, _ estimate: Estimate?) {
        self.target = target
        isKept = estimate?.keeps(target) ?? true
        certainty = estimate?.certainty(of: target) ?? 1
    }
}
