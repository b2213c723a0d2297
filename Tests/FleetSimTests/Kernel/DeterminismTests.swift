import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `determinism` {
    private func busy(_ seed: UInt64, hours: Int = 3) -> Scenario {
        var scenario = Scenario.fixture(
            seed: seed,
            hours: hours,
            sites: 5,
            chargersPerSite: 3,
            connectors: 2,
            perDay: 80,
            configuration: [ConfigurationSetting("ClockAlignedDataInterval", "900")]
        )
        scenario.csms.reference.registration.pending = 0.2
        scenario.fleet[0].arrivals.unknownTokens = 0.1
        scenario.faults = [FaultSpec(at: .seconds(5000), kind: .csmsRestart(down: .seconds(60)))]
        var reset = CommandSpec(action: .reset, at: .seconds(2000))
        reset.subject = "Hard"
        reset.share = 0.3
        reset.over = .seconds(600)
        scenario.csms.reference.commands = [reset]
        return scenario
    }

    @Test(arguments: UInt64(1)...100)
    func `any seed gives the same run again, on one thread, two and four`(seed: UInt64) throws {
        let one = try busy(seed).simulated(SimulationOptions(threads: 1, keeps: .all))
        let two = try busy(seed).simulated(SimulationOptions(threads: 2, keeps: .all))
        let four = try busy(seed).simulated(SimulationOptions(threads: 4, keeps: .all))
        for other in [two, four] {
            #expect(other.result == one.result)
            #expect(other.sessions == one.sessions)
            #expect(other.singles == one.singles)
            #expect(other.notables == one.notables)
            #expect(other.connections == one.connections)
            #expect(other.calls.inOrder.map(\.latency) == one.calls.inOrder.map(\.latency))
        }
        let next = try busy(seed + 1).simulated()
        #expect(next.result.fingerprint != one.result.fingerprint)
    }

    @Test func `a fingerprint stays what it was`() throws {
        // Changes only with what a charger does or draws: then the new one belongs into the commit.
        let fingerprint = try busy(42).simulated().result.fingerprint
        #expect(fingerprint == 3_093_830_687_822_274_514)
    }

    @Test func `the length of the windows changes nothing`() throws {
        var coarse = busy(7)
        coarse.window = .seconds(1800)
        var fine = busy(7)
        fine.window = .seconds(7)
        #expect(try coarse.simulated().result == fine.simulated().result)
    }

    @Test(arguments: UInt64(1)...20)
    func `no outcome leans on the order of events at one moment`(seed: UInt64) throws {
        let straight = try busy(3).simulated()
        let shuffled = try busy(3).simulated(SimulationOptions(tieSeed: seed))
        #expect(shuffled.sessions == straight.sessions)
        for action in Action.allCases {
            for outcome in Outcome.allCases {
                #expect(shuffled.count(action, outcome) == straight.count(action, outcome))
            }
        }
    }

    @Test func `equal runs do not part`() throws {
        let plan = try FleetPlan(busy(5))
        #expect(Divergence.between({ Simulation(plan) }, { Simulation(plan) }) == nil)
    }

    @Test func `where two runs part is found to the event`() throws {
        // They are equal until the command at 2,000 s, which only one of them gets.
        var other = busy(5)
        other.csms.reference.commands = []
        let first = try FleetPlan(busy(5))
        let second = try FleetPlan(other)
        let found = try #require(Divergence.between({ Simulation(first) }, { Simulation(second) }))
        #expect(found.at > .zero + .seconds(2000))
        #expect(found.at < .zero + .seconds(2600))
        #expect(found.entity.hasPrefix("CP0000"))
        #expect(found.first?.contains("\"Reset\"") == true)
        #expect(found.second == nil)
    }

    @Test func `the event queue asks for no memory once it runs steadily`() throws {
        var simulation = Simulation(try FleetPlan(.fixture(hours: 24, sites: 20, perDay: 0)))
        for _ in 0..<120 { _ = simulation.step() }
        let before = (simulation.queueAllocations, simulation.events)
        while simulation.step() {}
        #expect(simulation.queueAllocations == before.0)
        #expect(simulation.events > before.1 + 40_000)
    }
}
