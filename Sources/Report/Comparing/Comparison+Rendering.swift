/// The forms a comparison comes in.
package enum ComparisonFormat: String, CaseIterable, Sendable {
    case md, json, junit, html
}

extension Comparison {
    package func text(as format: ComparisonFormat) -> String {
        switch format {
        case .md: markdown
        case .json: json
        case .junit: junit
        case .html: html()
        }
    }

    /// For a terminal as for a page.
    private var markdown: String {
        var parts = ["# \(title.inMarkdown)\n", "\(headline.inMarkdown)\n"]
        parts += notes.map { "\($0.inMarkdown)\n" }
        for pairing in pairings {
            if pairings.count > 1 { parts.append("## \(pairing.new.name.inMarkdown)\n") }
            let exact = exactSentences(of: pairing)
            if !exact.isEmpty { parts.append(exact.map { "\($0.inMarkdown)\n" }.joined()) }
            if let gates = gateTable(of: pairing) { parts.append(gates.markdown) }
            for isPrimary in [true, false] {
                let table = table(of: pairing, primary: isPrimary)
                guard !table.isEmpty else { continue }
                parts.append(isPrimary ? "Judged:\n" : "Other measures; they decide nothing:\n")
                parts.append(table.markdown)
            }
        }
        parts.append(method.map { "\($0.inMarkdown)\n" }.joined())
        return parts.joined(separator: "\n")
    }

    private var json: String {
        JSON.object([
            ("schema", .string("fleetsim.compare/1")),
            ("ending", .string("\(ending)")),
            ("headline", .string(headline)),
            ("base", json(of: base)),
            ("unlike", .array(unlikeness.map(JSON.string))),
            ("floor", .number(wishes.floor)),
            ("failed_floor", .number(wishes.failedFloor)),
            ("comparisons", .array(pairings.map(json))),
        ]).text
    }

    private func json(of side: ComparisonSide) -> JSON {
        .object([
            ("name", .string(side.name)),
            (
                "runs",
                .array(
                    side.runs.map { run in
                        .object([
                            ("database", .string(run.path)), ("run", .integer(run.number)),
                            ("seed", .unsigned(run.seed)), ("mode", .string(run.mode)),
                            ("fingerprint", .optional(run.fingerprint)),
                        ])
                    }
                )
            ),
            ("left_out", .array(side.leftOut.map(JSON.string))),
        ])
    }

    private func json(of pairing: Pairing) -> JSON {
        .object([
            ("new", json(of: pairing.new)),
            ("lines", .array(pairing.lines.map(\.json))),
            (
                "gates",
                .array(
                    pairing.gates.map { gate, outcome, _ in
                        .object([
                            ("gate", .string(gate.text)), ("outcome", .string(outcome.rawValue)),
                        ])
                    }
                )
            ),
            ("exact", .array(pairing.exact.map(\.json))),
        ])
    }
}

extension ComparisonLine {
    fileprivate var json: JSON {
        let figure = measure.figure
        var runs: Int?
        if case .inconclusive(let wanted) = verdict { runs = wanted }
        return .object([
            ("measure", .string(measure.text)),
            ("primary", .boolean(isPrimary)),
            ("unit", .string(figure.unit)),
            ("base", .number(base)),
            ("new", .number(new)),
            ("change", .number(figure.change(difference))),
            ("low", .optional(interval.map { figure.change($0.lowerBound) })),
            ("high", .optional(interval.map { figure.change($0.upperBound) })),
            ("basis", .string(basis.rawValue)),
            ("p", .number(probability)),
            ("p_adjusted", .number(adjusted)),
            ("verdict", .string(verdict.word)),
            ("runs_that_would_decide", .optional(runs)),
        ])
    }
}

extension Measure.Figure {
    /// Of values in files.
    fileprivate var unit: String {
        switch self {
        case .percentile: "us"
        case .failed: "share"
        case .throughput: "/s"
        }
    }
}

extension ExactResult {
    fileprivate var json: JSON {
        .object([
            ("seed", .unsigned(seed)),
            ("equal", .boolean(isEqual)),
            ("row", .optional(difference?.row)),
            ("at_ns", .optional(difference?.event.map { Int($0.at.nanoseconds) })),
            ("entity", .optional(difference?.event?.entity)),
            ("base_event", .optional(difference?.event?.first)),
            ("new_event", .optional(difference?.event?.second)),
            ("note", .optional(difference?.note)),
        ])
    }
}

extension Comparison {
    /// A test case per judged measure and per gate.
    private var junit: String {
        let cases = pairings.flatMap { pairing -> [JUnitCase] in
            let suite = pairing.new.name
            let exact = pairing.exact.map { result in
                JUnitCase(
                    className: suite,
                    name: "seed \(result.seed) is the same run",
                    failure: result.isEqual || !unlikeness.isEmpty
                        ? nil : result.sentences.joined(separator: " ")
                )
            }
            if !pairing.gates.isEmpty {
                return exact
                    + pairing.gates.map { gate, outcome, line in
                        let change = line.map { "\($0.shownChange) (\($0.shownInterval))" }
                        let said = "\(outcome.rawValue): \(change ?? "no value")"
                        return JUnitCase(
                            className: suite,
                            name: gate.text,
                            failure: outcome == .failed ? said : nil,
                            skipped: outcome == .undecided ? said : nil
                        )
                    }
            }
            return exact + pairing.lines.filter(\.isPrimary).map { $0.testCase(in: suite) }
        }
        return JUnitCase.document(of: cases, suite: title)
    }
}

extension ComparisonLine {
    fileprivate func testCase(in className: String) -> JUnitCase {
        let said = "\(verdict.sentence): \(shownChange), \(shownInterval)"
        let name = "\(measure.text) is not worse"
        return switch verdict {
        case .worse: JUnitCase(className: className, name: name, failure: said)
        case .inconclusive: JUnitCase(className: className, name: name, skipped: said)
        case .better, .noDifference: JUnitCase(className: className, name: name)
        }
    }
}

/// A test case as build servers read it.
struct JUnitCase {
    var className: String
    var name: String
    var failure: String?
    var skipped: String?
    /// Of what kind a failure is.
    var kind = "worse"

    static func document(of cases: [JUnitCase], suite: String) -> String {
        let counts =
            "tests=\"\(cases.count)\" failures=\"\(cases.count { $0.failure != nil })\" errors=\"0\""
        let skipped = cases.count { $0.skipped != nil }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites \(counts)>
            <testsuite name="\(suite.inHTML)" \(counts) skipped="\(skipped)">
            \(cases.map(\.xml).joined())</testsuite>
            </testsuites>

            """
    }

    private var xml: String {
        let start = "<testcase classname=\"\(className.inHTML)\" name=\"\(name.inHTML)\" time=\"0\""
        if let failure {
            return
                "\(start)>\n<failure type=\"\(kind)\" message=\"\(failure.inHTML)\"/>\n</testcase>\n"
        }
        if let skipped {
            return "\(start)>\n<skipped message=\"\(skipped.inHTML)\"/>\n</testcase>\n"
        }
        return start + "/>\n"
    }
}
