import Scenarios
import Testing

@Suite struct OverrideTests {
    private static let text = """
        seed: 1
        csms:
        fleet:
          - {model: generic-ac, count: 3}
        """

    private func parsed(_ overrides: String...) -> Parsed {
        Parsed(Self.text, overrides: overrides)
    }

    @Test func `an override replaces what the file says`() {
        #expect(parsed("seed=7").scenario?.seed == 7)
        #expect(parsed("seed=7", "seed=8").scenario?.seed == 8)
        #expect(parsed("fleet.0.count=5").scenario?.chargerCount == 5)
        #expect(parsed("fleet[0].count=5").scenario?.chargerCount == 5)
    }

    @Test func `an override creates the mappings on its way`() {
        let scenario = parsed("csms.reference.heartbeat=60s").scenario
        #expect(scenario?.csms.reference.heartbeat == .seconds(60))
    }

    @Test func `an override is YAML of any shape`() {
        let scenario = parsed("faults=[{kind: csms-restart, at: 1h}]", "csms={reference: {}}")
            .scenario
        #expect(scenario?.faults.count == 1)
        #expect(parsed("name=a=b").scenario?.name == "a=b")
    }

    @Test func `an override of nothing brings the default back`() {
        #expect(parsed("seed=").scenario?.seed == Scenario().seed)
    }

    @Test(arguments: [
        ("fleet.9.count=5", "there is no fleet.9, the list has 1 entry"),
        ("fleet.-1.count=5", "there is no fleet.-1, the list has 1 entry"),
        ("fleet.first.count=5", "fleet is a list, ‘first’ is no number"),
        ("seed.x=5", "seed is ‘1’, which has nothing below it"),
        ("seed", "this is not path.in.scenario=value, such as"),
        ("=5", "this is not path.in.scenario=value, such as"),
        ("a..b=5", "this is not path.in.scenario=value, such as"),
        ("fleet=[", "a value is missing here"),
        ("seed=1 --- 2", "‘1 --- 2’ is not a whole number"),
        ("seed=*a", "the alias ‘*a’ has no anchor ‘&a’ before it"),
        ("csms.reference.heartbeat=60", "‘60’ has no unit, did you mean ‘60s’?"),
        ("csms.reference.heartbeet=60s", "unknown key ‘heartbeet’, did you mean ‘heartbeat’?"),
        ("fleet.0.count=0", "‘0’ is not a whole number from 1 to 1000000"),
    ])
    func `a mistake in an override is named by it`(override: String, said: String) {
        let lines = parsed(override).lines
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("--set \(override): \(said)"))
    }

    @Test func `a path without end is refused`() {
        let path = Array(repeating: "a", count: 100_000).joined(separator: ".")
        #expect(
            parsed("\(path)=1").lines.map { $0.hasSuffix("the path has 100000 steps") } == [true]
        )
    }

    @Test func `mistakes of the file come before those of the command line`() {
        let lines = Parsed("fleet: []", overrides: ["seed=x", "sed=1"]).lines
        #expect(
            lines.map { $0.prefix { $0 != ":" } } == ["test.yaml", "--set sed=1", "--set seed=x"]
        )
    }
}
