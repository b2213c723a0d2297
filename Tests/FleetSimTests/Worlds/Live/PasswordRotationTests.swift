import Scenarios
import Testing

@testable import FleetSim

@Suite struct `a CSMS that gives live chargers a new password` {
    private static let old = "the-old-password"
    private static let new = "the-new-password"
    private static let newKey = "7468652d6e65772d70617373776f7264"
    private static let chargers = 3

    private static func scenario(seconds: Int) -> Scenario {
        var scenario = Scenario.quiet(chargers: chargers, seconds: seconds)
        scenario.fleet[0].chargers[0].model.hasSecurity = true
        // Again and again, since nobody knows when a charger is there to hear it.
        var command = CommandSpec(action: .changeConfiguration, at: .zero)
        command.every = .seconds(15)
        command.subject = "AuthorizationKey"
        command.value = newKey
        scenario.csms.reference.commands = [command]
        return scenario
    }

    @Test func `takes it from then on, and the old one no more`() throws {
        let csms = try LiveCSMS(Self.scenario(seconds: 300)) {
            $0.password = Array(Self.old.utf8)
            $0.speed = 100
        }
        func run(_ seconds: Int, _ password: String) throws -> LiveOutcome {
            let scenario = Self.scenario(seconds: seconds)
            return try LiveOutcome.run(scenario, url: csms.url, speed: 100, password: password)
        }
        let rotated = try run(300, Self.old)
        let stale = try run(120, Self.old)
        let fresh = try run(120, Self.new)
        csms.end()

        // Each called again with what it was given, and was let in each time.
        #expect(rotated.total.connections.opened >= 2 * Self.chargers)
        #expect(rotated.total.connections.failed == 0)
        // Chargers that know nothing of it are turned away.
        #expect(stale.total.connections.opened == 0)
        #expect(!stale.details("connect-failed").isEmpty)
        #expect(stale.details("connect-failed").allSatisfy { $0.contains("401 Unauthorized") })
        #expect(fresh.total.connections.opened >= Self.chargers)
        #expect(fresh.total.connections.failed == 0)
        #expect(csms.breaches == [])
    }

    @Test func `leaves nothing of it in the recording, whose replay agrees all the same`() throws {
        let csms = try LiveCSMS(Self.scenario(seconds: 120)) {
            $0.password = Array(Self.old.utf8)
            $0.speed = 100
        }
        var scenario = Self.scenario(seconds: 120)
        var options = SimulationOptions()
        options.records = true
        let live = try LiveOutcome.run(
            scenario,
            url: csms.url,
            speed: 100,
            password: Self.old,
            options: options
        )
        csms.end()
        let text = String(decoding: live.recording, as: UTF8.self)
        #expect(text.contains(#""AuthorizationKey","value":"00000000000000000000000000000000""#))
        #expect(!text.contains(Self.newKey))
        #expect(!text.contains(Self.old))
        scenario.csms.url = "ws://recorded/"
        var replay = try ReplaySimulation(
            try FleetPlan(scenario),
            of: try RecordedRun(live.recording),
            options: SimulationOptions()
        )
        let result = replay.run { _ throws(Never) in }
        #expect(result.difference == nil)
        #expect(result.agrees && result.recorded == live.result.fingerprint)
    }
}
