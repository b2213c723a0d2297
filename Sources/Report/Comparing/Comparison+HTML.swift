extension Comparison {
    /// One page that needs nothing else: the verdict, then both sides over one another.
    package func html(under navigation: String = "") -> String {
        Page.html(
            title: title,
            navigation: navigation,
            body: """
                <header>
                <h1>\(title.inHTML)</h1>
                </header>
                <main>
                \(Conclusion(tone, headline, because: findings + notes).html)\
                \(pairings.map(section).joined())</main>
                <footer>
                \(Page.paragraphs(method))</footer>

                """
        )
    }

    private var tone: Conclusion.Tone {
        switch ending {
        case .passed: .good
        case .failed: .bad
        case .undecided: .doubt
        }
    }

    /// What each gate or, without gates, each judged measure came to.
    private var findings: [String] {
        pairings.flatMap { pairing -> [String] in
            let side = pairings.count > 1 ? "\(pairing.new.name), " : ""
            guard pairing.gates.isEmpty else {
                return pairing.gates.map { gate, outcome, line in
                    let found = line.map { "\($0.shownChange) (\($0.shownInterval))" }
                    return "\(side)\(gate.text) \(outcome.rawValue): \(found ?? "no value")."
                }
            }
            return pairing.lines.filter(\.isPrimary).map { line in
                let found = "\(line.shownChange) (\(line.shownInterval))"
                return "\(side)\(line.measure.title): \(line.verdict.sentence), \(found)."
            }
        }
    }

    private func section(of pairing: Pairing) -> String {
        let charts = charts(of: pairing)
        return Page.section(
            pairing.new.name,
            [
                Page.paragraphs(exactSentences(of: pairing)),
                Page.table(gateTable(of: pairing), "Gates"),
                Page.table(table(of: pairing, primary: true), "Judged"),
                Page.charts(charts.map(\.html)),
                Page.table(
                    table(of: pairing, primary: false),
                    "Other measures; they decide nothing"
                ),
                charts.map { chart in
                    Page.folded(
                        "Percentiles of \(chart.title)",
                        Page.table(chart.table)
                    )
                }.joined(),
            ]
        )
    }

    /// All calls, and the actions that are judged.
    private func charts(of pairing: Pairing) -> [PercentileShiftChart] {
        let asked = (wishes.primary + wishes.gates.map(\.measure)).map { $0.action?.rawValue }
        return ([nil] + asked).unique.compactMap {
            PercentileShiftChart(base, pairing.new, action: $0)
        }
    }
}
