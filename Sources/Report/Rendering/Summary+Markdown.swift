extension Summary {
    /// All that the page tells, without its charts.
    package var markdown: String { markdown(isWhole: true) }

    /// What a run ends with on a terminal.
    package var brief: String { markdown(isWhole: false) }

    private func markdown(isWhole: Bool) -> String {
        if let plan { return planMarkdown(plan) }
        if let capacity { return capacityMarkdown(capacity) }
        let sections = [
            title,
            section("Thresholds", notJudged, verdictTable),
            section("Calls", calls.isEmpty && !ranAlone ? ["None."] : [], callTable),
            section(Self.responseTime, unansweredSentences, latencyTable(\.latency)),
            section(Self.serviceTime, [], latencyTable(\.service)),
            subsetSections(isWhole),
            observedSections,
            section("Errors", [], errorTable),
            section(Self.effectTime, [], effectTable),
            section("Phases", [], phaseTable),
            section("Connections", connectionSentences, failureTable),
            section("Sessions", sessions.count > 0 ? sessionSentences : [], sessionTable),
            section(MissingEnergy.title, [], missingEnergy?.table(of: wantedWattHours)),
            isWhole ? details.joined(separator: "\n") : "",
            section("Events", [], isWhole ? exampleTable : eventTable),
            section("The simulator itself", machineSentences, nil),
            "\(fileSentence)\n",
        ]
        return sections.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// What was observed and what drifted.
    private var observedSections: String {
        guard case .fleet(let course) = kind else { return "" }
        return [
            section(
                ObservedCourse.title,
                course.observed?.sentences ?? [],
                course.observed?.table
            ),
            section(Drift.title, Drift.sentences(course.drifts), Drift.table(course.drifts)),
        ].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Response times by parts of the fleet; on a terminal only what stands out.
    private func subsetSections(_ isWhole: Bool) -> String {
        guard case .fleet(let course) = kind else { return "" }
        let shown = course.subsets.filter { isWhole || $0.outlier != nil }
        return shown.map { section($0.title, $0.sentences, $0.table(inMilliseconds: true)) }
            .joined(separator: "\n")
    }

    /// The chargers and sessions with the worst figures, and how sites fared.
    private var details: [String] {
        let tables: [(heading: String, table: Table?)] =
            switch kind {
            case .fleet(let course):
                [
                    ("Chargers with the most events and failures", course.chargerTable),
                    ("Sessions that missed the most energy", course.sessionTable),
                    ("By site, the worst first", FleetCourse.table(of: course.sites, "Site")),
                    ("By model", FleetCourse.table(of: course.models, "Model")),
                ]
            case .sites(let course):
                [
                    ("Sites", course.siteTable),
                    (
                        "Sessions that missed the most energy",
                        FleetCourse.table(of: course.worstSessions)
                    ),
                ]
            case .plan, .capacity: []
            }
        return tables.map { section($0.heading, [], $0.table) }.filter { !$0.isEmpty }
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
