extension Comparison {
    /// One page that needs nothing else: the verdict, then both sides over one another.
    var html: String {
        let isAlarm = ending != .passed
        return HTMLPage(
            title: title,
            body: """
                <header>
                <h1>\(title.inHTML)</h1>
                <p class="status\(isAlarm ? " alarm" : "")">\(sign) \(headline.inHTML)</p>
                \(HTMLPage.paragraphs(notes))</header>
                \(pairings.map(section).joined())<footer>
                \(HTMLPage.paragraphs(method))</footer>

                """
        ).text
    }

    /// So that the colour is not all that tells.
    private var sign: String {
        switch ending {
        case .passed: "✓"
        case .failed: "✗"
        case .undecided: "?"
        }
    }

    private func section(of pairing: Pairing) -> String {
        let gates = gateTable(of: pairing).map { block("Gates", $0.html) } ?? ""
        let exact = exactSentences(of: pairing)
        let judged = table(of: pairing, primary: true)
        let beside = table(of: pairing, primary: false)
        let percentiles = charts(of: pairing).map {
            block("Percentiles of \($0.title)", $0.table.html)
        }.joined()
        return """
            <h2>\(pairing.new.name.inHTML)</h2>
            <div class="tables">
            \(exact.isEmpty ? "" : block("Event by event", HTMLPage.paragraphs(exact)))\(gates)\
            \(judged.isEmpty ? "" : block("Judged", judged.html))</div>
            <section class="charts">
            \(charts(of: pairing).map(\.html).joined())</section>
            <div class="tables">
            \(beside.isEmpty ? "" : block("Beside it, deciding nothing", beside.html))\
            \(percentiles)</div>

            """
    }

    /// All calls, and the actions that are judged.
    private func charts(of pairing: Pairing) -> [PercentileShiftChart] {
        let asked = (wishes.primary + wishes.gates.map(\.measure)).map { $0.action?.rawValue }
        return ([nil] + asked).unique.compactMap {
            PercentileShiftChart(base, pairing.new, action: $0)
        }
    }

    private func block(_ heading: String, _ content: String) -> String {
        "<section>\n<h2>\(heading.inHTML)</h2>\n\(content)</section>\n"
    }
}

/// A page of its own, without anything from elsewhere.
struct HTMLPage {
    var title: String
    var body: String

    var text: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title.inHTML) – FleetSim</title>
        <style>
        \(PageStyle.css)
        </style>
        </head>
        <body>
        \(body)</body>
        </html>

        """
    }

    static func paragraphs(_ sentences: [String]) -> String {
        sentences.map { "<p>\($0.inHTML)</p>\n" }.joined()
    }
}
