import Foundation
import Scenarios
import TestSupport
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
            perDay: 200,
            configuration: [.noTimeout]
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
        let scenario = Self.busy(seed: 3, minutes: 120_000, sites: 20)
        let csms = try LiveCSMS(scenario) { $0.threads = threads }
        let live = try LiveOutcome.run(
            scenario,
            url: csms.url,
            speed: 200,
            options: SimulationOptions(threads: 2, keeps: .all)
        ) { $0.count(.ok) > 400 && $0.total.connections.opened == 40 }
        csms.end()
        #expect(live.total.connections.opened == 40)
        #expect(live.sent == csms.tally.frames)
        #expect(live.unanswered == 0)
        #expect(csms.breaches == [])
        #expect(csms.tally.opened == 40 && csms.tally.closed == 40)
    }

    /// A host that is so late that chargers do something else is given more time, and no verdict.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `the same calls go out in the same order as in virtual time`(seed: UInt64) throws {
        let scenario = Self.busy(seed: seed)
        var speed = 100.0
        while true {
            let csms = try LiveCSMS(scenario) { $0.speed = speed }
            let live = try LiveOutcome.run(scenario, url: csms.url, speed: speed)
            csms.end()
            let virtual = try virtualRun(of: scenario, calling: csms.url)
            #expect(virtual.singles.count > 60)
            let order = CallOrder(live, beside: virtual, at: speed)
            guard let difference = order.difference else { return }
            guard speed > 1, order.isLate else {
                Issue.record("\(difference), at \(speed) seconds per second")
                return
            }
            speed /= 4
        }
    }

    private func virtualRun(of scenario: Scenario, calling url: String) throws -> Batch {
        var alike = scenario
        // Drivers who would use an app hold a card to the reader, as they do in a live run.
        alike.csms.url = url
        var simulation = Simulation(
            try FleetPlan(alike),
            options: SimulationOptions(keeps: .all)
        )
        var total = Batch()
        _ = simulation.run { batch throws(Never) in
            total.follow(with: copy batch)
        }
        return total
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

    @Test func `a replay ends with its scenario, if the recording goes on`() throws {
        let scenario = Self.busy(seed: 9, minutes: 5)
        let csms = try LiveCSMS(scenario)
        var options = SimulationOptions()
        options.records = true
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: 300, options: options)
        csms.end()
        var shorter = scenario
        shorter.csms.url = csms.url
        shorter.duration = .seconds(150)
        var replay = try ReplaySimulation(
            try FleetPlan(shorter),
            of: try RecordedRun(live.recording),
            options: SimulationOptions()
        )
        var ends: [Int64] = []
        let result = replay.run { batch throws(Never) in ends.append(batch.end.nanoseconds) }
        #expect(ends == [60, 120, 150].map { $0 * 1_000_000_000 })
        #expect(result.run.status == .complete && result.agrees)
        // Of the whole recording there is a fold, of a part of it none.
        #expect(result.recorded == nil)
    }

    @Test func `a replay names the first frame that differs`() throws {
        let scenario = Self.busy(seed: 8, minutes: 120_000)
        let csms = try LiveCSMS(scenario)
        var options = SimulationOptions()
        options.records = true
        let live = try LiveOutcome.run(
            scenario,
            url: csms.url,
            speed: 300,
            options: options
        ) { $0.answered(.bootNotification) == 6 }
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
        let scenario = Self.busy(seed: 4, minutes: 120_000)
        let csms = try LiveCSMS(scenario)
        // A name may have addresses at which nothing listens.
        let url = csms.url.replacing("127.0.0.1", with: "localhost")
        let live = try LiveOutcome.run(scenario, url: url, speed: 20) { live in
            live.total.connections.opened > 0
        }
        csms.end()
        #expect(live.result.status == .interrupted)
        #expect(live.result.reached < .zero + SimDuration(scenario.duration))
        #expect(csms.tally.opened == csms.tally.closed)
    }

    @Test func `a CSMS that goes down and comes back finds its chargers again`() throws {
        let quiet = Self.busy(seed: 5, minutes: 120_000)
        var scenario = quiet
        // Again and again, for a slow host may not have all chargers in when the first comes.
        scenario.faults = (1...60).map { number in
            FaultSpec(at: .seconds(600 * number), kind: .csmsRestart(down: .seconds(200)))
        }
        // Who comes back may come to another thread of the server.
        let csms = try LiveCSMS(scenario) {
            $0.speed = 200
            $0.threads = 4
        }
        let live = try LiveOutcome.run(quiet, url: csms.url, speed: 200) { live in
            let told = live.details("connect-failed")
            return live.total.connections.closed >= 6 && live.total.connections.connected == 6
                && told.contains { $0.contains("503 Service Unavailable") }
        }
        csms.end()
        #expect(csms.breaches == [])
        #expect(live.total.connections.failed > 0)
    }

    @Test func `a wrong password and an unknown identity are refused and told by their status`()
        throws
    {
        let scenario = Self.busy(seed: 6, minutes: 120_000)
        let strict = try LiveCSMS(scenario) { $0.password = Array("right".utf8) }
        func isTurnedAway(_ live: LiveOutcome) -> Bool { live.total.connections.failed >= 6 }
        let wrong = try LiveOutcome.run(
            scenario,
            url: strict.url,
            speed: 300,
            password: "left",
            until: isTurnedAway
        )
        #expect(wrong.total.connections.opened == 0)
        #expect(wrong.total.notables.contains { $0.detail.contains("401 Unauthorized") })
        let right = try LiveOutcome.run(
            scenario,
            url: strict.url,
            speed: 300,
            password: "right"
        ) { $0.total.connections.opened == 6 }
        #expect(right.total.connections.failed == 0)
        let silent = try LiveOutcome.run(
            scenario,
            url: strict.url,
            speed: 300,
            password: "right",
            sendsPasswords: false,
            until: isTurnedAway
        )
        #expect(silent.total.connections.opened == 0)
        strict.end()
        let closed = try LiveCSMS(Self.busy(seed: 6, minutes: 120_000, sites: 1)) {
            $0.takesUnknown = false
        }
        let unknown = try LiveOutcome.run(scenario, url: closed.url, speed: 300) { live in
            live.total.connections.opened == 2 && live.total.connections.failed >= 4
        }
        closed.end()
        #expect(unknown.total.connections.opened == 2)
        #expect(unknown.total.notables.contains { $0.detail.contains("404 Not Found") })
    }

    @Test func `a password that was entered at a charger is sent, not that of all`() throws {
        var scenario = Self.busy(seed: 6, minutes: 120_000)
        let csms = try LiveCSMS(scenario) { $0.password = Array("entered".utf8) }
        for index in scenario.fleet.indices {
            for group in scenario.fleet[index].chargers.indices {
                scenario.fleet[index].chargers[group].setup.password = "entered"
            }
        }
        for (shared, sends) in [("shared" as String?, true), (nil, false)] {
            let live = try LiveOutcome.run(
                scenario,
                url: csms.url,
                speed: 300,
                password: shared,
                sendsPasswords: sends
            ) { $0.total.connections.opened == 6 }
            #expect(live.total.connections.failed == 0)
        }
        csms.end()
    }

    @Test func `where nothing listens every attempt fails and says so`() throws {
        let scenario = Self.busy(seed: 7, minutes: 120_000)
        // The port was free a moment ago.
        let csms = try LiveCSMS(scenario)
        csms.end()
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: 300) { live in
            live.total.connections.failed >= 6
        }
        #expect(live.total.connections.opened == 0)
        #expect(live.total.notables.contains { $0.detail.hasPrefix("connection refused") })
    }
}
