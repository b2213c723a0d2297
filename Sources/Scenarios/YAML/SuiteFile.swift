/// Reads the file of a nightly suite, as strictly as a scenario: every mistake at once, with its place.
package enum SuiteFile {
    /// A complaint about the text of a metric; nil: there is such a metric.
    package typealias MetricCheck =
        @Sendable (String) -> (problem: String, suggestion: String?)?

    /// The suite in the file; the files that it names are looked for beside it.
    package static func load(
        path: String,
        checkingMetrics check: @escaping MetricCheck
    ) throws(ScenarioProblems) -> NightlySuite {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        var problems = Problems.ofScenario(in: folder)
        let bytes = SourceText.read(path: path, &problems)
        let suite = bytes.flatMap { read($0, name: path, check, &problems) }
        guard let suite, problems.isEmpty else {
            throw ScenarioProblems(problems: problems.reported(file: path))
        }
        return suite
    }

    /// Whether a file is a suite, by its keys: it names scenarios and has no fleet of its own.
    ///
    /// What a pipe brings can be read once only, and is no suite: this looks into no pipe.
    package static func isSuite(path: String) -> Bool {
        guard path != InputText.standardInput, !path.hasPrefix("/dev/") else { return false }
        var problems = Problems.ofScenario()
        guard let bytes = SourceText.read(path: path, &problems),
            let source = SourceText(bytes, &problems),
            let root = YAMLComposer.document(in: source.bytes, &problems)
        else { return false }
        return isSuite(root)
    }

    static func isSuite(_ root: YAMLNode) -> Bool {
        root["scenarios"] != nil && root["fleet"] == nil
    }

    private static func read(
        _ bytes: [UInt8],
        name: String,
        _ check: @escaping MetricCheck,
        _ problems: inout Problems
    ) -> NightlySuite? {
        problems.show(bytes, without: nil)
        guard let source = SourceText(bytes, &problems),
            let root = YAMLComposer.document(in: source.bytes, &problems)
        else { return nil }
        var secrets = Secrets()
        secrets.note(in: root)
        problems.show(bytes, without: secrets)
        guard !root.isNull else {
            problems.add(
                "the suite is empty",
                at: .file,
                suggestion: "the smallest is ‘scenarios: [{scenario: evening.yaml}]’"
            )
            return nil
        }
        guard root["fleet"] == nil || root["scenarios"] != nil else {
            problems.add(
                "this is a scenario",
                at: .file,
                suggestion: "‘fleetsim run’ runs it, and a suite has it among its ‘scenarios’"
            )
            return nil
        }
        guard var suite = record(check).read(root, &problems) else { return nil }
        for index in suite.entries.indices {
            suite.entries[index].path = problems.path(of: suite.entries[index].path)
        }
        suite.history = suite.history.map { problems.path(of: $0) }
        return suite
    }

    private static func record(_ check: @escaping MetricCheck) -> Record<NightlySuite> {
        Record(
            NightlySuite(),
            [
                Field("name", \.name, .text(1...100), "What the suite is called."),
                Field("runs", \.runs, .integer(3...100), "Runs of each scenario a night."),
                Field("csms", \.csms, url, "The CSMS under test; absent: virtual time."),
                Field("baseline", \.baseline, url, "A second CSMS, to run in turn with it."),
                Field("history", \.history, .text(1...4096), "The history database."),
                Field(
                    "floor",
                    \.floor,
                    Dimension.share.notation(0...10),
                    "The least change of one night that raises an alarm."
                ),
                Field(
                    "drift",
                    \.drift,
                    Dimension.share.notation(0...10),
                    "The least change of a level over several nights that is told."
                ),
                Field(
                    "metrics",
                    \.metrics,
                    .list(
                        of: Notation<String>.text(1...100).refusing { text in
                            check(text).map { Complaint($0.problem, suggestion: $0.suggestion) }
                        },
                        minimum: 1
                    ),
                    "What is judged, as ‘compare’ writes it."
                ),
                Field(
                    "thresholds",
                    \.thresholds,
                    .word("answer to a failed threshold"),
                    "Whether a threshold that failed makes the night fail, or is told only."
                ),
                Field(
                    "keep_nights",
                    \.nightsKept,
                    .integer(20...100_000),
                    "How many nights the history keeps."
                ),
                Field(
                    "keep_databases",
                    \.databasesKept,
                    .integer(0...100_000),
                    "Of how many nights run databases are kept."
                ),
                Field(
                    "scenarios",
                    \.entries,
                    .list(of: entry.notation, minimum: 1),
                    "The scenarios that are run.",
                    isRequired: true
                ),
            ],
            rules: [
                Rule(["baseline", "csms"]) { suite in
                    suite.baseline != nil && suite.csms == nil
                        ? Complaint("a baseline is held against a ‘csms’, and there is none") : nil
                },
                Rule(["scenarios"]) { suite in
                    let names = suite.entries.map(\.name)
                    guard
                        let twice = names.first(where: { name in
                            names.count { $0 == name } > 1
                        })
                    else { return nil }
                    return Complaint(
                        "two scenarios are called \(twice.quoted)",
                        suggestion: "give one of them a ‘name’"
                    )
                },
            ]
        )
    }

    private static let entry = Record(
        NightlySuite.Entry(),
        [
            Field(
                "scenario",
                \.path,
                .text(1...4096),
                "The file, beside the suite.",
                isRequired: true
            ),
            Field("name", \.ownName, .text(1...100), "What it is called in the history."),
            Field("runs", \.runs, Notation<Int>.integer(3...100), "Runs of it a night."),
            Field(
                "set",
                \.overrides,
                .list(of: .text(3...4096)),
                "Keys that are changed, each as path.in.scenario=value."
            ),
        ]
    )

    private static let url = Notation<String>.text(1...2048).refusing { text in
        text.hasPrefix("ws://") || text.hasPrefix("wss://")
            ? nil : Complaint("\(text.quoted) is no URL of a CSMS", suggestion: "ws://… or wss://…")
    }
}
