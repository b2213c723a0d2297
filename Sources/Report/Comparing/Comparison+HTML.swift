extension Comparison {
    /// One page that needs nothing else: the verdict, then both sides over one another.
    var html: String {
        Page.html(
            title: title,
            body: """
                <header>
                <h1>\(title.inHTML)</h1>
                </header>
                <main>
                \(Conclusion(tone, headline, because: notes).html)\
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

    private func section(of pairing: Pairing) -> String {
        let charts = charts(of: pairing)
        return Page.section(
            pairing.new.name,
            [
                Page.paragraphs(exactSentences(of: pairing)),
                Page.table(gateTable(of: pairing), "Gates"),
                Page.table(table(of: pairing, primary: true), "Judged"),
                Page.charts(charts.map(\.html)),
                Page.table(table(of: pairing, primary: false), "Beside it, deciding nothing"),
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
