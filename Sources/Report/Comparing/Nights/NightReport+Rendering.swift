/// The forms in which a night is told.
extension NightReport {
    var table: Table {
        var table = Table(
            [
                "scenario", "measure", "nights before", "usual", "tonight", "change",
                "A/A noise", "alarm from", "state",
            ],
            leftColumns: 2
        )
        for result in results {
            let figure = result.series.measure.figure
            table.add([
                result.series.scenario, result.series.measure.title, "\(result.referenceNights)",
                result.reference.map(result.shown) ?? "–", result.shown(result.tonightMedian),
                result.shownShift ?? "–", result.shownNoise,
                figure.shown(change: floor(of: figure)), result.state.word,
            ])
        }
        return table
    }

    /// The change that matters, in the way the measure gets worse.
    private func floor(of figure: Measure.Figure) -> Double {
        let floor = Self.rule(for: figure, floor: rule.floor, drift: rule.drift).floor
        return figure.change(figure.isWorseWhenHigher ? floor : -floor)
    }

    /// The rule as it is scaled for a figure: a floor of 5 % is a rise by that of what gets worse as it rises,
    /// and a fall by that of what gets worse as it falls.
    package static func rule(
        for figure: Measure.Figure,
        floor: Double,
        drift: Double
    ) -> NightlyRule {
        guard figure.isRatio else {
            // Of calls that failed, a tenth of a percentage point matters.
            return NightlyRule(floor: 0.001, drift: 0.0005)
        }
        func scaled(_ share: Double) -> Double {
            figure.isWorseWhenHigher ? figure.difference(share) : -figure.difference(-share)
        }
        return NightlyRule(floor: scaled(floor), drift: scaled(drift))
    }

    /// What the columns of the table are, and how a night is judged.
    var method: [String] {
        [
            "Usual: the median of the runs of the nights before, up to \(NightlyRule.maximumNights) at the "
                + "same level. Tonight: the median of tonight’s runs. Change: by how much tonight’s "
                + "runs differ from those, by ranks, so it need not be the difference of the two "
                + "medians; of a level that was found tonight, by how much that lies from the one before.",
            "A/A noise: the largest change by which one of those nights differs from the others, though "
                + "nothing was changed. An alarm needs a change for the worse beyond it, and at "
                + "least the one in ‘alarm from’; a suspicion is run again before it counts.",
            "Response times are from when a call was due to its reply. Share that failed: "
                + "calls without a good answer; pp are percentage points. Throughput: answered "
                + "calls a second, and the one measure that gets worse as it falls.",
        ]
    }

    private var thresholdFailures: [String] { thresholds.compactMap(\.failure) }

    /// For a terminal and for a pull request.
    package var markdown: String {
        let about = "\(self.about)."
        let sentences = groups.map(sentence) + againstBaseline + thresholdFailures
        let found = sentences.map { "- \($0.inMarkdown)\n" }.joined()
        let trouble = troubles.map { "- \($0.inMarkdown)\n" }.joined()
        let parts =
            [
                "# \(suite.inMarkdown)\n", "\(about.inMarkdown)\n", "\(headline.inMarkdown)\n",
                found,
                trouble, table.isEmpty ? "" : table.markdown,
            ]
            + (unjudged + (table.isEmpty ? [] : method)).map { "\($0.inMarkdown)\n" }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Which night it is.
    private var about: String {
        "Night \(night.id), \(night.moment)\(night.label.map { ", \($0)" } ?? "")"
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
            + thresholdFailures.map {
                let kind = isFailedByThresholds ? "error" : "warning"
                return "::\(kind) title=\(suite.inAnnotationTitle)::\($0.inAnnotation)"
            }
            + (troubles + (isUnjudged ? unjudged : [])).map {
                "::warning title=\(suite.inAnnotationTitle)::\($0.inAnnotation)"
            }
    }

    package var junit: String {
        let cases = results.map { result in
            let change = "\(result.shownShift ?? "–"), noise \(result.shownNoise)"
            return JUnitCase(
                className: result.series.scenario,
                name: "\(result.series.measure.text) is not worse",
                failure: result.state.isWorse ? "\(result.state.word): \(change)" : nil,
                skipped: result.state.isLearning ? result.state.word : nil
            )
        }
        let failed =
            troubles.map { JUnitCase(className: suite, name: "every run is good", failure: $0) }
            + (isUnjudged ? unjudged : []).map {
                JUnitCase(className: suite, name: "a measure has a value", failure: $0)
            }
            + againstBaseline.map {
                JUnitCase(className: suite, name: "not worse than the baseline", failure: $0)
            }
        let kept = thresholds.map { threshold in
            JUnitCase(
                className: threshold.scenario,
                name: threshold.title,
                failure: isFailedByThresholds ? threshold.failure : nil,
                skipped: isFailedByThresholds ? nil : threshold.failure,
                kind: "threshold"
            )
        }
        return JUnitCase.document(of: cases + kept + failed, suite: suite)
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
            (
                "thresholds",
                .array(
                    thresholds.map { threshold in
                        .object([
                            ("scenario", .string(threshold.scenario)),
                            ("threshold", .string(threshold.title)),
                            ("runs", .integer(threshold.runs)),
                            ("failures", .integer(threshold.failures)),
                            ("worst", .optional(threshold.worst)),
                        ])
                    }
                )
            ),
            ("troubles", .array(troubles.map(JSON.string))),
            ("unjudged", .array(unjudged.map(JSON.string))),
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
            ("noise", .optional(noiseChange)),
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
        let found = groups.map(sentence) + againstBaseline + thresholdFailures + troubles
        return Page.html(
            title: suite,
            body: """
                <header>
                <h1>\(suite.inHTML)</h1>
                <p class="quiet">\(about.inHTML)</p>
                </header>
                <main>
                \(Conclusion(tone, headline, because: found).html)\
                \(Page.section("Tonight", [Page.table(table), Page.paragraphs(unjudged)]))\
                \(Page.section("By night", [Page.charts(results.map { $0.chart.html })]))</main>
                <footer>
                \(Page.paragraphs(table.isEmpty ? [] : method))</footer>

                """
        )
    }

    private var tone: Conclusion.Tone {
        switch ending {
        case .passed: .good
        case .regression, .failed: .bad
        case .unusable: .doubt
        }
    }
}

extension NightResult {
    /// One measure over the nights: a mark for each, and the level of the reference with its noise.
    fileprivate var chart: PointChart {
        let measure = "\(series.measure.name.capitalised), scenario ‘\(series.scenario)’"
        let values = nights.map { natural($0.median) }
        let noise = noise ?? 0
        let last = nights.last.map { shown($0.median) } ?? "–"
        let usual = reference.map { level in
            let ends = [shown(level - noise), shown(level + noise)]
            return ends[0] == ends[1] ? " Usual: \(ends[0])." : " Usual: \(ends[0]) to \(ends[1])."
        }
        let marked = values.enumerated().map { index, value in
            PointChart.Point(x: Double(index), y: value)
        }
        return PointChart(
            title: measure,
            unit: series.measure.figure == .throughput && !series.isOfPairs ? "calls a second" : "",
            quantity: quantity,
            series: [
                PointChart.Series(
                    name: "median of each night",
                    style: .first,
                    points: marked,
                    hasDots: true
                )
            ]
                + (state.isWorse
                    ? [
                        PointChart.Series(
                            name: "tonight",
                            style: .alarm,
                            points: marked.suffix(1),
                            isJoined: false,
                            hasDots: true
                        )
                    ] : []),
            across: Scale(from: 0, to: Double(max(values.count - 1, 1)), ticks: ticks),
            acrossLabel: { position in
                nights.indices.contains(Int(position)) ? "\(nights[Int(position)].night)" : ""
            },
            acrossUnit: "night; tonight is the last",
            bound: reference.map { (natural($0), "usual level") },
            words: "\(values.count) nights, tonight \(last): \(state.word).\(usual ?? "")",
            isCloseUp: true
        )
    }

    /// At most eight places, of nights that are evenly apart.
    private var ticks: [Double] {
        let step = max((nights.count + 7) / 8, 1)
        return stride(from: 0, to: nights.count, by: step).map(Double.init)
    }

    /// A value as the axis has it.
    private func natural(_ scaled: Double) -> Double {
        let figure = series.measure.figure
        if series.isOfPairs { return figure.change(scaled) }
        return figure.change(scaled) + (figure.isRatio ? 1 : 0)
    }

    private var quantity: AxisQuantity {
        if series.isOfPairs { return .share }
        return switch series.measure.figure {
        case .percentile: .time
        case .failed: .share
        case .throughput: .perSecond
        }
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
                    let indices = names.indices.filter { names[$0] == name }
                    return indices.lazy.compactMap { columns[$0][night.id] }.first
                        .map { "\($0)" } ?? ""
                }
        }
        return ([head] + rows).map(CSVRecord.text).joined()
    }
}
