import Scenarios
import Testing

@testable import FleetSim

@Suite struct `a CSMS that gives live chargers a new password` {
    private static let old = "the-old-password"
    private static let new = "the-new-password"
    private static let newKey = "7468652d6e65772d70617373776f7264"
    private static let chargers = 3

    private static var scenario: Scenario {
        var scenario = Scenario.quiet(chargers: chargers)
        scenario.fleet[0].chargers[0].model.hasSecurity = true
        // Again and again, since it is not known when a charger is there to hear it.
        var command = CommandSpec(action: .changeConfiguration, at: .zero)
        command.every = .seconds(15)
        command.subject = "AuthorizationKey"
        command.value = newKey
        scenario.csms.reference.commands = [command]
        return scenario
    }

    @Test func `takes it from then on, and the old one no more`() throws {
        let csms = try LiveCSMS(Self.scenario) {
            $0.password = Array(Self.old.utf8)
            $0.speed = 100
        }
        func run(
            _ password: String,
            until isEnough: @escaping (LiveOutcome) -> Bool
        ) throws -> LiveOutcome {
            try LiveOutcome.run(
                Self.scenario,
                url: csms.url,
                speed: 100,
                password: password,
                until: isEnough
            )
        }
        // The second call of a charger's comes over a line that the new password has opened.
        let rotated = try run(Self.old) { live in
            (0..<Self.chargers).allSatisfy { charger in
                live.total.singles.count {
                    $0.charger == charger && $0.action == .changeConfiguration
                        && $0.outcome == .ok
                } >= 2
            }
        }
        let stale = try run(Self.old) { $0.total.connections.failed >= Self.chargers }
        let fresh = try run(Self.new) { $0.total.connections.opened >= Self.chargers }
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
        let csms = try LiveCSMS(Self.scenario) {
            $0.password = Array(Self.old.utf8)
            $0.speed = 100
        }
        var scenario = Self.scenario
        var options = SimulationOptions(keeps: .all)
        options.records = true
        let live = try LiveOutcome.run(
            scenario,
            url: csms.url,
            speed: 100,
            password: Self.old,
            options: options
        ) { live in
            live.total.singles.contains { $0.action == .changeConfiguration && $0.outcome == .ok }
        }
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
        #expect(result.agrees)
    }
}
