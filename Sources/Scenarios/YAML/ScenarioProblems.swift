/// Everything that is wrong with a scenario, one line each, in the order of the file.
package struct ScenarioProblems: Error, Equatable, CustomStringConvertible {
    package var problems: [ReportedProblem]

    /// Each as `file:line:column: problem, suggestion`.
    package var lines: [String] { problems.map(\.line) }

    package var description: String { lines.joined(separator: "\n") }
}
