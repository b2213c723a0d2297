import Scenarios

/// How much a run prints at its end.
package enum SummaryLength: String, CaseIterable, Sendable {
    case short, full
}

/// What a run prints at its end: the report in Markdown, or only what it says in sentences.
package func runSummary(
    database path: String,
    run: Int? = nil,
    _ length: SummaryLength
) throws(ReportError) -> String {
    let summary = try summary(database: path, run: run)
    switch length {
    case .full: return summary.brief.withoutMarkdownEscapes
    case .short:
        let lines =
            ["\(summary.run.scenario): \(summary.subtitle); \(summary.ending)."] + summary.remarks
            + summary.connectionSentences
            + (summary.sessions.count > 0 ? summary.sessionSentences : []) + summary.notJudged
        return lines.joined(separator: "\n")
    }
}

/// How a run came out, in one line: in the words of the page, with each threshold that failed.
package func verdictLine(database path: String, run: Int? = nil) throws(ReportError) -> String {
    let summary = try summary(database: path, run: run)
    let failed = summary.verdicts.filter { !$0.passed }.map { "\($0.title), \($0.finding)" }
    let headline = Conclusion(summary).headline
    return failed.isEmpty ? headline : "\(headline) (\(failed.joined(separator: "; ")))"
}
