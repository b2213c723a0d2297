import Scenarios
import TestSupport

@testable import FleetSim

extension Scenario {
    /// Hours in which the CSMS refuses, commands, is slow and goes down.
    static func eventful(seed: UInt64) -> Scenario {
        var scenario = fixture(
            seed: seed,
            connectors: 2,
            configuration: [
                ConfigurationSetting("ClockAlignedDataInterval", "300"),
                ConfigurationSetting("MessageTimeout", "10"),
            ]
        )
        scenario.csms.reference.workers = 2
        scenario.csms.reference.serviceTime = .lognormal(median: 0.3, sigma: 1.6)
        scenario.csms.reference.registration.pending = 0.3
        scenario.csms.reference.registration.rejected = 0.2
        scenario.csms.reference.registration.times = 2
        scenario.csms.reference.tags.blocked = 0.1
        let subjects: [CommandSpec.Action: String] = [
            .reset: "Soft", .triggerMessage: "MeterValues", .changeAvailability: "Inoperative",
        ]
        let actions: [CommandSpec.Action] = [
            .reset, .triggerMessage, .changeAvailability, .remoteStart, .remoteStop,
            .unlockConnector,
        ]
        for (index, action) in actions.enumerated() {
            var command = CommandSpec(action: action, at: .seconds(600 + 500 * index))
            command.every = .seconds(4_000)
            command.share = 0.4
            command.over = .seconds(600)
            command.subject = subjects[action]
            scenario.csms.reference.commands.append(command)
        }
        scenario.faults = [
            FaultSpec(at: .seconds(2 * 3600), kind: .csmsRestart(down: .seconds(300))),
            FaultSpec(at: .seconds(4 * 3600), kind: .csmsRestart(down: .seconds(30))),
        ]
        return scenario
    }
}

/// What a whole run came to, gathered for a test.
struct Gathered {
    var result = RunResult(status: .running, reached: .zero, events: 0, fingerprint: 0)
    var sessions: [SessionRecord] = []
    var notables: [Notable] = []
    var singles: [CallRecord] = []
    var calls = CallTable()
    var connections: [ConnectionCounts] = []
    var effects = EffectTable()
    var frames: [FrameRecord] = []

    func count(_ action: Action, _ outcome: Outcome, _ direction: Direction = .out) -> Int {
        calls.inOrder.filter {
            $0.action == action && $0.outcome == outcome && $0.direction == direction
        }.reduce(0) { $0 + $1.count }
    }
}

extension Scenario {
    func simulated(_ options: SimulationOptions = SimulationOptions()) throws -> Gathered {
        var simulation = Simulation(try FleetPlan(self), options: options)
        var gathered = Gathered()
        gathered.result = simulation.run { batch in
            gathered.sessions += batch.sessions
            gathered.notables += batch.notables
            gathered.singles += batch.singles
            gathered.frames += batch.frames
            gathered.calls.merge(batch.calls)
            gathered.connections.append(batch.connections)
            gathered.effects.merge(batch.effects)
        }
        return gathered
    }
}

extension Arrivals {
    /// The next visit, looked ahead to and drawn at once; nil when no more cars come.
    mutating func next() -> Visit? {
        expectNext() == nil ? nil : takeNext()
    }
}
