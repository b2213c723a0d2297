import Scenarios

// Which of several designs is the one to build.
extension PlanSpec {
    /// What a design costs; nil where the plan does not say what things cost.
    func cost(of design: Design, at site: SiteSpec) -> Double? {
        cost.map { cost in
            let amperes = design.limit ?? site.power?.minimumAmperes ?? 0
            return cost.bay * Double(design.bays) + cost.ampere * amperes
        }
    }

    /// The smallest design that is shown to meet all targets, for each kind of drivers: they are no
    /// choice, so designs for others are not compared with it.
    func answers(of results: [DesignResult]) -> [Plan.Answer] {
        guard !targets.isEmpty else { return [] }
        let kinds: [PlanArrivals?] = arrivals.isEmpty ? [nil] : arrivals
        return kinds.compactMap { kind in
            let own = results.indices.filter { results[$0].design.arrivals == kind }
            func smallest(_ verdict: PlanVerdict) -> Int? {
                own.filter { results[$0].verdict == verdict }
                    .min { isSmaller(results[$0], than: results[$1]) }
            }
            let met = smallest(.met)
            let undecided = smallest(.undecided).flatMap { one in
                met.map { isSmaller(results[one], than: results[$0]) } ?? true ? one : nil
            }
            let surest = own.max { (results[$0].certainty ?? 0) < (results[$1].certainty ?? 0) }
            guard let nearest = met ?? undecided ?? surest else { return nil }
            return Plan.Answer(arrivals: kind, design: met, undecided: undecided, nearest: nearest)
        }
    }

    /// Of equal ones the first that is written stays the smaller.
    private func isSmaller(_ one: DesignResult, than other: DesignResult) -> Bool {
        if let cost = one.cost, let otherCost = other.cost, cost != otherCost {
            return cost < otherCost
        }
        guard one.design.bays == other.design.bays else {
            return one.design.bays < other.design.bays
        }
        return (one.design.limit ?? .infinity) < (other.design.limit ?? .infinity)
    }

    /// What designs are weighed by besides their size: the targets, or what planners ask first.
    var criteria: [PlanFigure] {
        targets.isEmpty
            ? [.lost, .waitP95, .energyNotServed]
            : targets.map(\.figure).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Whether no other design for the same drivers is as small and as good, and better in
    /// something.
    func isOnFront(_ index: Int, of results: [DesignResult]) -> Bool {
        !results.contains { dominates($0, results[index]) }
    }

    private func dominates(_ one: DesignResult, _ other: DesignResult) -> Bool {
        guard one.design.arrivals == other.design.arrivals else { return false }
        let pairs = zip(burdens(of: one), burdens(of: other))
        return pairs.allSatisfy { $0 <= $1 } && pairs.contains { $0 < $1 }
    }

    /// What one would have less of.
    private func burdens(of result: DesignResult) -> [Double] {
        let size =
            result.cost.map { [$0] }
            ?? [Double(result.design.bays), result.design.limit ?? .infinity]
        let figures = criteria.map { figure in
            let mean = result[figure]?.mean ?? 0
            return isMoreBetter(figure) ? -mean : mean
        }
        return size + figures
    }

    /// A target says which way a figure should go, and else the figure itself.
    private func isMoreBetter(_ figure: PlanFigure) -> Bool {
        targets.first { $0.figure == figure }.map { !$0.isAtMost }
            ?? (figure.isBetterWhenLess == false)
    }
}

extension PowerSpec {
    /// What the line with the least may carry at the grid connection, in amperes.
    var minimumAmperes: Double? { limit?.amperes(volts: volts).min() }

    /// What each line may carry at the grid connection, where only cars draw on it.
    var amperesForCars: [Double]? {
        guard loads.isEmpty, solar.isEmpty else { return nil }
        guard groups.allSatisfy({ $0.all.allSatisfy { $0.loads.isEmpty && $0.solar.isEmpty } })
        else { return nil }
        return limit?.amperes(volts: volts)
    }
}
