/// Reads scenario files: text in, a scenario or every one of its mistakes out.
package enum ScenarioFile {
    /// The scenario in the file, changed by the `path.in.scenario=value` of each override.
    package static func load(
        path: String,
        overrides: [String] = []
    ) throws(ScenarioProblems) -> LoadedScenario {
        var problems = Problems()
        guard let bytes = SourceText.read(path: path, &problems) else {
            throw ScenarioProblems(lines: problems.lines(file: path))
        }
        let scenario = try parse(bytes, name: path, overrides: overrides)
        let text = String(decoding: bytes, as: UTF8.self)
        return LoadedScenario(scenario: scenario, text: text, overrides: overrides, path: path)
    }

    /// The scenario in the text; problems call it by the name, which is that of a file.
    package static func parse(
        _ bytes: [UInt8],
        name: String,
        overrides: [String] = []
    ) throws(ScenarioProblems) -> Scenario {
        var problems = Problems(in: folder(of: name))
        let scenario = scenario(in: bytes, name: name, overrides: overrides, &problems)
        guard let scenario, problems.isEmpty else {
            throw ScenarioProblems(lines: problems.lines(file: name))
        }
        return scenario
    }

    package static func parse(
        _ text: String,
        name: String,
        overrides: [String] = []
    ) throws(ScenarioProblems) -> Scenario {
        try parse(Array(text.utf8), name: name, overrides: overrides)
    }
}

extension ScenarioFile {
    private static func scenario(
        in bytes: [UInt8],
        name: String,
        overrides: [String],
        _ problems: inout Problems
    ) -> Scenario? {
        guard let source = SourceText(bytes, &problems),
            var root = YAMLComposer.document(in: source.bytes, &problems)
        else { return nil }
        guard !root.isNull else {
            problems.add(
                "the scenario is empty",
                at: .file,
                suggestion: "the smallest is ‘fleet: [{model: wallbox-pulsar-plus, count: 10}]’"
            )
            return nil
        }
        for text in overrides {
            Override(text, &problems)?.apply(to: &root, &problems)
        }
        var scenario = Scenario.record.read(root, &problems)
        if root["name"] == nil { scenario?.name = title(of: name) }
        if let scenario {
            checkLength(of: scenario, in: root, &problems)
            checkPhases(of: scenario, in: root, &problems)
            checkAlone(of: scenario, in: root, &problems)
        }
        return scenario
    }

    /// A file whose load does not fit its duration contradicts itself; the command line may cut it.
    private static func checkLength(
        of scenario: Scenario,
        in root: YAMLNode,
        _ problems: inout Problems
    ) {
        guard let duration = root["duration"], case .place = duration.origin,
            scenario.load.length > scenario.duration
        else { return }
        let length = Dimension.duration.text(scenario.load.length.nanoseconds)
        problems.add(
            "the load takes \(length), which is longer",
            at: duration.origin,
            suggestion: "leave ‘duration’ out, or cut a run short with --duration"
        )
    }

    /// Every threshold is of a phase that there is.
    private static func checkPhases(
        of scenario: Scenario,
        in root: YAMLNode,
        _ problems: inout Problems
    ) {
        let phases = scenario.phaseNames
        let lines = root["thresholds"]?.children ?? []
        for (threshold, line) in zip(scenario.thresholds, lines) {
            guard let phase = threshold.phase, !phases.contains(phase) else { continue }
            problems.add(
                "there is no phase \(phase.quoted)",
                at: line["in"]?.origin ?? line.origin,
                suggestion: phases.isEmpty
                    ? "only a ‘load’ has phases" : Spelling.suggestion(for: phase, among: phases)
            )
        }
    }

    /// Up to and with the last slash of a path.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// The file's name without its folder and extension.
    private static func title(of path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file
        return stem.isEmpty ? Scenario().name : String(stem)
    }
}
