/// Every figure of plans and every metric of thresholds, with its unit and what it means.
package enum FigureListing {
    private struct Row {
        var name: String
        var unit: String
        var example: String
        var meaning: String
    }

    /// Every name that can be asked for, each call by its own.
    package static var names: [String] {
        PlanFigure.allCases.map(\.rawValue) + Metric.all.map(\.text)
    }

    /// For a terminal: tables whose columns stand under each other; or only what has that name.
    package static func text(of name: String? = nil) -> String {
        if let name {
            let rows = figures + Metric.all.map(row)
            return table(rows.filter { $0.name == name }).joined(separator: "\n")
        }
        let names = CallName.allCases.map(\.word)
        let lines =
            ["Figures of plans: ‘plan: {targets: […]}’, as in ‘wait.p95 <= 10m’", ""]
            + table(figures)
            + ["", "Metrics of runs: ‘thresholds: […]’, as in ‘boot.latency p99 < 2s’", ""]
            + table((Metric.ofAllCalls + Metric.others).map(row))
            + [
                "", "Times take a statistic: p50, p99, p99.9 and the like, max, mean.",
                "In place of ‘calls’ each call can stand by its name:",
            ] + wrapped(names)
        return lines.joined(separator: "\n")
    }

    /// The same as JSON, each call by its name written out.
    package static func json(of name: String? = nil) -> String {
        func isWanted(_ row: Row) -> Bool { name == nil || row.name == name }
        let listing: JSONValue = [
            "figures": .array(figures.filter(isWanted).map(object)),
            "metrics": .array(Metric.all.map(row).filter(isWanted).map(object)),
        ]
        return listing.text()
    }
}

extension FigureListing {
    private static var figures: [Row] {
        PlanFigure.allCases.map { figure in
            let written = figure.quantity.written
            return Row(
                name: figure.rawValue,
                unit: written.unit,
                example: figure.isBetterWhenLess == false ? written.minimum : written.maximum,
                meaning: figure.meaning
            )
        }
    }

    private static func row(_ metric: Metric) -> Row {
        let written = metric.quantity.written
        return Row(
            name: metric.text,
            unit: written.unit,
            example: metric.isGood ? written.minimum : written.maximum,
            meaning: metric.meaning
        )
    }

    private static func object(_ row: Row) -> JSONValue {
        [
            "name": .string(row.name), "unit": .string(row.unit), "example": .string(row.example),
            "meaning": .string(row.meaning),
        ]
    }

    private static func table(_ rows: [Row]) -> [String] {
        let all =
            [Row(name: "name", unit: "unit", example: "for example", meaning: "meaning")] + rows
        let columns: [(Row) -> String] = [\.name, \.unit, \.example]
        let widths = columns.map { column in all.map { column($0).count }.max() ?? 0 }
        return all.map { row in
            zip(columns, widths).map { column, width in
                let cell = column(row)
                return cell + String(repeating: " ", count: width - cell.count + 2)
            }.joined() + row.meaning
        }
    }

    /// Words with commas between them, in lines that fit a terminal.
    private static func wrapped(_ words: [String]) -> [String] {
        var lines = ["  "]
        for (index, word) in words.enumerated() {
            let piece = word + (index + 1 < words.count ? "," : "")
            if lines[lines.count - 1].count + piece.count > 95 { lines.append("  ") }
            let line = lines[lines.count - 1]
            lines[lines.count - 1] = line + (line == "  " ? "" : " ") + piece
        }
        return lines
    }
}
