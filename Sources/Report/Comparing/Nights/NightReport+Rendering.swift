/// The forms in which a night is told.
extension NightReport {
    var table: Table {
        var table = Table(
            [
                "scenario", "measure", "nights", "reference", "tonight", "change", "A/A noise",
                "floor", "state",
            ],
            leftColumns: 2
        )
        for result in results {
            let figure = result.series.measure.figure
            table.add([
                result.series.scenario, result.series.measure.text, "\(result.referenceNights)",
                result.reference.map(result.shown) ?? "–", result.shown(result.tonightMedian),
                result.shownShift ?? "–", result.shownNoise,
                figure.shown(change: floor(of: figure)), result.state.word,
            ])
        }
        return table
    }

    /// The change that matters, in the way the measure gets worse.
    private func floor(of figure: Measure.Figure) -> Double {
        let rise = figure.change(rule(for: figure).floor)
        return figure.isWorseWhenHigher ? rise : figure.change(-rule(for: figure).floor)
    }

    /// The rule as it is scaled for a figure.
    package static func rule(
        for figure: Measure.Figure,
        floor: Double,
        drift: Double
    ) -> NightlyRule {
        figure.isRatio
            ? NightlyRule(floor: figure.difference(floor), drift: figure.difference(drift))
            // Of calls that failed, a tenth of a percentage point matters.
            : NightlyRule(floor: 0.001, drift: 0.0005)
    }

    private func rule(for figure: Measure.Figure) -> NightlyRule {
        figure.isRatio ? rule : NightlyRule(floor: 0.001, drift: 0.0005)
    }

    var method: String {
        "Each night’s runs are held by ranks against those of up to \(NightlyRule.mostNights) "
            + "nights at the same level; a suspicion is run again before it counts. A change has to "
            + "exceed the floor and the A/A noise: the largest by which one of those nights differs "
            + "from the others."
    }

    /// For a terminal and for a pull request.
    package var markdown: String {
        let about = "Night \(night.id), \(night.at)\(night.label.map { ", \($0)" } ?? "")."
        let sentences = groups.map(sentence) + againstBaseline
        let found = sentences.map { "- \($0.inMarkdown)\n" }.joined()
        let trouble = troubles.map { "- \($0.inMarkdown)\n" }.joined()
        let parts = [
            "# \(suite.inMarkdown)\n", "\(about.inMarkdown)\n", "\(headline.inMarkdown)\n", found,
            trouble, table.isEmpty ? "" : table.markdown, "\(method.inMarkdown)\n",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Commands that GitHub Actions shows beside the job, one a line.
    package var annotations: [String] {
        groups.compactMap { group in
            let text = sentence(of: group).inAnnotation
            switch group.kind {
            case .worse, .stillWorse: return "::error title=\(suite.inAnnotationTitle)::\(text)"
            case .better, .recovered: return "::notice title=\(suite.inAnnotationTitle)::\(text)"
            }
        }
            + againstBaseline.map {
                "::error title=\(suite.inAnnotationTitle)::\($0.inAnnotation)"
            }
            + troubles.map { "::warning title=\(suite.inAnnotationTitle)::\($0.inAnnotation)" }
    }

    package var junit: String {
        let cases = results.map { result in
            let change = "\(result.shownShift ?? "–"), noise \(result.shownNoise)"
            return JUnitCase(
                place: result.series.scenario,
                name: "\(result.series.measure.text) is not worse",
                failure: result.state.isWorse ? "\(result.state.word): \(change)" : nil,
                skipped: result.state.isLearning ? result.state.word : nil
            )
        }
        let failed =
            troubles.map { JUnitCase(place: suite, name: "every run is good", failure: $0) }
            + againstBaseline.map {
                JUnitCase(place: suite, name: "not worse than the baseline", failure: $0)
            }
        return JUnitCase.document(of: cases + failed, suite: suite)
    }

    package var json: String {
        JSON.object([
            ("schema", .string("fleetsim.nightly/1")),
            ("suite", .string(suite)),
            ("night", .integer(night.id)),
            ("at", .string(night.at)),
            ("label", .optional(night.label)),
            ("ending", .string("\(ending)")),
            ("findings", .array((groups.map(sentence) + againstBaseline).map(JSON.string))),
            ("troubles", .array(troubles.map(JSON.string))),
            ("measures", .array(results.map(\.json))),
        ]).text
    }
}

extension NightResult {
    fileprivate var json: JSON {
        let figure = series.measure.figure
        return .object([
            ("scenario", .string(series.scenario)),
            ("measure", .string(series.measure.text)),
            ("state", .string(state.word)),
            ("values", .array(tonight.map(JSON.number))),
            ("change", .optional(shift.map(figure.change))),
            ("noise", .optional(noise.map { abs(figure.change($0)) })),
            ("reference_nights", .integer(referenceNights)),
        ])
    }
}

extension String {
    /// As GitHub takes the text of a command: on one line.
    fileprivate var inAnnotation: String {
        visible.replacing("%", with: "%25").replacing("\r", with: "%0D")
            .replacing("\n", with: "%0A")
    }

    fileprivate var inAnnotationTitle: String {
        inAnnotation.replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}

extension NightReport {
    /// A page with a picture of every measure over the nights.
    package var html: String {
        let isAlarm = ending != .passed
        let found = groups.map(sentence) + againstBaseline + troubles
        return HTMLPage(
            title: suite,
            body: """
                <header>
                <h1>\(suite.inHTML)</h1>
                <p class="quiet">Night \(night.id), \(night.at.inHTML)\
                \(night.label.map { ", \($0.inHTML)" } ?? "")</p>
                <p class="status\(isAlarm ? " alarm" : "")">\(isAlarm ? "✗" : "✓") \
                \(headline.inHTML)</p>
                \(HTMLPage.paragraphs(found))</header>
                <section class="charts">
                \(results.map { NightChart($0).html }.joined())</section>
                <div class="tables"><section>
                <h2>Tonight</h2>
                \(table.html)</section></div>
                <footer>
                \(HTMLPage.paragraphs([method]))</footer>

                """
        ).text
    }
}

/// One measure over the nights: a mark for each, the level of the reference, and its noise as a band.
private struct NightChart {
    private let result: NightResult
    private static let (width, height) = (560.0, 180.0)
    private static let (left, right, top, bottom) = (70.0, 18.0, 10.0, 24.0)

    init(_ result: NightResult) { self.result = result }

    private var values: [Double] { result.nights.map(\.median) }

    private var bounds: ClosedRange<Double> {
        let noise = result.noise ?? 0
        let band = result.reference.map { [$0 - noise, $0 + noise] } ?? []
        let low = (values + band).min() ?? 0
        let high = (values + band).max() ?? 1
        let room = max((high - low) * 0.1, 0.001)
        return (low - room)...(high + room)
    }

    var html: String {
        """
        <figure>
        <figcaption>\(result.series.scenario.inHTML) \(result.series.measure.text.inHTML) \
        <small>by night; \(result.state.word.inHTML)</small></figcaption>
        <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
        aria-label="\(label.inHTML)">
        \(band)\(marks)
        </svg>
        </figure>

        """
    }

    private var label: String {
        "\(result.series.measure.text) of \(result.series.scenario) over "
            + "\(values.count) nights, last \(result.shown(values.last ?? 0))"
    }

    private var band: String {
        let ends = [bounds.lowerBound, bounds.upperBound].map { value in
            "<text class=\"value\" x=\"\((Self.left - 6).inSVG)\" y=\"\(y(value).inSVG)\">"
                + "\(result.shown(value).inHTML)</text>"
        }.joined()
        guard let reference = result.reference else { return ends }
        let noise = result.noise ?? 0
        let (low, high) = (y(reference - noise).inSVG, y(reference + noise).inSVG)
        let end = (Self.width - Self.right).inSVG
        return ends + """
            <path class="area first" d="M\(Self.left.inSVG) \(low)H\(end)V\(high)H\(Self.left.inSVG)Z"/>\
            <path class="grid" d="M\(Self.left.inSVG) \(y(reference).inSVG)H\(end)"/>
            """
    }

    private var marks: String {
        let points = values.enumerated().map { "\(x($0.offset).inSVG) \(y($0.element).inSVG)" }
        let line = "<path class=\"line first\" d=\"M\(points.joined(separator: "L"))\"/>"
        let last = values.count - 1
        let alarm = result.state.isWorse ? "alarm" : "first"
        return line + """
            <path class="line \(alarm)" style="stroke-width:7;stroke-linecap:round" \
            d="M\(points.last ?? "0 0")h0.01"/>\
            <text class="time" x="\(x(last).inSVG)" y="\((Self.height - 6).inSVG)">tonight</text>
            """
    }

    private func x(_ place: Int) -> Double {
        let share = values.count > 1 ? Double(place) / Double(values.count - 1) : 1
        return Self.left + share * (Self.width - Self.left - Self.right - 20)
    }

    private func y(_ value: Double) -> Double {
        let share = (value - bounds.lowerBound) / (bounds.upperBound - bounds.lowerBound)
        return Self.top + (1 - share) * (Self.height - Self.top - Self.bottom)
    }
}

extension NightHistory {
    /// The medians of every night as a table that Apache Otava reads: time, commit, a column per series.
    package func export() throws(DatabaseError) -> String {
        let nights = try nights()
        let series = try series()
        var columns: [[Int: Double]] = []
        for one in series {
            let values = try values(of: one)
            columns.append(
                Dictionary(
                    values.map { ($0.night, ComparisonLine.median($0.values)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        }
        // One column for a measure, whatever it was compared under: Otava knows no likeness.
        let names = series.map { "\($0.scenario).\($0.measure.text)" }
        let head = ["time", "commit"] + names.unique
        let rows = nights.map { night in
            [night.at, night.label ?? "\(night.id)"]
                + names.unique.map { name in
                    let places = names.indices.filter { names[$0] == name }
                    return places.lazy.compactMap { columns[$0][night.id] }.first
                        .map { "\($0)" } ?? ""
                }
        }
        return ([head] + rows).map(CSVRecord.text).joined()
    }
}
