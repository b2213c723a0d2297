import FleetSim

// What reports show of the drift of a long run.
extension Drift {
    static let title = "Drift over the run"

    /// As a share of the level, per hour.
    private func share(_ perHour: Double) -> Double? {
        abs(level) > 0 ? perHour / abs(level) : nil
    }

    private func text(_ value: Double) -> String {
        switch unit {
        case "s": AxisQuantity.time.text(value * 1e6)
        case "B": AxisQuantity.bytes.text(value)
        case "/s": AxisQuantity.perSecond.text(value)
        default: Figures.rounded(value)
        }
    }

    private func percent(_ perHour: Double) -> String {
        share(perHour).map { "\(Figures.rounded($0 * 100)) %" } ?? "–"
    }

    /// Those that drift first, and of these those that drift most.
    static func ordered(_ drifts: [Drift]) -> [Drift] {
        let order: [Verdict] = [.rises, .falls, .unclear, .steady]
        let ranked = drifts.enumerated().map { index, drift in
            (
                drift: drift, verdict: order.firstIndex(of: drift.verdict) ?? order.count,
                share: -abs(drift.certainShare), index: index
            )
        }
        return ranked.sorted {
            ($0.verdict, $0.share, $0.index) < ($1.verdict, $1.share, $1.index)
        }.map(\.drift)
    }

    /// More lines than these are for a spreadsheet.
    private static let maximumRows = 30

    static func table(_ drifts: [Drift]) -> Table? {
        guard !drifts.isEmpty else { return nil }
        var table = Table(
            "Figure",
            "drift",
            "mean",
            "per hour",
            "in %",
            "band at 95 %",
            leftColumns: 2
        )
        for drift in ordered(drifts).prefix(maximumRows) {
            table.add([
                drift.figure, drift.verdict.rawValue, drift.text(drift.level),
                drift.text(drift.perHour), drift.percent(drift.perHour),
                "\(drift.percent(drift.low)) to \(drift.percent(drift.high))",
            ])
        }
        return table
    }

    /// What drifts, in words.
    static func sentences(_ drifts: [Drift]) -> [String] {
        guard !drifts.isEmpty else { return [] }
        let drifting = ordered(drifts).filter { $0.verdict == .rises || $0.verdict == .falls }
        let unclear = drifts.count { $0.verdict == .unclear }
        let open =
            unclear > 0
            ? [
                """
                Of \(Figures.grouped(unclear)) of \(Figures.grouped(drifts.count)) figures a drift can \
                neither be told nor ruled out: a longer run would.
                """
            ] : []
        guard !drifting.isEmpty else {
            return ["No drift was found in \(Figures.grouped(drifts.count)) figures."] + open
        }
        let told = drifting.prefix(3).map { drift in
            """
            \(drift.figure) \(drift.verdict.rawValue) by \(drift.percent(abs(drift.perHour))) an hour \
            (\(drift.percent(drift.low)) to \(drift.percent(drift.high)))
            """
        }
        let more = drifting.count > 3 ? "; \(drifting.count - 3) more drift" : ""
        return ["Drift: \(told.joined(separator: "; "))\(more)."] + open
    }

    var json: JSON {
        .object([
            ("figure", .string(figure)), ("unit", .string(unit)), ("level", .number(level)),
            ("per_hour", .number(perHour)), ("low", .number(low)), ("high", .number(high)),
            ("verdict", .string(verdict.rawValue)),
        ])
    }

    static func csvTable(_ drifts: [Drift]) -> Summary.CSVTable {
        Summary.CSVTable(
            "drift",
            ["figure", "unit", "level", "per_hour", "low", "high", "verdict"],
            drifts.map {
                [
                    $0.figure, $0.unit, "\($0.level)", "\($0.perHour)", "\($0.low)", "\($0.high)",
                    $0.verdict.rawValue,
                ]
            }
        )
    }
}

extension FleetCourse {
    /// What was observed and what drifted, as parts of a page.
    func observedParts(over axis: TimeAxis) -> String {
        let observing =
            observed.map { observed in
                Page.section(
                    ObservedCourse.title,
                    [
                        Page.paragraphs(observed.sentences),
                        Page.table(observed.table, "What moved, the likeliest cause first"),
                        Page.charts(observed.charts(over: axis), over: axis),
                    ]
                )
            } ?? ""
        return observing
            + Page.section(
                Drift.title,
                [Page.paragraphs(Drift.sentences(drifts)), Page.table(Drift.table(drifts))]
            )
    }

    /// The same in words, for the beginning of a report.
    var observedRemarks: [String] {
        (observed?.sentences ?? []) + Drift.sentences(drifts).prefix(1)
    }
}
