import FleetSim

// What reports show of the parts of a fleet.
extension SubsetCourse {
    /// More lines than these are for a spreadsheet.
    private static let maximumRows = 20

    /// As a heading has it.
    var title: String {
        switch SubsetTrait.allCases.first(where: { $0.name == trait }) {
        case .site: "Response time by site"
        case .model: "Response time by model"
        case .source: "Response time by source address"
        case .server: "Response time by answering server"
        case nil: "Response time by \(trait)"
        }
    }

    /// The worst first.
    func table(inMilliseconds: Bool) -> Table {
        func text(_ figure: ResponseTimes.Figure?) -> String {
            figure.map { inMilliseconds ? $0.milliseconds : $0.span } ?? "–"
        }
        var table = Table(
            trait.capitalised,
            "calls",
            "failed",
            "p50",
            "p90",
            "p99",
            "max",
            "worst p99",
            "from"
        )
        for part in parts.prefix(Self.maximumRows) {
            table.add([
                part.name, Figures.grouped(part.calls),
                Figures.percent(part.failed, of: part.calls), text(part.latency?.p50),
                text(part.latency?.p90), text(part.latency?.p99), text(part.latency?.max),
                text(part.worstP99),
                Figures.moment(microseconds: part.worstStart / 1_000_000 * 1_000_000),
            ])
        }
        return table
    }

    /// Which part stands out and how many are not in the table.
    var sentences: [String] {
        let left = parts.count - Self.maximumRows
        let more =
            left > 0
            ? ["\(Figures.grouped(left)) more, none of them with a longer p99, are left out here."]
            : []
        return [outlierSentence].compactMap(\.self) + more
    }

    var outlierSentence: String? {
        guard let outlier else { return nil }
        let moment = outlier.start.map {
            " from \(Figures.moment(microseconds: $0 / 1_000_000 * 1_000_000)) on"
        }
        let subject = "\(trait.capitalised) ‘\(outlier.name)’ stands out\(moment ?? "")"
        switch outlier.matter {
        case .latency:
            return """
                \(subject): 99 % of its calls were answered within \
                \(outlier.own?.p99.span ?? "–"), of all others within \
                \(outlier.others?.p99.span ?? "–").
                """
        case .failures:
            return """
                \(subject): \(AxisQuantity.share.text(outlier.ownFailed)) of its calls failed, of all \
                others \(AxisQuantity.share.text(outlier.othersFailed)).
                """
        }
    }

    /// The part that stands out beside all others, over time; nothing where none does.
    func chart(over axis: TimeAxis) -> String {
        guard let outlier, outlier.course.count > 1 else { return "" }
        let starts = outlier.course.map(\.start)
        func values(_ value: (Step) -> Int?) -> [Double?] {
            axis.edges.dropLast().map { edge in
                let index = starts.lastIndex { $0 <= edge }
                return index.flatMap { value(outlier.course[$0]) }.map(Double.init)
            }
        }
        return TimeChart(
            title: title,
            unit: "p99, due → reply",
            quantity: .time,
            axis: axis,
            series: [
                TimeChart.Series("the \(trait) that stands out", .alarm, values(\.own)),
                TimeChart.Series("all others", .first, values(\.others)),
            ],
            mayBeLogarithmic: true,
            words: outlierSentence ?? ""
        ).html
    }

    var json: JSON {
        .object([
            ("trait", .string(trait)),
            (
                "parts",
                .array(
                    parts.map { part in
                        .object([
                            ("name", .string(part.name)),
                            ("calls", .integer(part.calls)),
                            ("failed", .integer(part.failed)),
                            ("latency_us", part.latency.map(Self.json) ?? .null),
                            ("worst_from_us", .integer(part.worstStart)),
                            ("worst_p99_us", .optional(part.worstP99?.microseconds)),
                        ])
                    }
                )
            ),
            ("outlier", outlier.map(Self.json) ?? .null),
        ])
    }

    private static func json(_ latency: LatencySummary) -> JSON {
        .object(
            [("count", .integer(latency.count)), ("unanswered", .integer(latency.unanswered))]
                + latency.figures.map { ($0.name, .integer($0.figure.microseconds)) }
                + [("lower_bounds", .array(latency.lowerBounds.map(JSON.string)))]
        )
    }

    private static func json(_ outlier: Outlier) -> JSON {
        .object([
            ("name", .string(outlier.name)),
            ("matter", .string(outlier.matter.rawValue)),
            ("from_us", .optional(outlier.start)),
            ("p99_us", .optional(outlier.own?.p99.microseconds)),
            ("others_p99_us", .optional(outlier.others?.p99.microseconds)),
            ("failed", .number(outlier.ownFailed)),
            ("others_failed", .number(outlier.othersFailed)),
        ])
    }
}

extension FleetCourse {
    /// A table for each trait, and a drawing of the part that stands out.
    func subsetParts(over axis: TimeAxis) -> [String] {
        [Page.charts(subsets.map { $0.chart(over: axis) }, over: axis)]
            + subsets.map { subset in
                Page.paragraphs(subset.sentences)
                    + Page.table(subset.table(inMilliseconds: false), subset.title)
            }
    }

    /// A row for each part, whatever it is a part by.
    var subsetTable: Summary.CSVTable {
        let head = [
            "trait", "name", "calls", "failed", "p50_us", "p90_us", "p99_us", "max_us",
            "worst_from_us", "worst_p99_us",
        ]
        let rows = subsets.flatMap { subset in
            subset.parts.map { part in
                let latency = part.latency
                let figures = [latency?.p50, latency?.p90, latency?.p99, latency?.max]
                return [subset.trait, part.name, "\(part.calls)", "\(part.failed)"]
                    + figures.map { $0.map { "\($0.microseconds)" } ?? "" }
                    + ["\(part.worstStart)", part.worstP99.map { "\($0.microseconds)" } ?? ""]
            }
        }
        return Summary.CSVTable("subsets", head, rows)
    }
}
