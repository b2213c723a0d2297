import Scenarios

/// The tables of a plan, the same on a page and in a terminal.
extension PlanSummary {
    /// A row for each design: what tells it from the others, its figures, what it is good for.
    var designTable: Table {
        let axes = self.axes
        let figures = shown
        var table = Table(
            axes.map(\.heading) + figures.map(\.heading) + ["targets", ""],
            leftColumns: 0
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
                Axis(heading: "cost") { $0.cost.map { Figures.grouped(Int($0.rounded())) } ?? "" }
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

    private func verdict(on design: Design) -> String {
        guard let certainty = design.certainty else { return "" }
        guard design.meetsTargets else { return "missed" }
        return design.isCertain ? "met" : "met, \(Self.percent(certainty))"
    }

    private func note(on design: Design) -> String {
        design.isSmallest ? "smallest" : design.isOnFront ? "on the front" : ""
    }

    /// Whether no step before was of the same design and kind.
    private func isFirst(_ place: Int) -> Bool {
        !steps[..<place].contains {
            $0.design == steps[place].design && $0.kind == steps[place].kind
        }
    }

    private func more(_ step: Step) -> String {
        step.kind == "bay"
            ? Self.counted(step.amount, "bay") : "\(step.amount.inFull) A"
    }
}
