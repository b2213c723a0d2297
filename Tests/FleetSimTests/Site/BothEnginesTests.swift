import Scenarios
import Testing

@testable import FleetSim

@Suite("a site with its chargers and without")
struct BothEnginesTests {
    private func scenario(_ csms: String) throws -> Scenario {
        let text = """
            \(csms)
            duration: 2d
            fleet:
              - site: car-park
                chargers: [{model: generic-ac, count: 12, identification: [free]}]
                arrivals:
                  per_day: 40
                  handling: none
                  dwell: {law: lognormal, median: 3h, sigma: 0.5}
                  energy: {law: lognormal, median: 14kWh, sigma: 0.7}
                  vehicles:
                    - {phases: 3, current: 16A, battery: {capacity: 50kWh, taper: 70%}}
                    - {phases: 1, current: 32A, losses: typical}
                    - {car: renault-zoe-52}
            """
        return try ScenarioFile.parse(text, name: "both.yaml")
    }

    @Test("drivers get the same energy, but for the seconds that messages take")
    func sameEnergy() throws {
        var alone: [SessionRecord] = []
        var sites = SiteSimulation(try SitesPlan(try scenario("csms: none")))
        _ = sites.run { batch throws(Never) in
            alone += batch.sessions
        }
        var fleet: [SessionRecord] = []
        let plan = try FleetPlan(
            try scenario("csms: {reference: {service_time: {law: constant, value: 1ms}}}")
        )
        var simulation = Simulation(plan)
        _ = simulation.run { batch throws(Never) in
            fleet += batch.sessions
        }
        #expect(alone.count > 50)
        var compared = 0
        for session in alone where session.arrived > .zero + .seconds(600) {
            guard let other = fleet.first(where: { $0.visit == session.visit }),
                other.outcome == session.outcome
            else { continue }
            compared += 1
            let difference = session.deliveredMilliwattHours - other.deliveredMilliwattHours
            // Thirty seconds of the strongest car.
            #expect(abs(difference) < 200_000, "visit \(session.visit): \(difference) mWh")
        }
        #expect(compared > alone.count * 3 / 4)
    }
}
