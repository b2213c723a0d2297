import Scenarios
import Testing

@testable import FleetSim

@Suite struct `faults of links in a live run` {
    private static let speed = 60.0

    /// Latencies are real time, of which the run takes less.
    private static func microseconds(_ seconds: Int) -> Int64 { Int64(seconds) * 1_000_000 / 60 }

    /// Four chargers for ten minutes, of which the fault takes some; heartbeats every half minute.
    private func run(
        _ kind: FaultSpec.Kind,
        at second: Int = 240,
        configuration: [ConfigurationSetting] = [],
        patience: SimDuration = .seconds(30)
    ) throws -> (live: LiveOutcome, csms: LiveCSMS) {
        var calm = Scenario.quiet(chargers: 4, seconds: 600, configuration: configuration)
        calm.csms.reference.heartbeat = .seconds(30)
        var scenario = calm
        scenario.faults = [FaultSpec(at: .seconds(second), kind: kind)]
        let csms = try LiveCSMS(calm) { $0.speed = Self.speed }
        let live = try LiveOutcome.run(
            scenario,
            url: csms.url,
            speed: Self.speed,
            patience: patience
        )
        csms.end()
        #expect(live.result.status == .complete)
        #expect(csms.breaches == [])
        return (live, csms)
    }

    private func sent(_ live: LiveOutcome, _ seconds: Range<Int64>) -> Int {
        live.total.singles.count { call in
            call.direction == .out
                && call.sent.map { seconds.contains(($0 - SimTime.zero).microseconds / 1_000_000) }
                    ?? false
        }
    }

    @Test func `a lost link is gone for as long as the scenario says, and comes back`() throws {
        let (live, csms) = try run(.linkDown(share: 1, duration: .seconds(200)))
        #expect(live.total.connections.opened == 8 && csms.tally.opened == 8)
        #expect(live.total.connections.closed == 4)
        #expect(live.total.connections.connected == 4)
        #expect(live.details("connect-failed").contains { $0.contains("the link is down") })
        #expect(sent(live, 300..<430) == 0)
        #expect(sent(live, 0..<240) > 0)
    }

    @Test func `a link that flaps is lost again and again`() throws {
        let (live, csms) = try run(
            .flapping(
                share: 1,
                duration: .seconds(200),
                up: .constant(40),
                down: .constant(10)
            )
        )
        #expect(live.total.connections.closed >= 8)
        #expect(csms.tally.opened == live.total.connections.opened)
        #expect(live.total.connections.connected == 4)
    }

    @Test func `a wrong set-up never gets through`() throws {
        let (live, csms) = try run(.wrongSetup(share: 1))
        #expect(csms.tally.opened == 4)
        #expect(live.total.connections.connected == 0)
        #expect(live.details("connect-failed").contains { $0.contains("the set-up is wrong") })
    }

    @Test func `a slow link makes every call wait twice its delay, and no call is lost`() throws {
        let (live, csms) = try run(
            .slowLink(share: 1, duration: .seconds(3_600), delay: .uniform(from: 5, to: 10)),
            at: 0,
            configuration: [ConfigurationSetting("MessageTimeout", "300")]
        )
        let beats = live.latencies(of: .heartbeat).sinceSent
        #expect(beats.count > 20)
        #expect(beats.min >= Self.microseconds(10))
        #expect(live.unanswered == 0)
        #expect(csms.tally.opened == 4)
    }

    @Test func `a half-open link is noticed by its pings, and nobody is told`() throws {
        let (live, csms) = try run(
            .halfOpen(share: 1, duration: .seconds(240)),
            configuration: [ConfigurationSetting("WebSocketPingInterval", "60")]
        )
        #expect(live.details("link-fault").contains { $0.contains("a ping was not answered") })
        #expect(sent(live, 420..<470) == 0)
        #expect(live.total.connections.opened >= 8)
        #expect(live.total.connections.connected == 4)
        #expect(csms.tally.opened == live.total.connections.opened)
    }

    @Test func `a half-open link that nobody pings goes on where it was`() throws {
        let (live, csms) = try run(
            .halfOpen(share: 1, duration: .seconds(100)),
            configuration: [
                ConfigurationSetting("WebSocketPingInterval", "0"),
                ConfigurationSetting("MessageTimeout", "300"),
            ]
        )
        #expect(csms.tally.opened == 4 && live.total.connections.closed == 0)
        let beats = live.latencies(of: .heartbeat).sinceSent
        #expect(beats.max > Self.microseconds(60), "one of each waited for the silence to end")
        #expect(live.unanswered == 0)
    }

    @Test func `a charger that reads slowly has its answers late`() throws {
        let (live, _) = try run(
            .slowReading(share: 1, duration: .seconds(3_600), rate: 2),
            at: 100
        )
        #expect(live.latencies(of: .heartbeat).sinceSent.max > Self.microseconds(15))
        #expect(live.unanswered == 0)
    }

    @Test func `a frame is torn, the line with it, and the charger comes back`() throws {
        let (live, csms) = try run(.tornFrame(share: 1))
        #expect(live.details("link-fault") == ["broken off in the middle of a frame (4 times)"])
        #expect(csms.tally.opened == 8)
        #expect(live.count(.lost) == 4)
        #expect(csms.tally.frames == live.sent - 4, "no half of a call is taken for one")
    }

    @Test func `a charger without power is gone without a word, and its old line with its return`()
        throws
    {
        let (live, csms) = try run(
            .powerCut(share: 1, duration: .seconds(100), returningOver: .zero)
        )
        #expect(live.total.connections.opened == 8 && csms.tally.opened == 8)
        #expect(live.callsByAction(.ok)["BootNotification"] == 8)
        #expect(live.total.connections.connected == 4)
    }

    @Test func `a replay of such a run leaves the same trace`() throws {
        var scenario = Scenario.quiet(chargers: 4, seconds: 600)
        scenario.csms.reference.heartbeat = .seconds(30)
        let csms = try LiveCSMS(scenario) { $0.speed = Self.speed }
        scenario.faults = [
            FaultSpec(at: .seconds(100), kind: .tornFrame(share: 0.5)),
            FaultSpec(
                at: .seconds(150),
                kind: .slowLink(share: 1, duration: .seconds(100), delay: .uniform(from: 0, to: 10))
            ),
            FaultSpec(at: .seconds(300), kind: .linkDown(share: 0.5, duration: .seconds(60))),
        ]
        var options = SimulationOptions(keeps: .all)
        options.records = true
        let live = try LiveOutcome.run(
            scenario,
            url: csms.url,
            speed: Self.speed,
            options: options
        )
        csms.end()
        var again = scenario
        again.csms.url = csms.url
        var replay = try ReplaySimulation(
            try FleetPlan(again),
            of: try RecordedRun(live.recording),
            options: SimulationOptions(keeps: .all)
        )
        let result = replay.run { _ throws(Never) in }
        #expect(result.agrees && result.recorded == live.result.fingerprint)
    }
}
