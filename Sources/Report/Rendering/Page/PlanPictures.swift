import Scenarios

/// The pictures of the designs for one kind of drivers: which of them meet the targets, what they cost
/// for what service, and each figure over bays or limits.
struct PlanPictures {
    private let plan: PlanSummary
    private let kind: String?
    private let designs: [PlanSummary.Design]

    init(_ plan: PlanSummary, of kind: String?) {
        self.plan = plan
        self.kind = kind
        designs = plan.designs.filter { $0.arrivals == kind }
    }

    var html: String {
        Page.section(
            "Designs and targets\(kind.map { ", for \($0)" } ?? "")",
            [map, Page.charts(front + overAxis), Page.paragraphs(leftOut)]
        )
    }

    /// As many rows of designs are drawn over the axis as lines can be told apart.
    private static let styles: [LineStyle] = [.first, .second, .third, .fourth]

    /// What is said of rows that are not drawn.
    var leftOut: [String] {
        let more = rows.count - Self.styles.count
        guard columns.count > 1, more > 0 else { return [] }
        let names = rows.dropFirst(Self.styles.count).map(\.name).joined(separator: "; ")
        return ["Not drawn over \(hasBaysAcross ? "bays" : "limits"), but in the table: \(names)."]
    }

    /// The designs that stand in one row of the map, from which only the axis across differs.
    private struct Row {
        var name: String
        var designs: [PlanSummary.Design]
    }

    /// Whether bays go across; else the limit does.
    private var hasBaysAcross: Bool {
        Set(designs.map(\.bays)).count > 1 || Set(designs.map(\.limit)).count < 2
    }

    private func across(_ design: PlanSummary.Design) -> Double {
        hasBaysAcross ? Double(design.bays) : design.limit ?? 0
    }

    private func acrossName(_ value: Double) -> String {
        hasBaysAcross ? PlanSummary.counted(value, "bay") : "\(value.inFull) A"
    }

    private var columns: [Double] { Set(designs.map(across)).sorted() }

    private var rows: [Row] {
        var rows: [Row] = []
        for design in designs {
            let name = rowName(design)
            if let index = rows.firstIndex(where: { $0.name == name }) {
                rows[index].designs.append(design)
            } else {
                rows.append(Row(name: name, designs: [design]))
            }
        }
        return rows
    }

    private func rowName(_ design: PlanSummary.Design) -> String {
        let limit = hasBaysAcross ? design.limit.map { "\($0.inFull) A" } : nil
        return [limit, design.sharing].compactMap(\.self).joined(separator: ", ")
    }

    /// The figure that decides: that of the first target.
    private var deciding: PlanFigure? {
        designs.first?.targets.first?.figure ?? plan.shown.first
    }
}

extension PlanPictures {
    /// Designs in a grid, with a line around those that meet the targets.
    ///
    /// It is taller than wide, so that it fits a narrow page; a single row of a few is not turned.
    private var map: String {
        guard let deciding, !columns.isEmpty else { return "" }
        let rows = rows
        let grid = rows.map { row in
            columns.map { column in row.designs.first { across($0) == column } }
        }
        let isSingle = rows.count == 1 && columns.count <= Self.maximumInARow
        let isTurned = columns.count > rows.count && !isSingle
        let names = (rows.map(\.name), columns.map(acrossName))
        let (side, top) = isTurned ? (names.1, names.0) : names
        func design(_ line: Int, _ index: Int) -> PlanSummary.Design? {
            guard line >= 0, index >= 0 else { return nil }
            return isTurned ? grid[index][line] : grid[line][index]
        }
        let lines = side.indices.map { line in
            let cells = top.indices.map { index in
                cell(
                    design(line, index),
                    left: design(line, index - 1),
                    above: design(line - 1, index),
                    deciding
                )
            }
            let head = side[line].isEmpty ? "" : "<th scope=\"row\">\(side[line].inHTML)</th>"
            return "<tr>\(head)\(cells.joined())</tr>\n"
        }
        let heads = top.map { name in
            "<th scope=\"col\">\((name.isEmpty ? deciding.heading : name).inHTML)</th>"
        }
        let corner = side.allSatisfy(\.isEmpty) ? "" : "<td></td>"
        return """
            <p>\(deciding.meaning.capitalised.inHTML) (\(deciding.heading.inHTML)), for each design. \
            \(signs)</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Designs and targets">
            <table class="map">
            <thead><tr>\(corner)\(heads.joined())</tr></thead>
            <tbody>
            \(lines.joined())</tbody></table></div>

            """
    }

    private static let maximumInARow = 6

    private var signs: String {
        designs.allSatisfy(\.targets.isEmpty)
            ? ""
            : "✓ meets all targets, ✗ misses one, ? is undecided; a thick line parts what meets them "
                + "from what does not."
    }

    private func cell(
        _ design: PlanSummary.Design?,
        left: PlanSummary.Design?,
        above: PlanSummary.Design?,
        _ figure: PlanFigure
    ) -> String {
        guard let design else { return "<td></td>" }
        let meets = design.verdict == .met
        let hasTargets = !design.targets.isEmpty
        var classes = hasTargets ? [design.verdict.rawValue] : []
        if let left, hasTargets, (left.verdict == .met) != meets { classes.append("edge-left") }
        if let above, hasTargets, (above.verdict == .met) != meets { classes.append("edge-top") }
        if design.isSmallest { classes.append("chosen") }
        let sign = hasTargets ? design.verdict.sign + " " : ""
        let value = design[figure].map { figure.text($0.mean) } ?? "–"
        let chosen = design.isSmallest ? "<br><small>smallest</small>" : ""
        return
            "<td class=\"\(classes.joined(separator: " "))\">\(sign)\(value.inHTML)\(chosen)</td>"
    }

    /// Cost against service; nothing where nothing costs anything.
    private var front: [String] {
        let priced = designs.filter { $0.cost != nil }
        guard let deciding, Set(priced.compactMap(\.cost)).count > 1 else { return [] }
        func points(_ designs: [PlanSummary.Design]) -> [PointChart.Point] {
            designs.compactMap { design in
                guard let cost = design.cost, let figure = design[deciding] else { return nil }
                return PointChart.Point(x: cost, y: figure.mean * deciding.chartFactor)
            }.sorted { $0.x < $1.x }
        }
        let chosen = designs.filter(\.isSmallest)
        let best = priced.filter { isBest($0, among: priced, deciding) }
        let scale = Scale(covering: priced.map(\.cost))
        return [
            PointChart(
                title: deciding.meaning.capitalised,
                unit: deciding.unitWords + " against cost",
                quantity: deciding.chartQuantity,
                series: [
                    PointChart.Series(
                        name: "designs",
                        style: .second,
                        points: points(priced.filter { !isBest($0, among: priced, deciding) }),
                        isJoined: false,
                        hasDots: true
                    ),
                    PointChart.Series(
                        name: "none is better for less",
                        style: .first,
                        points: points(best),
                        hasDots: true
                    ),
                ],
                across: scale,
                acrossLabel: { abs($0) < 1e6 ? Figures.grouped(Int($0)) : Figures.brief($0) },
                acrossUnit: "cost",
                bound: bound(of: deciding),
                words: "The smallest: "
                    + chosen.map { design in
                        let cost = design.cost.map { ", which costs \(Figures.brief($0))" } ?? ""
                        let value = deciding.text(design[deciding]?.mean ?? 0)
                        return "\(plan.name(of: design))\(cost): \(value) \(deciding.shown.unit)"
                    }.joined(separator: "; "),
                names: chosen.compactMap { design in
                    guard let cost = design.cost, let figure = design[deciding] else { return nil }
                    return (cost, figure.mean * deciding.chartFactor, plan.name(of: design))
                }
            ).html
        ]
    }

    /// Whether no other design has as good a value for less, or a better one for as much.
    func isBest(
        _ design: PlanSummary.Design,
        among designs: [PlanSummary.Design],
        _ figure: PlanFigure
    ) -> Bool {
        guard let cost = design.cost, let value = design[figure]?.mean else { return false }
        // A target says which way the figure should go, and else the figure itself.
        let target = designs[0].targets.first { $0.figure == figure }
        let isMoreBetter = target?.isAtLeast ?? (figure.isBetterWhenLess == false)
        let sign = isMoreBetter ? -1.0 : 1.0
        return !designs.contains { other in
            guard let price = other.cost, let rival = other[figure]?.mean else { return false }
            let (own, its) = (value * sign, rival * sign)
            return price <= cost && its <= own && (price < cost || its < own)
        }
    }

    private func bound(of figure: PlanFigure) -> (value: Double, name: String)? {
        guard let target = designs.first?.targets.first(where: { $0.figure == figure }),
            let value = target.bound
        else { return nil }
        return (value * figure.chartFactor, target.expression)
    }

    /// Each figure over bays or limits, with the band of its interval.
    private var overAxis: [String] {
        guard columns.count > 1 else { return [] }
        let rows = Array(rows.prefix(Self.styles.count))
        let scale = Scale(
            from: columns[0],
            to: columns[columns.count - 1],
            ticks: columns.count > 9
                ? columns.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) : columns
        )
        return plan.shown.map { figure in
            PointChart(
                title: figure.meaning.capitalised,
                unit: figure.unitWords,
                quantity: figure.chartQuantity,
                series: zip(rows, Self.styles).map { row, style in
                    PointChart.Series(
                        name: row.name.isEmpty ? "designs" : row.name,
                        style: style,
                        points: points(of: figure, row),
                        hasDots: true
                    )
                },
                across: scale,
                acrossLabel: { $0.inFull },
                acrossUnit: hasBaysAcross ? "bays" : "limit of each line, A",
                bound: bound(of: figure),
                words: words(on: figure, rows),
                hidesWords: true
            ).html
        }
    }

    private func points(of figure: PlanFigure, _ row: Row) -> [PointChart.Point] {
        row.designs.compactMap { design in
            guard let value = design[figure] else { return nil }
            let factor = figure.chartFactor
            let hasBand = !design.isCertain && value.high.isFinite
            return PointChart.Point(
                x: across(design),
                y: value.mean * factor,
                low: hasBand ? value.low * factor : nil,
                high: hasBand ? value.high * factor : nil
            )
        }.sorted { $0.x < $1.x }
    }

    private func words(on figure: PlanFigure, _ rows: [Row]) -> String {
        let parts = rows.map { row in
            let values = row.designs.sorted { across($0) < across($1) }.map { design in
                "\(across(design).inFull): \(design[figure].map { figure.text($0.mean) } ?? "–")"
            }
            return (row.name.isEmpty ? "" : "\(row.name) – ") + values.joined(separator: ", ")
        }
        return parts.joined(separator: "; ") + "."
    }
}
