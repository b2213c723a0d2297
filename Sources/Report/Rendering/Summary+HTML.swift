import FleetSim

extension Summary {
    /// One page that needs nothing else: no script, no font, no image from anywhere.
    var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(run.scenario.inHTML) – FleetSim</title>
        <style>
        \(PageStyle.css)
        </style>
        </head>
        <body>
        \(header)\(content)<footer>
        \(paragraphs(machineSentences + [fileSentence]))</footer>
        </body>
        </html>

        """
    }

    private var content: String {
        if let plan { return planHTML(plan) }
        return """
            \(verdictSection)\(keyFigures)<section class="charts">
            \(charts.map(\.html).joined())</section>
            \(tables)
            """
    }

    private var header: String {
        let isGood = run.status == RunResult.Status.complete.rawValue
        let remarks = remarks.map { "<p class=\"status alarm\">\($0.inHTML)</p>\n" }.joined()
        let fingerprint = run.fingerprint.map {
            " · fingerprint <code>\($0.inHTML)</code>"
        }
        return """
            <header>
            <h1>\(run.scenario.inHTML)</h1>
            <p class="quiet">\((plan.map(planSubtitle) ?? subtitle).inHTML)\(fingerprint ?? "")</p>
            <p class="status\(isGood ? "" : " alarm")">\(ending.inHTML)</p>
            \(remarks)</header>

            """
    }

    /// First of all, since it says whether the run was good enough.
    private var verdictSection: String {
        let section = section("Thresholds", verdictTable, verdictSentences)
        return section.isEmpty ? "" : "<div class=\"tables\">\n\(section)</div>\n"
    }

    private var keyFigures: String {
        let count = totals.reduce(0) { $0 + $1.count }
        let chargers = totals.first
        let failures = chargers?.failures ?? 0
        let latency = chargers?.latency
        let figures = [
            (Figures.grouped(count), "calls, \(Figures.rounded(perSecond(count))) per second"),
            (
                latency.map { "\($0.p50.milliseconds) ms" } ?? "–",
                "median response time, due → reply"
            ),
            (
                latency.map { "\($0.p99.milliseconds) ms" } ?? "–",
                "99th percentile of the same"
            ),
            (
                Figures.percent(failures, of: chargers?.count ?? 0),
                "of the chargers’ calls failed: \(Figures.grouped(failures))"
            ),
            (
                Figures.percent(sessions[.served], of: sessions.over),
                "of \(Figures.grouped(sessions.over)) sessions served in full"
            ),
            (
                energyServed,
                "of \(Figures.energy(milliwattHours: sessions.requestedMilliwattHours)) delivered"
            ),
        ]
        let boxes = figures.map { "<div><b>\($0.0.inHTML)</b><span>\($0.1.inHTML)</span></div>\n" }
        return "<section class=\"figures\">\n\(boxes.joined())</section>\n"
    }

    private var tables: String {
        let sections = [
            section("Calls", callTable),
            section(Self.responseTime, latencyTable(\.latency), unansweredSentences),
            section(Self.serviceTime, latencyTable(\.service)),
            section("Errors", errorTable),
            section(Self.effectTime, effectTable),
            section("Phases", phaseTable),
            section("Sessions", sessionTable, sessions.count > 0 ? sessionSentences : []),
            section("Connections", failureTable, connectionSentences),
            section("Events", eventTable),
        ]
        return "<div class=\"tables\">\n\(sections.joined())</div>\n"
    }

    private func section(
        _ heading: String,
        _ table: Table?,
        _ sentences: [String] = []
    ) -> String {
        let table = table.map { $0.isEmpty ? "" : $0.html } ?? ""
        guard !table.isEmpty || !sentences.isEmpty else { return "" }
        return """
            <section>
            <h2>\(heading.inHTML)</h2>
            \(table)\(paragraphs(sentences))</section>

            """
    }

    private func paragraphs(_ sentences: [String]) -> String {
        sentences.map { "<p>\($0.inHTML)</p>\n" }.joined()
    }
}
