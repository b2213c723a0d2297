import FleetSim
import Observing

// What reports show of what was observed.
extension ObservedCourse {
    static let title = "What was observed beside the run"

    /// What broke first, and what moved with it.
    var sentences: [String] {
        guard let breach else { return [] }
        let moment = Self.moment(breach.at)
        let broke =
            breach.expression.map { "‘\($0)’ was broken from \(moment) on" }
            ?? "Response times rose from \(moment) on, though no threshold failed"
        guard let first = suspects.first else {
            return ["\(broke); nothing that was observed moved with it."]
        }
        guard !first.isSimulator else {
            return [
                """
                \(broke); the simulator itself was late then, by \
                \(AxisQuantity.time.text(first.shift.after * 1e6)): whether the CSMS was slower cannot be \
                told from this run.
                """
            ]
        }
        return ["\(broke). What moved most with it: \(text(of: first))."]
    }

    private func text(of suspect: Suspect) -> String {
        let quantity = AxisQuantity(observed: suspect.name)
        let (before, after) = (suspect.shift.before, suspect.shift.after)
        return """
            \(suspect.source) \(Self.name(suspect.name, suspect.labels)), from \
            \(quantity.observedText(before)) to \(quantity.observedText(after)) at \
            \(Self.moment(onset(of: suspect)))
            """
    }

    /// What moved, the likeliest first.
    var table: Table? {
        guard !suspects.isEmpty else { return nil }
        var table = Table(
            "What moved",
            "source",
            "from",
            "before",
            "after",
            "weight",
            leftColumns: 2
        )
        for suspect in suspects {
            let quantity = AxisQuantity(observed: suspect.name)
            table.add([
                Self.name(suspect.name, suspect.labels), suspect.source,
                Self.moment(onset(of: suspect)), quantity.observedText(suspect.shift.before),
                quantity.observedText(suspect.shift.after), Figures.rounded(suspect.weight),
            ])
        }
        return table
    }

    func charts(over axis: TimeAxis) -> [String] {
        lines.map { line in
            let quantity = AxisQuantity(observed: line.name)
            let factor = quantity == .time ? 1e6 : 1.0
            func scaled(_ values: [Double?]) -> [Double?] { values.map { $0.map { $0 * factor } } }
            let minimum = line.minimum.compactMap(\.self).min() ?? 0
            let greatest = line.greatest.compactMap(\.self).max() ?? 0
            return TimeChart(
                title: Self.name(line.name, line.labels).cut(to: 80),
                unit: line.source,
                quantity: quantity,
                axis: axis,
                series: [
                    TimeChart.Series(
                        "least to most",
                        .first,
                        scaled(line.greatest),
                        from: scaled(line.minimum)
                    ),
                    TimeChart.Series("mean", .first, scaled(line.mean)),
                ],
                words: """
                    From \(quantity.observedText(minimum)) to \(quantity.observedText(greatest)).
                    """,
                isLow: true
            ).html
        }
    }

    private static func moment(_ microseconds: Int) -> String {
        Figures.moment(microseconds: microseconds / 1_000_000 * 1_000_000)
    }

    static func name(_ name: String, _ labels: String) -> String {
        labels.isEmpty ? name : "\(name){\(labels)}"
    }
}

extension AxisQuantity {
    /// By how Prometheus' metrics are named.
    init(observed name: String) {
        let isRate = name.hasPrefix("rate(")
        self =
            if name.contains("_seconds"), !isRate {
                .time
            } else if name.contains("bytes"), !isRate {
                .bytes
            } else if isRate {
                .perSecond
            } else { .number }
    }

    /// As it was observed: times in seconds.
    func observedText(_ value: Double) -> String {
        self == .time ? text(value * 1e6) : text(value)
    }
}

// For programs.
extension ObservedCourse {
    var json: JSON {
        .object([
            (
                "breach",
                breach.map {
                    .object([
                        ("expression", .optional($0.expression)),
                        ("figure", .string($0.figure)),
                        ("at_us", .integer($0.at)),
                    ])
                } ?? .null
            ),
            ("suspects", .array(suspects.map(object))),
            (
                "figures",
                .array(
                    figures.map {
                        .object([
                            ("source", .string($0.source)),
                            ("name", .string($0.name)),
                            ("labels", .string($0.labels)),
                            ("samples", .integer($0.samples)),
                            ("least", .number($0.minimum)),
                            ("mean", .number($0.mean)),
                            ("greatest", .number($0.greatest)),
                        ])
                    }
                )
            ),
        ])
    }

    private func object(_ suspect: Suspect) -> JSON {
        .object([
            ("source", .string(suspect.source)),
            ("name", .string(suspect.name)),
            ("labels", .string(suspect.labels)),
            ("at_us", .integer(onset(of: suspect))),
            ("before", .number(suspect.shift.before)),
            ("after", .number(suspect.shift.after)),
            ("weight", .number(suspect.weight)),
            ("is_simulator", .boolean(suspect.isSimulator)),
        ])
    }

    var csvTables: [Summary.CSVTable] {
        [
            Summary.CSVTable(
                "suspects",
                ["source", "name", "labels", "at_us", "before", "after", "weight", "is_simulator"],
                suspects.map {
                    [
                        $0.source, $0.name, $0.labels, "\(onset(of: $0))", "\($0.shift.before)",
                        "\($0.shift.after)", "\($0.weight)", "\($0.isSimulator)",
                    ]
                }
            ),
            Summary.CSVTable(
                "observed",
                ["source", "name", "labels", "samples", "least", "mean", "greatest"],
                figures.map {
                    [
                        $0.source, $0.name, $0.labels, "\($0.samples)", "\($0.minimum)",
                        "\($0.mean)",
                        "\($0.greatest)",
                    ]
                }
            ),
        ]
    }
}
