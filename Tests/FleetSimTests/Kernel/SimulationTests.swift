import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `a simulated day` {
    @Test func `serves cars, answers calls and keeps every charger connected`() throws {
        let run = try Scenario.fixture(hours: 24).simulated()
        #expect(run.result.status == .complete)
        #expect(run.result.reached == .zero + .seconds(86_400))
        #expect(run.count(.bootNotification, .ok) == 12)
        #expect(run.count(.heartbeat, .ok) > 12 * 280)
        #expect(run.sessions.filter { $0.outcome == .served }.count > 10)
        #expect(run.connections.last?.connected == 12)
        #expect(run.connections.last?.connecting == 0)
        #expect(run.notables.isEmpty)
        for outcome in [Outcome.error, .timeout, .lost, .rejected] {
            #expect(Action.allCases.allSatisfy { run.count($0, outcome) == 0 })
        }
    }

    @Test func `accounts for every car and all its energy`() throws {
        let run = try Scenario.fixture(hours: 48, sites: 1, perDay: 60).simulated()
        let visits = run.sessions.map(\.visit).sorted()
        #expect(Set(visits).count == visits.count)
        #expect(run.sessions.contains { $0.outcome == .balked })
        for session in run.sessions {
            #expect((0...session.requestedMilliwattHours).contains(session.deliveredMilliwattHours))
            if session.outcome == .balked || session.outcome == .refused {
                #expect(session.deliveredMilliwattHours == 0)
                #expect(session.started == nil)
            }
            let times = [
                session.arrived, session.plugged, session.started, session.stopped, session.left,
            ].compactMap { $0 }
            #expect(times == times.sorted())
        }
    }

    @Test func `never has two cars in one bay`() throws {
        let run = try Scenario.fixture(hours: 72, sites: 2, connectors: 2, perDay: 80).simulated()
        var last: [String: SimTime] = [:]
        for session in run.sessions.sorted(by: { $0.arrived < $1.arrived }) {
            guard let charger = session.charger, let connector = session.connector else { continue }
            let bay = "\(charger)/\(connector)"
            #expect(session.arrived >= last[bay] ?? .zero)
            // No driver comes any more to a bay whose car is still there at the end.
            last[bay] = session.left ?? .distantFuture
        }
        #expect(last.count == 16)
    }

    @Test func `has one call under way per charger`() throws {
        let run = try Scenario.fixture(hours: 12).simulated(SimulationOptions(keeps: .all))
        var free: [Int32: SimTime] = [:]
        let calls = run.singles.filter { $0.direction == .out }
        #expect(calls.count > 1_000)
        for call in calls.sorted(by: { ($0.sent ?? .zero) < ($1.sent ?? .zero) }) {
            let sent = try #require(call.sent)
            #expect(sent >= call.intended)
            #expect(sent >= free[call.charger] ?? .zero)
            free[call.charger] = call.replied
        }
    }

    @Test func `shows drivers the same whatever serves them`() throws {
        func drivers(_ chargers: Int) throws -> [SessionRecord] {
            try Scenario.fixture(hours: 48, sites: 1, chargersPerSite: chargers).simulated()
                .sessions.sorted { $0.visit < $1.visit }
        }
        let few = try drivers(2)
        let many = try drivers(9)
        let shared = Set(few.map(\.visit)).intersection(many.map(\.visit))
        #expect(shared.count > 20)
        for visit in shared {
            let one = few.first { $0.visit == visit }
            let other = many.first { $0.visit == visit }
            #expect(one?.arrived == other?.arrived)
            #expect(one?.tag == other?.tag)
            #expect(one?.requestedMilliwattHours == other?.requestedMilliwattHours)
        }
    }

    @Test func `refuses strangers and blocked tags`() throws {
        var scenario = Scenario.fixture(hours: 48)
        scenario.fleet[0].arrivals.unknownTokens = 0.3
        scenario.csms.reference.tags.blocked = 0.2
        let run = try scenario.simulated()
        let refused = run.sessions.filter { $0.outcome == .refused }.count
        let tried = run.sessions.filter { $0.plugged != nil }.count
        #expect(run.count(.authorize, .rejected) == refused)
        #expect((0.25...0.65).contains(Double(refused) / Double(tried)))
    }

    @Test func `takes in chargers that were pending or rejected at first`() throws {
        var scenario = Scenario.fixture(hours: 2, sites: 10)
        scenario.csms.reference.registration.pending = 0.5
        scenario.csms.reference.registration.rejected = 0.25
        scenario.csms.reference.registration.times = 2
        let run = try scenario.simulated()
        #expect(run.count(.bootNotification, .ok) == 40)
        let put = run.count(.bootNotification, .rejected)
        #expect(put % 2 == 0)
        #expect((40...76).contains(put))
    }

    @Test func `gives every command of the CSMS to the chargers`() throws {
        var scenario = Scenario.fixture(hours: 6)
        var reset = CommandSpec(action: .reset, at: .seconds(3600))
        reset.subject = "Soft"
        var trigger = CommandSpec(action: .triggerMessage, at: .seconds(1800))
        trigger.subject = "Heartbeat"
        trigger.every = .seconds(3600)
        trigger.over = .seconds(60)
        scenario.csms.reference.commands = [reset, trigger]
        let run = try scenario.simulated()
        #expect(run.count(.reset, .ok, .in) == 12)
        #expect(run.count(.triggerMessage, .ok, .in) == 72)
        #expect(run.count(.bootNotification, .ok) == 24)
    }

    @Test func `what the CSMS asked for is timed until it shows`() throws {
        var scenario = Scenario.fixture(hours: 6)
        var trigger = CommandSpec(action: .triggerMessage, at: .seconds(1800))
        trigger.subject = "Heartbeat"
        var change = CommandSpec(action: .changeConfiguration, at: .seconds(3600))
        change.subject = "HeartbeatInterval"
        change.value = "60"
        scenario.csms.reference.commands = [trigger, change]
        let run = try scenario.simulated()
        let effects = run.effects.inOrder.map { ($0.effect, $0.latency.count, $0.latency.max) }
        #expect(effects.map(\.0) == [.answer, .configuration, .trigger])
        #expect(effects.map(\.1) == [24, 12, 12])
        // The new interval counts from when it was set.
        #expect((60_000_000...61_000_000).contains(effects[1].2))
        #expect(effects[2].2 < 1_000_000)
    }

    @Test func `each key that the CSMS sets is timed for itself`() throws {
        var scenario = Scenario.fixture(hours: 6)
        scenario.csms.reference.commands = [
            ("MeterValuesSampledData", "Current.Import"), ("MeterValueSampleInterval", "30"),
            ("StopTxnSampledData", "Current.Import"), ("ClockAlignedDataInterval", "600"),
            ("HeartbeatInterval", "60"),
        ].map { key, value in
            var change = CommandSpec(action: .changeConfiguration, at: .seconds(3600))
            change.subject = key
            change.value = value
            return change
        }
        let run = try scenario.simulated()
        let effects = run.effects.inOrder.filter { $0.effect == .configuration }
        // Two keys show at every charger, the others where a car charges.
        let shown = try #require(effects.first).latency.count
        #expect((12 * 2 + 3...12 * 5).contains(shown), "\(shown)")
    }

    @Test func `a command is for all chargers, for those of a site or of a model, at a rate`()
        throws
    {
        var scenario = Scenario.fixture(hours: 6)
        var other = SiteSpec()
        other.site = "other"
        var group = ChargerGroup(model: scenario.fleet[0].chargers[0].model)
        group.model.id = "another"
        group.count = 5
        other.chargers = [group]
        scenario.fleet.append(other)
        func reached(_ change: (inout CommandSpec) -> Void) throws -> Int {
            var command = CommandSpec(action: .clearCache, at: .seconds(3600))
            change(&command)
            scenario.csms.reference.commands = [command]
            let run = try scenario.simulated()
            return run.count(.clearCache, .ok, .in)
        }
        #expect(try reached { _ in } == 17)
        #expect(try reached { $0.site = "other" } == 5)
        #expect(try reached { $0.model = "test" } == 12)
        #expect(try reached { $0.site = "nowhere" } == 0)
        // Seventeen calls at seventeen an hour take an hour; at one an hour the run is over before.
        #expect(try reached { $0.rate = 17 } == 17)
        #expect(try (1...8).contains(reached { $0.rate = 1 }))
    }
}
