import Foundation
import Scenarios
import Testing

@testable import FleetSim

@Suite struct `live runs` {
    /// Busy enough that every charger has something to say within minutes.
    static func busy(seed: UInt64, minutes: Int = 20, sites: Int = 3) -> Scenario {
        var scenario = Scenario.fixture(
            seed: seed,
            hours: 1,
            sites: sites,
            chargersPerSite: 2,
            perDay: 200
        )
        scenario.duration = .seconds(60 * minutes)
        scenario.window = .seconds(60)
        scenario.fleet[0].arrivals.dwell = .lognormal(median: 300, sigma: 0.3)
        scenario.csms.reference.serviceTime = .constant(0)
        // Not the date of a scenario that says nothing, which a live run would set to today.
        scenario.start = Timestamp(unixMilliseconds: 1_772_409_600_000)
        return scenario
    }

    @Test(arguments: [1, 3])
    func `charger and CSMS count the same calls, and no rule is broken`(threads: Int) throws {
        let scenario = Self.busy(seed: 3, sites: 20)
        let csms = try LiveCSMS(scenario) { $0.threads = threads }
        let live = try LiveOutcome.run(
            scenario,
            url: csms.url,
            speed: 200,
            options: SimulationOptions(threads: 2, keeps: .all)
        )
        csms.end()
        #expect(live.result.status == .complete)
        #expect(live.total.connections.opened == 40)
        #expect(live.count(.ok) > 400)
        #expect(live.sent == csms.tally.frames)
        #expect(live.count(.error) + live.count(.timeout) + live.count(.lost) == 0)
        #expect(csms.breaches == [])
        #expect(csms.tally.opened == 40 && csms.tally.closed == 40)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `the same calls go out in the same order as in virtual time`(seed: UInt64) throws {
        let scenario = Self.busy(seed: seed)
        let csms = try LiveCSMS(scenario) { $0.speed = 100 }
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: 100)
        csms.end()
        var alike = scenario
        // Drivers who would use an app hold a card to the reader, as they do in a live run.
        alike.csms.url = csms.url
        var simulation = Simulation(
            try FleetPlan(alike),
            options: SimulationOptions(keeps: .all)
        )
        var total = Batch()
        _ = simulation.run { batch throws(Never) in
            total.follow(with: copy batch)
            return .go
        }
        let expected = total.actionsPerCharger
        let actions = live.actionsPerCharger
        try #require(expected.count == actions.count)
        for (virtual, real) in zip(expected, actions) {
            // Whatever was under way at the end was answered in the one and not in the other.
            let length = max(virtual.count, real.count) - 1
            #expect(min(virtual.count, real.count) >= length)
            #expect(virtual.prefix(length) == real.prefix(length))
        }
        #expect(actions.joined().count > 60)
    }

    @Test func `a replay of the recording leaves the same trace`() throws {
        let scenario = Self.busy(seed: 8)
        let csms = try LiveCSMS(scenario)
        var options = SimulationOptions(threads: 2, keeps: .all)
        options.records = true
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: 300, options: options)
        csms.end()
        var again = scenario
        again.csms.url = csms.url
        let run = try RecordedRun(live.recording)
        var replay = try ReplaySimulation(
            try FleetPlan(again),
            of: run,
            options: SimulationOptions(keeps: .all)
        )
        var total = Batch()
        let result = replay.run { batch throws(Never) in total.follow(with: copy batch) }
        #expect(result.difference == nil)
        #expect(result.agrees && result.recorded == live.result.fingerprint)
        #expect(total.actionsPerCharger == live.actionsPerCharger)
    }

    @Test func `a replay names the first frame that differs`() throws {
        let scenario = Self.busy(seed: 8, minutes: 4)
        let csms = try LiveCSMS(scenario)
        var options = SimulationOptions()
        options.records = true
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: 300, options: options)
        csms.end()
        let text = String(decoding: live.recording, as: UTF8.self)
        let forged = text.replacing("\"Vendor\"", with: "\"Vandor\"", maxReplacements: 1)
        try #require(forged != text)
        var again = scenario
        again.csms.url = csms.url
        var replay = try ReplaySimulation(
            try FleetPlan(again),
            of: try RecordedRun(Array(forged.utf8)),
            options: SimulationOptions()
        )
        let result = replay.run { _ throws(Never) in }
        #expect(!result.agrees)
        #expect(result.difference?.then?.contains("Vandor") == true)
        #expect(result.difference?.now.contains("Vendor") == true)
    }

    @Test func `asked to stop, the chargers close in order`() throws {
        let scenario = Self.busy(seed: 4)
        let csms = try LiveCSMS(scenario)
        var asked = 0
        // A name may have addresses at which nobody listens.
        let url = csms.url.replacing("127.0.0.1", with: "localhost")
        let live = try LiveOutcome.run(scenario, url: url, speed: 20) {
            asked += 1
            return asked > 10
        }
        csms.end()
        #expect(live.result.status == .interrupted)
        #expect(live.result.reached < .zero + SimDuration(scenario.duration))
        #expect(live.total.connections.opened > 0)
        #expect(csms.tally.opened == csms.tally.closed)
    }

    @Test func `a CSMS that goes down and comes back finds its chargers again`() throws {
        var scenario = Self.busy(seed: 5)
        let outage = FaultSpec(at: .seconds(300), kind: .csmsRestart(down: .seconds(120)))
        let quiet = scenario
        scenario.faults = [outage]
        // Who comes back may come to another thread of the server.
        let csms = try LiveCSMS(scenario) {
            $0.speed = 200
            $0.threads = 4
        }
        let live = try LiveOutcome.run(quiet, url: csms.url, speed: 200)
        csms.end()
        #expect(csms.breaches == [])
        #expect(live.total.connections.closed >= 6)
        #expect(live.total.connections.connected == 6)
        #expect(live.total.connections.failed > 0)
        #expect(
            live.total.notables.contains {
                $0.kind == "connect-failed" && $0.detail.contains("503 Service Unavailable")
            }
        )
    }

    @Test func `a wrong password and an unknown identity are refused and told by their status`()
        throws
    {
        let scenario = Self.busy(seed: 6, minutes: 5)
        let strict = try LiveCSMS(scenario) { $0.password = Array("right".utf8) }
        let wrong = try LiveOutcome.run(scenario, url: strict.url, speed: 300, password: "left")
        #expect(wrong.total.connections.opened == 0)
        #expect(wrong.total.notables.contains { $0.detail.contains("401 Unauthorized") })
        let right = try LiveOutcome.run(scenario, url: strict.url, speed: 300, password: "right")
        #expect(right.total.connections.opened == 6)
        let silent = try LiveOutcome.run(
            scenario,
            url: strict.url,
            speed: 300,
            password: "right",
            sendsPasswords: false
        )
        #expect(silent.total.connections.opened == 0)
        strict.end()
        let closed = try LiveCSMS(Self.busy(seed: 6, minutes: 5, sites: 1)) {
            $0.takesStrangers = false
        }
        let unknown = try LiveOutcome.run(scenario, url: closed.url, speed: 300)
        closed.end()
        #expect(unknown.total.connections.opened == 2)
        #expect(unknown.total.notables.contains { $0.detail.contains("404 Not Found") })
    }

    @Test func `where nobody listens every attempt fails and says so`() throws {
        let scenario = Self.busy(seed: 7, minutes: 5)
        // The port was free a moment ago.
        let csms = try LiveCSMS(scenario)
        csms.end()
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: 300)
        #expect(live.result.status == .complete)
        #expect(live.total.connections.opened == 0 && live.total.connections.failed > 0)
        #expect(live.total.notables.contains { $0.detail.hasPrefix("connection refused") })
    }
}
