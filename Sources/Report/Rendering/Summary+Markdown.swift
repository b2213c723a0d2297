extension Summary {
    /// For a terminal as for a page.
    var markdown: String {
        if let plan { return planMarkdown(plan) }
        if let capacity { return capacityMarkdown(capacity) }
        let sections = [
            title,
            section("Thresholds", notJudged, verdictTable),
            section("Calls", calls.isEmpty && !ranAlone ? ["None."] : [], callTable),
            section(Self.responseTime, unansweredSentences, latencyTable(\.latency)),
            section(Self.serviceTime, [], latencyTable(\.service)),
            section("Errors", [], errorTable),
            section(Self.effectTime, [], effectTable),
            section("Phases", [], phaseTable),
            section("Connections", connectionSentences, failureTable),
            section("Sessions", sessions.count > 0 ? sessionSentences : [], sessionTable),
            section("Events", [], eventTable),
            section("The simulator itself", machineSentences, nil),
            "\(fileSentence)\n",
        ]
        return sections.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var title: String {
        """
        # \(run.scenario.inMarkdown)

        \(subtitle.inMarkdown); \(ending.inMarkdown).
        \(remarks.map { "\n\($0.inMarkdown)\n" }.joined())\(run.fingerprint.map { "Fingerprint \($0.inMarkdown).\n" } ?? "")
        """
    }

    /// A heading over a table and sentences, a line each; nothing if there are neither.
    private func section(_ heading: String, _ sentences: [String], _ table: Table?) -> String {
        let table = table.map { $0.isEmpty ? "" : $0.markdown } ?? ""
        let text = sentences.map { "\($0.inMarkdown)\n" }.joined()
        let parts = [table, text].filter { !$0.isEmpty }
        return parts.isEmpty ? "" : "## \(heading)\n\n" + parts.joined(separator: "\n")
    }
}
