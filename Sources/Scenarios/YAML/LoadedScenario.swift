/// A scenario with the text it came from, so that a run can keep both.
package struct LoadedScenario: Equatable, Sendable {
    package var scenario: Scenario
    /// The text of the file, and each override as a comment at its end.
    package var text: String
    package var path: String

    /// What stands before an override at the end of the text.
    static let overrideMark = "# --set "

    init(scenario: Scenario, text: String, overrides: [String], path: String) {
        self.scenario = scenario
        self.path = path
        let notes = overrides.map { override in
            // An override may have several lines, a comment has one.
            let line = override.split(whereSeparator: \.isNewline).joined(separator: " ")
            return "\(Self.overrideMark)\(line)\n"
        }
        let ending = text.hasSuffix("\n") || notes.isEmpty ? "" : "\n"
        self.text = text + ending + notes.joined()
    }
}
