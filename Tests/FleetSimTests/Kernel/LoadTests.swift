import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `a load` {
    private let phases = [
        LoadPhase(.ramp(over: .seconds(630), to: .share(0.5))),
        LoadPhase(.hold(for: .seconds(300))),
        LoadPhase(.spike(to: .share(1), for: .seconds(300))),
        LoadPhase(.hold(for: .seconds(600))),
        LoadPhase(.step(to: .chargers(10), hold: .seconds(600))),
    ]

    private func loaded(seed: UInt64 = 1, sites: Int = 10, perDay: Double = 200) -> Scenario {
        var scenario = Scenario.fixture(seed: seed, sites: sites, connectors: 2, perDay: perDay)
        scenario.load = phases
        scenario.duration = phases.length
        return scenario
    }

    /// How many chargers were connected at the end of each phase.
    private func levels(_ scenario: Scenario) throws -> [Int] {
        let plan = try FleetPlan(scenario)
        var simulation = Simulation(plan)
        var levels = plan.phases.map { _ in -1 }
        _ = simulation.run { batch in
            let inside = plan.phases.indices.filter { index in
                batch.start < plan.phases[index].end && plan.phases[index].start < batch.end
            }
            #expect(inside.count == 1, "a window lies in one phase")
            if let phase = inside.first { levels[phase] = batch.connections.connected }
        }
        return levels
    }

    @Test func `connects as many chargers as its phases say, whatever the CSMS answers`() throws {
        #expect(try levels(loaded()) == [20, 20, 40, 20, 10])
        var slow = loaded()
        slow.csms.reference.workers = 1
        slow.csms.reference.serviceTime = .constant(2)
        slow.csms.reference.registration.rejected = 0.5
        slow.csms.reference.registration.times = 100
        #expect(try levels(slow) == [20, 20, 40, 20, 10])
    }

    @Test(arguments: UInt64(1)...20)
    func `any seed gives the same run on one thread and three`(seed: UInt64) throws {
        let one = try loaded(seed: seed).simulated(SimulationOptions(threads: 1, keeps: .all))
        let three = try loaded(seed: seed).simulated(SimulationOptions(threads: 3, keeps: .all))
        #expect(three.result == one.result)
        #expect(three.sessions == one.sessions)
        #expect(three.singles == one.singles)
        #expect(three.connections == one.connections)
    }

    @Test(arguments: UInt64(1)...10)
    func `kernels that take turns give the run of one`(seed: UInt64) throws {
        let scenario = loaded(seed: seed)
        let one = try scenario.simulated(SimulationOptions(threads: 1, keeps: .all))
        var options = SimulationOptions(threads: 2, keeps: .all)
        options.chargersPerKernel = 4
        let simulation = Simulation(try FleetPlan(scenario), options: options)
        #expect(simulation.threads == 2 && simulation.kernels == 10)
        let many = try scenario.simulated(options)
        #expect(many.result == one.result)
        #expect(many.sessions == one.sessions)
        #expect(many.singles == one.singles)
        #expect(many.connections == one.connections)
    }

    @Test func `no outcome leans on the order of events at one moment`() throws {
        let straight = try loaded().simulated()
        for seed in UInt64(1)...5 {
            let shuffled = try loaded().simulated(SimulationOptions(tieSeed: seed))
            #expect(shuffled.sessions == straight.sessions)
        }
    }

    @Test func `chargers come on in an order of their own draw, which one more does not change`()
        throws
    {
        func order(_ sites: Int, seed: UInt64 = 1) throws -> [Int] {
            try FleetPlan(loaded(seed: seed, sites: sites)).loadOrder
        }
        let ten = try order(10)
        #expect(ten.sorted() == Array(0..<40))
        #expect(ten != Array(0..<40))
        #expect(try order(11).filter { $0 < 40 } == ten)
        #expect(try order(10, seed: 2) != ten)
    }

    @Test func `no car stops at a charger without power, and cut charges end with PowerLoss`()
        throws
    {
        var scenario = loaded(perDay: 1_500)
        scenario.fleet[0].arrivals.dwell = .lognormal(median: 600, sigma: 0.5)
        scenario.duration = .seconds(3600)
        let run = try scenario.simulated()
        let spike = SimTime.zero + .seconds(930)..<SimTime.zero + .seconds(1230)
        let served = run.sessions.filter { $0.charger != nil }.map(\.arrived)
        // One in two at first, while those who find no bay drive on.
        #expect(served.contains { spike.contains($0) })
        #expect(run.sessions.contains { $0.outcome == .balked })
        let cut = run.sessions.filter { $0.reason == "PowerLoss" }
        #expect(!cut.isEmpty)
        for session in cut {
            let moment = session.stopped?.nanoseconds ?? 0
            #expect([1_230, 1_830].contains(moment / 1_000_000_000), "\(moment)")
            #expect(moment % 1_000_000_000 == 0)
        }
        #expect(run.sessions.contains { $0.outcome == .faulted && $0.started == nil })
    }

    @Test func `the CSMS sees no rule broken by a charger that comes and goes`() throws {
        var scenario = loaded(perDay: 1_500)
        scenario.load += [
            LoadPhase(.step(to: .share(1), hold: .seconds(3600))),
            LoadPhase(.ramp(over: .seconds(1800), to: .share(0.3))),
            LoadPhase(.ramp(over: .seconds(1800), to: .share(1))),
        ]
        scenario.duration = scenario.load.length
        let run = try scenario.simulated()
        #expect(run.notables.filter { $0.kind == "breach" } == [])
        // A charger whose power comes back boots, and tells what was cut.
        let boots = 20 + 20 + 30 + 28
        #expect(run.count(.bootNotification, .ok) == boots)
    }
}
