import Scenarios

/// The tables of a plan, the same on a page and in a terminal.
extension PlanSummary {
    /// A row for each design: what tells it from the others, its figures, what it is good for.
    var designTable: Table {
        let axes = self.axes
        let figures = shown
        var table = Table(
            axes.map(\.heading) + figures.map(\.heading) + ["targets", ""],
            leftColumns: 0,
            keyColumns: axes.count
        )
        for design in designs {
            table.add(
                axes.map { $0.text(design) } + figures.map { $0.text(design[$0]) }
                    + [verdict(on: design), note(on: design)],
                isTotal: design.isSmallest
            )
        }
        return table
    }

    /// What each target came to: at the answers, at what is undecided, and at all designs of a few.
    var targetTable: Table {
        var table = Table(
            ["Design", "target", "verdict", "certainty", "horizons beyond it"],
            leftColumns: 3,
            keyColumns: 2
        )
        for design in telling {
            for target in design.targets {
                table.add([
                    fullName(of: design), target.expression, Self.words(of: target),
                    design.isCertain ? "" : Self.percent(target.certainty),
                    Self.text(target.beyond),
                ])
            }
        }
        return table
    }

    /// The greatest values of a horizon, and how they spread over horizons.
    var peakTable: Table {
        let hasLimit = designs.contains { $0.overLimit != nil }
        var table = Table(
            ["Design", "greatest", "on average", "95 % of horizons up to", "highest"]
                + (hasLimit ? ["horizons over the limit"] : []),
            leftColumns: 2
        )
        for design in telling {
            // What a limit has to do with is told once for each design.
            var over = Self.overLimit(of: design)
            for peak in peaks {
                guard let figure = design[peak], let p95 = figure.p95, let highest = figure.highest,
                    highest > 0
                else { continue }
                table.add(
                    [
                        fullName(of: design), peak.heading, peak.text(figure), peak.text(p95),
                        peak.text(highest),
                    ] + (hasLimit ? [over] : [])
                )
                over = ""
            }
        }
        return table
    }

    /// What a little more of something would change.
    var stepTable: Table {
        let figures = shown
        var table = Table(["Design", "more"] + figures.map(\.heading), leftColumns: 2)
        for (first, step) in steps.enumerated() where isFirst(first) {
            let cells = figures.map { figure in
                let own = steps.first {
                    $0.design == step.design && $0.kind == step.kind && $0.figure == figure
                }
                return figure.text(own?.difference)
            }
            table.add([fullName(of: designs[step.design]), more(step)] + cells)
        }
        return table
    }

    /// What theory says beside what was simulated, for the designs that it has a model for.
    var theoryTable: Table {
        var table = Table(["Design", "model", "figure", "exact", "simulated"], leftColumns: 3)
        for design in designs {
            guard let model = design.theory else { continue }
            for figure in PlanFigure.allCases {
                guard let simulated = design[figure], let exact = simulated.theory else { continue }
                let cells = [fullName(of: design), model, figure.heading, figure.text(exact)]
                table.add(cells + [figure.text(simulated)])
            }
        }
        return table
    }
}

extension PlanSummary {
    /// What designs differ in.
    private struct Axis {
        var heading: String
        var text: (Design) -> String
    }

    private var axes: [Axis] {
        var axes: [Axis] = []
        if kinds.count > 1 { axes.append(Axis(heading: "drivers") { $0.arrivals ?? "" }) }
        if differ(\.sharing) { axes.append(Axis(heading: "sharing") { $0.sharing ?? "" }) }
        if differ(\.limit) {
            axes.append(Axis(heading: "limit, A") { $0.limit.map(\.inFull) ?? "" })
        }
        if differ(\.bays) || axes.isEmpty { axes.append(Axis(heading: "bays") { "\($0.bays)" }) }
        if designs.contains(where: { $0.cost != nil }) {
            axes.append(
                Axis(heading: "cost") { $0.cost.map { Figures.grouped($0) } ?? "" }
            )
        }
        return axes
    }

    private func differ<Value: Equatable>(_ part: KeyPath<Design, Value>) -> Bool {
        designs.contains { $0[keyPath: part] != designs[0][keyPath: part] }
    }

    private func fullName(of design: Design) -> String {
        let name = name(of: design)
        return design.arrivals.map { "\(name), \($0)" } ?? name
    }

    /// More designs than these are not all told of at length.
    private static let few = 8

    private var telling: [Design] {
        guard designs.count > Self.few else { return designs }
        // Where all miss a target, the one that comes nearest.
        let told = self.told
        let notable = designs.filter { told.contains($0) || $0.verdict == .undecided }
        return Array(notable.prefix(Self.few))
    }

    /// The peaks that are told of: those of targets, of 15 minutes, and of the lines under a limit.
    private var peaks: [PlanFigure] {
        let targets = designs.first?.targets.map(\.figure).filter(\.isPeak) ?? []
        let lines: [PlanFigure] = [.currentL1, .currentL2, .currentL3]
        let usual = [.peak15] + (designs.contains { $0.overLimit != nil } ? lines : [])
        return (targets + usual).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func verdict(on design: Design) -> String {
        guard let certainty = design.certainty else { return "" }
        switch design.verdict {
        case .met: return design.isCertain ? "met" : "met, \(Self.percent(certainty))"
        case .missed: return "missed"
        case .undecided: return "undecided"
        }
    }

    private static func words(of target: Target) -> String {
        switch target.verdict {
        case .met, .missed: target.verdict.rawValue
        case .undecided:
            "undecided, \(target.needed.map(Self.replications) ?? Self.unknownReplications)"
        }
    }

    private static func text(_ share: Horizons?) -> String {
        guard let share else { return "–" }
        guard share.of > 1 else { return "\(share.count) of 1" }
        return "\(share.count) of \(share.of) (\(interval(share.low, share.high)))"
    }

    private static func overLimit(of design: Design) -> String {
        guard let over = design.overLimit else { return "" }
        guard !design.isCertain else { return "\(over) of 1" }
        let high = design.overLimitHigh.map { " (up to \(Figures.rounded(100 * $0)) %)" } ?? ""
        return "\(over) of \(design.replications)\(high)"
    }

    private static func interval(_ low: Double, _ high: Double) -> String {
        "\(Figures.rounded(100 * low)) … \(Figures.rounded(100 * high)) %"
    }

    private func note(on design: Design) -> String {
        design.isSmallest ? "smallest" : design.isOnFront ? "on the front" : ""
    }

    /// Whether no step before was of the same design and kind.
    private func isFirst(_ index: Int) -> Bool {
        !steps[..<index].contains {
            $0.design == steps[index].design && $0.kind == steps[index].kind
        }
    }

    private func more(_ step: Step) -> String {
        step.kind == "bay"
            ? Self.counted(step.amount, "bay") : "\(step.amount.inFull) A"
    }
}
