import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// Power that the CSMS shares out: over real messages, to real chargers.
@Suite struct ControlByCSMSTests {
    private static func scenario(
        _ seed: UInt64,
        _ control: PowerSpec.Control = .csms,
        hours: Int = 4
    ) -> Scenario {
        Scenario.shared(seed: seed, hours: hours, chargers: 8, connectors: 2, perDay: 150) {
            $0.limit = .all(60)
            $0.wiring = .alike
            $0.control = control
        }
    }

    /// The most that was drawn on a line, of each ten seconds after a time.
    private static func maximum(
        _ scenario: Scenario,
        from first: Int64,
        hours: Int64 = 4
    ) throws -> Int64 {
        var site = try WatchedSite(scenario)
        var maximum: Int64 = 0
        for second in stride(from: first, to: hours * 3600, by: 10) {
            site.run(through: .zero + .seconds(second))
            maximum = max(maximum, site.drawn(at: 0).l1)
        }
        return maximum
    }

    /// By ten minutes every charger has booted and withholds power from new transactions.
    @Test(arguments: UInt64(1)...10)
    func `chargers keep to a limit that only the CSMS knows, and use it`(seed: UInt64) throws {
        let maximum = try Self.maximum(Self.scenario(seed), from: 600)
        #expect(maximum <= 60_000)
        #expect(maximum > 58_000)
    }

    @Test(arguments: UInt64(1)...6)
    func `they keep to it over a restart of the CSMS and links that flap`(seed: UInt64) throws {
        var scenario = Self.scenario(seed)
        scenario.faults = [
            FaultSpec(at: .seconds(4_000), kind: .csmsRestart(down: .seconds(120))),
            FaultSpec(
                at: .seconds(7_000),
                kind: .flapping(
                    share: 0.5,
                    duration: .seconds(1_800),
                    up: .exponential(mean: 60),
                    down: .exponential(mean: 20)
                )
            ),
        ]
        #expect(try Self.maximum(scenario, from: 600) <= 60_000)
    }

    @Test func `where the site guards too its limit holds from the first second`() throws {
        #expect(try Self.maximum(Self.scenario(3, .both), from: 0) <= 60_000)
    }

    @Test func `what messages cost is told by what cars get`() throws {
        func delivered(_ control: PowerSpec.Control) throws -> Int64 {
            try Self.scenario(4, control, hours: 12).simulated().sessions
                .reduce(0) { $0 + $1.deliveredMilliwattHours }
        }
        let site = try delivered(.site)
        let csms = try delivered(.csms)
        #expect(csms <= site)
        #expect(csms > site / 10 * 8)
    }

    @Test func `limits travel as profiles, each confirmed, and no rule is broken`() throws {
        let run = try Self.scenario(5).simulated()
        #expect(run.count(.setChargingProfile, .ok, .in) > 50)
        #expect(run.count(.setChargingProfile, .rejected, .in) == 0)
        #expect(run.notables.filter { $0.kind == "breach" } == [])
    }

    @Test func `what else flows is followed by messages`() throws {
        var scenario = Self.scenario(6)
        scenario.fleet[0].power?.loads = [
            LoadSpec(.hourly((0..<24).map { .amperes($0 % 2 == 0 ? 0 : 40) }))
        ]
        var site = try WatchedSite(scenario)
        site.run(through: .zero + .seconds(3 * 3600 - 1))
        #expect(site.drawn(at: 0).l1 > 50_000)
        // Messages take a moment; then the site is within what is left.
        site.run(through: .zero + .seconds(3 * 3600))
        #expect(site.drawn(at: 0).l1 > 20_000)
        site.run(through: .zero + .seconds(3 * 3600 + 5))
        #expect(site.drawn(at: 0).l1 <= 20_000)
    }

    @Test func `the same whatever the number of threads`() throws {
        var scenario = Self.scenario(7)
        scenario.fleet[0].count = 3
        let one = try scenario.simulated()
        let three = try scenario.simulated(SimulationOptions(threads: 3))
        #expect(one.result == three.result)
        #expect(one.sessions == three.sessions)
    }
}
