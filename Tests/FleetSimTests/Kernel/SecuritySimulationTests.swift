import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `a day of chargers with the security extension` {
    private var scenario: Scenario {
        var scenario = Scenario.fixture(hours: 3)
        scenario.fleet[0].chargers[0].model.hasSecurity = true
        var reset = CommandSpec(action: .reset, at: .seconds(3_600))
        reset.subject = "Soft"
        scenario.csms.reference.commands = [reset]
        return scenario
    }

    @Test func `a start is one event more, a reset two`() throws {
        var quiet = scenario
        quiet.csms.reference.commands = []
        #expect(try quiet.simulated().count(.securityEventNotification, .ok) == 12)
        let run = try scenario.simulated()
        #expect(run.count(.securityEventNotification, .ok) == 12 * 3)
        #expect(run.count(.bootNotification, .ok) == 24)
    }

    @Test func `threads change nothing`() throws {
        let one = try scenario.simulated(SimulationOptions(threads: 1, keeps: .all))
        let four = try scenario.simulated(SimulationOptions(threads: 4, keeps: .all))
        #expect(one.result == four.result)
        #expect(one.singles == four.singles)
    }
}
