// What is read of the text that a run keeps of its scenario, without the files and variables that it
// names: these may be gone by then.
extension ScenarioFile {
    /// What the chargers' clocks said at time zero.
    package static func start(inKeptText text: String) -> Timestamp {
        var problems = Problems.ofScenario(environment: .empty)
        guard let node = kept("start", in: text, &problems),
            let start = Notation<Timestamp>.timestamp.read(node, &problems)
        else { return Scenario().start }
        return start
    }

    /// Whether sites ran alone.
    package static func isWithoutCSMS(inKeptText text: String) -> Bool {
        var problems = Problems.ofScenario(environment: .empty)
        guard let node = kept("csms", in: text, &problems) else { return false }
        return node.scalar == CSMSSpec.absent
    }

    /// What a key has; an override of it stands as a comment at the end.
    private static func kept(
        _ key: String,
        in text: String,
        _ problems: inout Problems
    ) -> YAMLNode? {
        guard let source = SourceText(Array(text.utf8), &problems),
            var root = YAMLComposer.document(in: source.bytes, &problems)
        else { return nil }
        for override in text.split(separator: "\n").compactMap(LoadedScenario.keptOverride)
        where override.hasPrefix("\(key)=") {
            Override(override, &problems)?.apply(to: &root, &problems)
        }
        return root[key]
    }
}
