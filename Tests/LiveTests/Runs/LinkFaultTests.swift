import Scenarios
import Testing

@testable import FleetSim

/// The faults stand at moments of a scenario: a run that was late by more than a third of a minute is
/// done again at half the speed.
@Suite struct `faults of links in a live run` {
    private static let speed = 60.0
    private static let chargers = 4

    /// A simulated span as the latencies of a run have it, which are in real time.
    private static func microseconds(_ seconds: Int, at speed: Double) -> Int64 {
        Int64(Double(seconds) * 1e6 / speed)
    }

    private struct Outcome {
        var live: LiveOutcome
        var speed: Double
        var csms: ServerTally

        /// How long the calls of an action took since they left, in simulated seconds.
        func seconds(_ action: Action) -> (min: Double, max: Double) {
            let service = live.latencies(of: action).sinceSent
            let second = speed / 1e6
            return (Double(service.min) * second, Double(service.max) * second)
        }
    }

    /// Four chargers that beat every half minute, until what is waited for has come after the fault.
    private func run(
        _ kind: FaultSpec.Kind,
        at second: Int = 240,
        configuration: [ConfigurationSetting] = [],
        patience: SimDuration = LiveOutcome.lastResort,
        until isEnough: @escaping (LiveOutcome) -> Bool
    ) throws -> Outcome {
        var calm = Scenario.quiet(chargers: Self.chargers, configuration: configuration)
        calm.csms.reference.heartbeat = .seconds(30)
        var scenario = calm
        scenario.faults = [FaultSpec(at: .seconds(second), kind: kind)]
        var (speed, tally) = (Self.speed, ServerTally())
        let live = try LiveOutcome.onTime(within: .seconds(20), from: Self.speed) { pace in
            let csms = try LiveCSMS(calm) { $0.speed = pace }
            let live = try LiveOutcome.run(
                scenario,
                url: csms.url,
                speed: pace,
                patience: patience,
                until: isEnough
            )
            csms.end()
            #expect(csms.breaches == [])
            (speed, tally) = (pace, csms.tally)
            return live
        }
        return Outcome(live: live, speed: speed, csms: tally)
    }

    /// Every charger has lost its connection so often, and has one.
    private func isBack(after losses: Int = 1) -> (LiveOutcome) -> Bool {
        { live in
            live.total.connections.closed >= losses * Self.chargers
                && live.total.connections.connected == Self.chargers
        }
    }

    private func sent(_ live: LiveOutcome, _ seconds: Range<Int64>) -> Int {
        live.total.singles.count { call in
            call.direction == .out
                && call.sent.map { seconds.contains(($0 - SimTime.zero).microseconds / 1_000_000) }
                    ?? false
        }
    }

    @Test func `a lost link is gone for as long as the scenario says, and comes back`() throws {
        let run = try run(.linkDown(share: 1, duration: .seconds(200)), until: isBack())
        #expect(run.live.total.connections.opened == 8 && run.csms.opened == 8)
        #expect(run.live.total.connections.closed == 4)
        #expect(run.live.details("connect-failed").contains { $0.contains("the link is down") })
        #expect(sent(run.live, 300..<430) == 0)
        #expect(sent(run.live, 0..<240) > 0)
    }

    @Test func `a link that flaps is lost again and again`() throws {
        let flapping = FaultSpec.Kind.flapping(
            share: 1,
            duration: .seconds(200),
            up: .constant(40),
            down: .constant(10)
        )
        let run = try run(flapping, until: isBack(after: 2))
        let connections = run.live.total.connections
        // A line can be lost before the charger knows that it stood.
        let maximum = connections.opened + connections.failed
        #expect((connections.opened...maximum).contains(run.csms.opened))
    }

    @Test func `a wrong set-up never gets through`() throws {
        let run = try run(.wrongSetup(share: 1)) { live in
            live.total.connections.closed == 4 && live.total.connections.failed >= 8
        }
        #expect(run.csms.opened == 4)
        #expect(run.live.total.connections.connected == 0)
        let told = run.live.details("connect-failed")
        #expect(told.contains { $0.contains("the set-up is wrong") })
    }

    @Test func `a slow link makes every call wait twice its delay, and no call is lost`() throws {
        let run = try run(
            .slowLink(share: 1, duration: .seconds(36_000_000), delay: .uniform(from: 5, to: 10)),
            at: 0
        ) { $0.answered(.heartbeat) > 20 }
        #expect(run.seconds(.heartbeat).min >= 10)
        #expect(run.live.unanswered == 0)
        #expect(run.csms.opened == 4)
    }

    @Test func `a slow link holds a frame up for its delay, however late the simulator is`() throws
    {
        // An hour of real time: much more than any host takes for twenty heartbeats.
        var calm = Scenario.quiet(chargers: Self.chargers, seconds: 360_000_000)
        calm.window = .seconds(36_000)
        calm.csms.reference.heartbeat = .seconds(30)
        var scenario = calm
        let delay = FaultSpec.Kind.slowLink(
            share: 1,
            duration: .seconds(360_000_000),
            delay: .constant(3)
        )
        scenario.faults = [FaultSpec(at: .zero, kind: delay)]
        // The delay is 30 microseconds here, and all events are later than that.
        let speed = 1e5
        let csms = try LiveCSMS(calm) { $0.speed = speed }
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: speed) {
            $0.answered(.heartbeat) > 20
        }
        csms.end()
        #expect(live.total.connections.opened == Self.chargers && csms.breaches == [])
        #expect(live.latencies(of: .heartbeat).sinceSent.min >= 60)
    }

    @Test func `a half-open link is noticed by its pings, and neither end is told`() throws {
        let run = try run(
            .halfOpen(share: 1, duration: .seconds(240)),
            configuration: [ConfigurationSetting("WebSocketPingInterval", "60")],
            patience: .seconds(30),
            until: isBack()
        )
        #expect(run.live.details("link-fault").contains { $0.contains("a ping was not answered") })
        #expect(sent(run.live, 420..<470) == 0)
        #expect(run.live.total.connections.opened >= 8)
        #expect(run.csms.opened >= run.live.total.connections.opened)
    }

    @Test func `a half-open link without pings goes on where it was`() throws {
        let run = try run(
            .halfOpen(share: 1, duration: .seconds(100)),
            configuration: [ConfigurationSetting("WebSocketPingInterval", "0")]
        ) { $0.result.reached > .zero + .seconds(400) && $0.answered(.heartbeat) > 40 }
        #expect(run.csms.opened == 4 && run.live.total.connections.closed == 0)
        #expect(run.seconds(.heartbeat).max > 45, "one of each waited for the silence to end")
        #expect(run.live.unanswered == 0)
    }

    @Test func `a charger that reads slowly has its answers late`() throws {
        let run = try run(
            .slowReading(share: 1, duration: .seconds(36_000_000), rate: 2),
            at: 100
        ) { $0.result.reached > .zero + .seconds(200) && $0.answered(.heartbeat) > 20 }
        // An answer is more than forty bytes long.
        #expect(run.seconds(.heartbeat).max > 15)
        #expect(run.live.unanswered == 0)
    }

    @Test func `a charger that reads slowly by two faults at a time does so at one pace`() {
        var link = LiveLink()
        let first = link.beginReadingInSteps()
        let second = link.beginReadingInSteps()
        #expect(first && !second, "the first goes on reading for both")
        link.endReadingInSteps()
        let next = link.beginReadingInSteps()
        #expect(next)
    }

    @Test func `a frame is torn, the line with it, and the charger comes back`() throws {
        let run = try run(.tornFrame(share: 1), until: isBack())
        let told = run.live.details("link-fault")
        #expect(told.allSatisfy { $0.hasPrefix("broken off in the middle of a frame") })
        #expect(run.live.times("link-fault") == 4)
        #expect(run.csms.opened == 8)
        #expect(run.live.count(.lost) == 4)
        #expect(run.csms.frames == run.live.sent - 4, "no half of a call is taken for one")
    }

    @Test func `a charger without power is gone without a word, and its old line with its return`()
        throws
    {
        let cut = FaultSpec.Kind.powerCut(
            share: 1,
            duration: .seconds(100),
            returningOver: .zero
        )
        let run = try run(cut) { live in
            live.answered(.bootNotification) == 8
        }
        #expect(run.live.total.connections.opened == 8 && run.csms.opened == 8)
        #expect(run.live.total.connections.connected == 4)
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
