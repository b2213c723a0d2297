import Scenarios

/// A short way to parse in tests: the scenario, or the lines that say why there is none.
struct Parsed {
    var scenario: Scenario?
    var lines: [String] = []

    init(_ text: String, overrides: [String] = [], variables: [String: String] = [:]) {
        self.init(Array(text.utf8), overrides: overrides, variables: variables)
    }

    init(_ bytes: [UInt8], overrides: [String] = [], variables: [String: String] = [:]) {
        do throws(ScenarioProblems) {
            scenario = try ScenarioFile.parse(
                bytes,
                name: "test.yaml",
                overrides: overrides,
                environment: Environment { variables[$0] }
            )
        } catch {
            lines = error.lines
        }
    }
}

extension Parsed {
    /// The least that a scenario must say.
    static let fleet = "fleet: [{model: generic-ac}]\n"

    /// A scenario that is whole but for what the text adds.
    static func completed(_ text: String, variables: [String: String] = [:]) -> Parsed {
        Parsed(fleet + text, variables: variables)
    }
}
