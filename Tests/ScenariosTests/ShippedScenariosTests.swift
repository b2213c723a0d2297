import Scenarios
import Testing

@Suite struct ShippedScenariosTests {
    @Test(arguments: PackageFiles.scenarios)
    func `every scenario that ships can be read`(file: String) throws {
        let path = PackageFiles.path(file)
        let loaded = try ScenarioFile.load(path: path)
        #expect(loaded.scenario.chargerCount > 0)
        // What is kept is the text of the file, but for passwords and keys.
        let lines = try PackageFiles.text(file).split(separator: "\n")
        let kept = loaded.text.split(separator: "\n")
        #expect(lines.count == kept.count)
        for (line, kept) in zip(lines, kept) where line != kept {
            #expect(line.contains("password: ") || line.contains(/value: [0-9a-f]{32}/), "\(line)")
        }
        #expect(loaded.path == path)
    }

    @Test func `the first day is what its file says`() throws {
        let path = PackageFiles.path("scenarios/first-day.yaml")
        let scenario = try ScenarioFile.load(path: path).scenario
        #expect(scenario.name == "first-day")
        #expect(scenario.seed == 42)
        #expect(scenario.duration == .seconds(86400))
        #expect(scenario.chargerCount == 70)
        #expect(scenario.fleet.map(\.site) == ["workplace", "kerb"])
        #expect(scenario.csms.reference.workers == 16)
        #expect(scenario.csms.reference.registration.pending == 0.1)
        #expect(
            scenario.csms.reference.commands.map(\.action) == [.triggerMessage, .getConfiguration]
        )
        let restart = FaultSpec(at: .seconds(14 * 3600), kind: .csmsRestart(down: .seconds(45)))
        #expect(scenario.faults == [restart])
    }
}
