import FleetSim
import Scenarios

/// What a report says first: how the run came out, in words, with a sign and a colour.
package struct Conclusion {
    /// What a reader does with it.
    package enum Tone: String {
        case good, bad, doubt, plain

        /// It tells the tones apart without colours.
        var sign: String {
            switch self {
            case .good: "✓"
            case .bad: "✗"
            case .doubt: "?"
            case .plain: "–"
            }
        }
    }

    var tone: Tone
    var headline: String
    /// Why, a sentence each.
    var reasons: [String] = []

    init(_ summary: Summary) {
        let time = Figures.span(microseconds: summary.run.simulatedMicroseconds)
        reasons = summary.remarks
        switch RunResult.Status(rawValue: summary.run.status) {
        case .untrusted:
            (tone, headline) = (.doubt, "Cannot be believed")
            reasons.append("The figures below are not those of the CSMS.")
        case .unreachable:
            (tone, headline) = (.bad, "The CSMS was never reached")
        case .interrupted:
            (tone, headline) = (.doubt, "Interrupted after \(time)")
        case .failed:
            (tone, headline) = (.bad, "The run failed after \(time)")
        case .running:
            (tone, headline) = (.doubt, "Still running, \(time) so far: nothing was judged")
        case nil:
            (tone, headline) = (.doubt, "Ended as ‘\(summary.run.status)’")
        case .complete:
            (tone, headline) = Self.ofComplete(summary)
        }
        reasons += summary.notJudged
    }

    package init(_ tone: Tone, _ headline: String, because reasons: [String]) {
        // A heading has no full stop.
        let bare = headline.hasSuffix(".") ? String(headline.dropLast()) : headline
        (self.tone, self.headline, self.reasons) = (tone, bare, reasons)
    }

    private static func ofComplete(_ summary: Summary) -> (Tone, String) {
        if let plan = summary.plan { return ofPlan(plan, summary) }
        if let capacity = summary.capacity {
            let tone: Tone = capacity.isReached.map { $0 ? .good : .bad } ?? .plain
            return (tone, capacity.headline)
        }
        let failed = summary.verdicts.count { !$0.passed }
        let all = summary.counted(summary.verdicts.count, "threshold")
        guard failed == 0 else { return (.bad, "Failed: \(failed) of \(all)") }
        guard !summary.verdicts.isEmpty else {
            return (.plain, "Complete; the scenario has no thresholds to judge it by")
        }
        return (.good, summary.verdicts.count == 1 ? "Passed: \(all)" : "Passed: all \(all)")
    }

    private static func ofPlan(_ plan: PlanSummary, _ summary: Summary) -> (Tone, String) {
        guard plan.designs.first?.targets.isEmpty == false else {
            return (
                .plain,
                "\(summary.counted(plan.designs.count, "design")) compared; the plan has no targets"
            )
        }
        let answers = plan.kinds.map { kind in
            plan.designs.first { $0.arrivals == kind && $0.isSmallest }
        }
        if answers.allSatisfy({ $0 != nil }) {
            let names = zip(plan.kinds, answers).compactMap { kind, design in
                design.map { plan.name(of: $0) + (kind.map { " for \($0)" } ?? "") }
            }
            return (.good, "Build \(names.joined(separator: "; "))")
        }
        let isOpen = plan.designs.contains { $0.verdict == .undecided }
        return isOpen
            ? (.doubt, "Undecided: no design is shown to meet the targets")
            : (.bad, "No design meets the targets")
    }
}

extension Conclusion {
    /// One thing that was judged.
    private struct Item {
        var tone: Tone
        var word: String
        var what: String
        var finding: String

        var html: String {
            let kind =
                switch tone {
                case .good: "passed"
                case .bad: "failed"
                case .doubt, .plain: "open"
                }
            return """
                <li class="\(kind)"><span class="sign" aria-hidden="true">\(tone.sign)</span>\
                <b>\(word)</b> <code>\(what.inHTML)</code>: \(finding.inHTML)</li>

                """
        }
    }

    private static func items(_ summary: Summary) -> [Item] {
        guard let plan = summary.plan else {
            return summary.verdicts.map { verdict in
                Item(
                    tone: verdict.passed ? .good : .bad,
                    word: verdict.word,
                    what: verdict.title,
                    finding: verdict.finding + (verdict.excess.map { ", \($0)" } ?? "")
                )
            }
        }
        return plan.told.flatMap { design in
            design.targets.map { target in
                let value = target.figure.text(design[target.figure])
                let unit = target.figure.shown.unit
                let tone: Tone =
                    switch target.verdict {
                    case .met: .good
                    case .missed: .bad
                    case .undecided: .doubt
                    }
                return Item(
                    tone: tone,
                    word: target.verdict.rawValue,
                    what: target.expression,
                    finding:
                        "\(value)\(unit.isEmpty ? "" : " \(unit)") with \(plan.name(of: design))"
                )
            }
        }
    }

    /// The part of a page that begins it.
    func html(_ summary: Summary) -> String {
        // What the heading says already is not said again.
        let answers = (summary.plan?.answers ?? []).filter { answer in
            !(headline + ".").lowercased().hasSuffix(answer.lowercased())
        }
        return html(
            paragraphs: reasons + answers
                + (summary.capacity?.sentences ?? []),
            items: Self.items(summary).map(\.html)
        )
    }

    /// The same where nothing but the headline and its reasons is told.
    package var html: String { html(paragraphs: reasons, items: []) }

    private func html(paragraphs: [String], items: [String]) -> String {
        let list = items.isEmpty ? "" : "<ul>\n\(items.joined())</ul>\n"
        return """
            <section class="verdict \(tone.rawValue)" aria-label="Verdict">
            <h2><span class="sign" aria-hidden="true">\(tone.sign)</span>\(headline.inHTML)</h2>
            \(Page.paragraphs(paragraphs))\(list)</section>

            """
    }
}
