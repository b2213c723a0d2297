/// The JSON Schema by which editors complete and check scenarios.
package enum ScenarioSchema {
    /// The text of `scenarios/scenario.schema.json`, out of the tables that the reader follows.
    package static func json() -> String {
        let root = Scenario.record.schema
        var definitions: [JSONValue.Member] = []
        collect(from: root, into: &definitions)
        let heading: JSONValue = [
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "FleetSim scenario",
        ]
        return (heading + root).with("definitions", .object(definitions)).text() + "\n"
    }

    /// Every definition that is pointed at, each once, in the order of their first mention.
    private static func collect(
        from value: JSONValue,
        into definitions: inout [JSONValue.Member]
    ) {
        switch value {
        case .string, .integer, .decimal, .boolean: break
        case .array(let items):
            for item in items { collect(from: item, into: &definitions) }
        case .object(let members):
            for member in members { collect(from: member.value, into: &definitions) }
        case .definition(let name, let content):
            guard !definitions.contains(where: { $0.key == name }) else { return }
            definitions.append(.init(key: name, value: content))
            collect(from: content, into: &definitions)
        }
    }
}
