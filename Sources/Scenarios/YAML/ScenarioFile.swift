/// Reads scenario files: text in, a scenario or every one of its mistakes out.
package enum ScenarioFile {
    /// The scenario in the file, changed by the `path.in.scenario=value` of each override; `-` is
    /// standard input.
    package static func load(
        path name: String,
        overrides: [String] = [],
        environment: Environment = .process
    ) throws(ScenarioProblems) -> LoadedScenario {
        let path = InputText.shown(name)
        var problems = Problems.ofScenario(in: folder(of: path), environment: environment)
        guard let bytes = SourceText.read(path: name, &problems) else {
            throw ScenarioProblems(problems: problems.reported(file: path))
        }
        let read = scenario(in: bytes, name: path, overrides: overrides, &problems)
        guard let (scenario, reading) = read, problems.isEmpty else {
            throw ScenarioProblems(problems: problems.reported(file: path))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return LoadedScenario(reading, of: scenario, text: text, path: path)
    }

    /// The scenario in the text; problems call it by the name, which is that of a file.
    package static func parse(
        _ bytes: [UInt8],
        name: String,
        overrides: [String] = [],
        environment: Environment = .process
    ) throws(ScenarioProblems) -> Scenario {
        var problems = Problems.ofScenario(in: folder(of: name), environment: environment)
        let read = scenario(in: bytes, name: name, overrides: overrides, &problems)
        guard let (scenario, _) = read, problems.isEmpty else {
            throw ScenarioProblems(problems: problems.reported(file: name))
        }
        return scenario
    }

    package static func parse(
        _ text: String,
        name: String,
        overrides: [String] = [],
        environment: Environment = .process
    ) throws(ScenarioProblems) -> Scenario {
        try parse(
            Array(text.utf8),
            name: name,
            overrides: overrides,
            environment: environment
        )
    }
}

extension ScenarioFile {
    private static func scenario(
        in bytes: [UInt8],
        name: String,
        overrides: [String],
        _ problems: inout Problems
    ) -> (Scenario, ScenarioReading)? {
        problems.show(bytes, without: nil)
        guard var root = document(in: bytes, &problems) else { return nil }
        var secrets = Secrets()
        secrets.note(in: root)
        problems.show(bytes, without: secrets)
        for text in overrides {
            Override(text, &problems)?.apply(to: &root, &problems)
            // Before the next one takes its place.
            secrets.note(in: root)
        }
        problems.hasChargerList = root["chargers"] != nil
        if !problems.hasChargerList {
            let sites = (root["fleet"]?.children ?? []).map { $0["site"]?.scalar }
            checkSites(in: root, among: sites.map { $0 ?? SiteSpec().site }, &problems)
            checkNames(in: root, &problems)
        }
        guard var scenario = Scenario.record.read(root, &problems) else { return nil }
        if problems.hasChargerList {
            checkSites(in: root, among: scenario.fleet.map(\.site), &problems)
        }
        if root["name"] == nil { scenario.name = title(of: name) }
        checkLength(of: scenario, in: root, &problems)
        checkPhases(of: scenario, in: root, &problems)
        checkTargets(of: scenario, in: root, &problems)
        checkMoments(of: scenario, in: root, &problems)
        checkAlone(of: scenario, in: root, &problems)
        let reading = ScenarioReading(
            root: root,
            plan: planOnly(scenario, in: root),
            run: runOnly(scenario, in: root),
            overrides: overrides,
            secrets: secrets,
            variables: problems.variables,
            lists: problems.lists,
            files: problems.files
        )
        return (scenario, reading)
    }

    /// The document of a file, if that is a scenario at all.
    private static func document(in bytes: [UInt8], _ problems: inout Problems) -> YAMLNode? {
        guard let source = SourceText(bytes, &problems),
            let root = YAMLComposer.document(in: source.bytes, &problems)
        else { return nil }
        guard !root.isNull else {
            problems.add(
                "the scenario is empty",
                at: .file,
                suggestion: "the smallest is ‘fleet: [{model: wallbox-pulsar-plus, count: 10}]’"
            )
            return nil
        }
        guard !SuiteFile.isSuite(root) else {
            problems.add(
                "this is a suite of scenarios",
                at: .file,
                suggestion: "‘fleetsim nightly’ runs it"
            )
            return nil
        }
        return root
    }

    /// No two sites are given one name: results, faults and plans tell sites by their names.
    private static func checkNames(in root: YAMLNode, _ problems: inout Problems) {
        guard case .list(let sites) = root["fleet"]?.content else { return }
        var owners: [String: Origin] = [:]
        for site in sites {
            guard let node = site["site"], let name = node.scalar else { continue }
            guard let owner = owners.updateValue(node.origin, forKey: name) else { continue }
            problems.add(
                "the site \(name.quoted) stands in \(owner.lineLabel) already",
                at: node.origin,
                suggestion: "a site has all of its chargers in its ‘chargers’; "
                    + "another site has another name"
            )
        }
    }

    /// A file whose load does not fit its duration contradicts itself; the command line may cut it.
    private static func checkLength(
        of scenario: Scenario,
        in root: YAMLNode,
        _ problems: inout Problems
    ) {
        guard let duration = root["duration"], case .position = duration.origin,
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
        guard path != InputText.shown(InputText.standardInput) else { return "stdin" }
        let file = path.split(separator: "/").last ?? ""
        let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file
        return stem.isEmpty ? Scenario().name : String(stem)
    }
}
