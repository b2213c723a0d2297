extension LoadedScenario {
    /// The override that a line of a kept text stands for; nil: it is a line of the file.
    package static func keptOverride(in line: some StringProtocol) -> String? {
        line.hasPrefix(overrideMark) ? String(line.dropFirst(overrideMark.count)) : nil
    }
}

extension ScenarioFile {
    /// A scenario by the text that a run kept of it: the file, and each override as a comment.
    ///
    /// Passwords and keys are not in it, and files that it names are looked for from here.
    package static func kept(_ text: String, name: String) throws(ScenarioProblems) -> Scenario {
        let overrides = text.split(separator: "\n").compactMap(LoadedScenario.keptOverride)
        return try parse(text, name: name, overrides: overrides)
    }
}
