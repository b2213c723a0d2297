import Scenarios
import Testing

@testable import FleetSim

@Suite struct `fleet plan` {
    @Test func `sites and chargers are numbered in the order of the scenario`() throws {
        let plan = try FleetPlan(.fixture(sites: 2, chargersPerSite: 3))
        #expect(plan.chargers.map(\.identity).first == "CP000001")
        #expect(plan.chargers.map(\.identity).last == "CP000006")
        #expect(
            plan.chargers.map(\.site) == [
                "kerb-1", "kerb-1", "kerb-1", "kerb-2", "kerb-2", "kerb-2",
            ]
        )
        #expect(plan.sites.map(\.chargers) == [0..<3, 3..<6])
    }

    @Test(arguments: [1, 2, 3, 4, 7, 100])
    func `shards are neighbours that cover every site once`(count: Int) throws {
        let plan = try FleetPlan(.fixture(sites: 23, chargersPerSite: 3))
        let shards = plan.shards(count)
        #expect(shards.count == min(count, 23))
        #expect(shards.flatMap(Array.init) == Array(0..<23))
        let sizes = shards.map { plan.chargerRange(of: $0).count }
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 6)
    }

    @Test func `a fleet of one giant site is one shard`() throws {
        let plan = try FleetPlan(.fixture(sites: 1, chargersPerSite: 50))
        #expect(plan.shards(4) == [0..<1])
    }

    @Test func `configuration values that a charger would not take are all named`() {
        let scenario = Scenario.fixture(
            configuration: [
                ConfigurationSetting("Nonsense", "1"),
                ConfigurationSetting("HeartbeatInterval", "often"),
                ConfigurationSetting("ConnectionTimeOut", "90"),
            ])
        #expect(
            throws: FleetProblems(lines: [
                "fleet[0].chargers[0].configuration.Nonsense: a charger has no such configuration key",
                "fleet[0].chargers[0].configuration.HeartbeatInterval: ‘often’ is no value for HeartbeatInterval",
            ])
        ) { try FleetPlan(scenario) }
    }

    @Test func `tags that OCPP has no room for are named`() {
        var scenario = Scenario.fixture()
        scenario.fleet[0].chargers[0].model.freeTag = "more than twenty characters"
        scenario.fleet[0].chargers[0].model.defaultTag = "ümlaut"
        #expect(
            throws: FleetProblems(lines: [
                "fleet[0].chargers[0]: ‘more than twenty characters’ cannot be a tag",
                "fleet[0].chargers[0]: ‘ümlaut’ cannot be a tag",
            ])
        ) { try FleetPlan(scenario) }
    }

    @Test func `a scenario scales to another number of chargers with the same mix`() {
        var scenario = Scenario.fixture(sites: 2, chargersPerSite: 20)
        scenario.fleet += Scenario.fixture(sites: 10, chargersPerSite: 1).fleet
        let comesTo500 = scenario.scale(toChargers: 500)
        #expect(comesTo500)
        #expect(scenario.fleet.map(\.count) == [20, 100])
        #expect(scenario.chargerCount == 500)
        let comesTo7 = scenario.scale(toChargers: 7)
        #expect(comesTo7)
        #expect(scenario.chargerCount == 7)
    }

    @Test func `a number that the sites do not come to is refused, with the nearest one`() {
        var scenario = Scenario.fixture(sites: 2, chargersPerSite: 20)
        let comesTo70 = scenario.scale(toChargers: 70)
        #expect(!comesTo70)
        #expect(scenario.nearestChargers(to: 70) == 60)
        #expect(scenario.chargerCount == 40)
    }
}
