import Scenarios
import Testing

@Suite struct DefaultsTests {
    @Test func `the smallest scenario has every default filled in`() throws {
        let text = "fleet: [{model: wallbox-pulsar-plus, count: 10}]"
        let scenario = try ScenarioFile.parse(text, name: "scenarios/smallest.yaml")
        var expected = Scenario()
        expected.name = "smallest"
        var site = SiteSpec()
        site.count = 10
        site.chargers = [ChargerGroup(model: try #require(.named("wallbox-pulsar-plus")))]
        expected.fleet = [site]
        #expect(scenario == expected)
        #expect(scenario.chargerCount == 10)
    }

    @Test func `drivers of a site that says nothing are those of a public charger`() throws {
        let scenario = try #require(Parsed(Parsed.fleet).scenario)
        #expect(scenario.fleet[0].arrivals == ArrivalPreset.named("nl_public")?.arrivals)
        #expect(scenario.fleet[0].arrivals.perDay == nil)
    }

    @Test(arguments: ["csms:", "csms: {}", "csms: {reference: ~}", "faults:\nduration: null"])
    func `a key with nothing behind it is as if it were absent`(text: String) {
        #expect(Parsed.completed(text).scenario == Parsed(Parsed.fleet).scenario)
    }

    @Test(
        arguments: zip(
            ["first-day.yaml", "a/b.c/d.e.yml", "noext", ".yaml", ""],
            ["first-day", "d.e", "noext", "unnamed", "unnamed"]
        )
    )
    func `a scenario without a name is called as its file`(file: String, name: String) throws {
        #expect(try ScenarioFile.parse(Parsed.fleet, name: file).name == name)
    }
}
