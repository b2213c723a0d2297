import Scenarios
import Testing

@testable import FleetSim

@Suite struct `a site with kinds of chargers beyond number` {
    private func scenario(kinds: Int) -> Scenario {
        var site = SiteSpec()
        let group = ChargerGroup(model: ChargerModel.catalogue[0])
        site.chargers = Array(repeating: group, count: kinds)
        var scenario = Scenario()
        scenario.fleet = [site]
        return scenario
    }

    @Test func `is refused by check and run alike, with the number that it may have`() {
        let many = scenario(kinds: 65_537)
        for check in [{ try FleetPlan.check(many) }, { _ = try FleetPlan(many) }] {
            let problems = #expect(throws: FleetProblems.self) { try check() }
            #expect(
                problems?.lines == [
                    "fleet[0]: 65537 kinds of chargers stand at \(SiteSpec().site), and 65536 are "
                        + "the most that one site can have"
                ]
            )
        }
    }
}
