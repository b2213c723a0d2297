extension ScenarioFile {
    /// What the chargers' clocks said at time zero, by the text that a run keeps of its scenario.
    ///
    /// Only that key is read: files and variables that the scenario names may be gone by then. An
    /// override of it stands as a comment at the end.
    package static func start(inKeptText text: String) -> Timestamp {
        var problems = Problems(environment: .empty)
        guard let source = SourceText(Array(text.utf8), &problems),
            var root = YAMLComposer.document(in: source.bytes, &problems)
        else { return Scenario().start }
        for line in text.split(separator: "\n") where line.hasPrefix(LoadedScenario.overrideMark) {
            let override = String(line.dropFirst(LoadedScenario.overrideMark.count))
            guard override.hasPrefix("start=") else { continue }
            Override(override, &problems)?.apply(to: &root, &problems)
        }
        guard let node = root["start"],
            let start = Notation<Timestamp>.timestamp.read(node, &problems)
        else { return Scenario().start }
        return start
    }
}
