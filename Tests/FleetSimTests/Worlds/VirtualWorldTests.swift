import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `the virtual world` {
    @Test func `a CSMS with too few workers grows slow and then leaves calls unanswered`() throws {
        func worst(_ workers: Int?, chargers: Int) throws -> (p50: Int64, timeouts: Int) {
            var scenario = Scenario.fixture(
                hours: 1,
                sites: chargers,
                chargersPerSite: 1,
                perDay: 0
            )
            scenario.csms.reference.workers = workers
            scenario.csms.reference.serviceTime = .constant(0.5)
            scenario.csms.reference.heartbeat = .seconds(60)
            let run = try scenario.simulated()
            let beats = run.calls.inOrder.first { $0.action == .heartbeat && $0.outcome == .ok }
            return (beats?.latency.quantile(0.5) ?? 0, run.count(.heartbeat, .timeout))
        }
        // A worker does two calls a second: 20 chargers want a third of one, 140 more than two.
        let idle = try worst(1, chargers: 20)
        #expect(idle.timeouts == 0)
        let endless = try worst(nil, chargers: 240)
        #expect(endless.timeouts == 0)
        #expect(endless.p50 < 600_000)
        let overloaded = try worst(1, chargers: 140)
        #expect(overloaded.timeouts > 100)
        #expect(overloaded.p50 > 2_000_000)
    }

    /// A quarter of a day of twelve chargers with a fault for an hour from the second on.
    private func withFault(_ kind: FaultSpec.Kind?) throws -> Gathered {
        var scenario = Scenario.fixture(hours: 6)
        scenario.csms.reference.heartbeat = .seconds(60)
        scenario.csms.reference.serviceTime = .constant(0.01)
        if let kind { scenario.faults = [FaultSpec(at: .seconds(7_200), kind: kind)] }
        return try scenario.simulated()
    }

    private func slowest(_ run: Gathered) -> Int64 {
        run.calls.inOrder.filter { $0.action == .heartbeat && $0.outcome == .ok }
            .map(\.service.max).max() ?? 0
    }

    @Test func `a link that is slow for an hour makes its calls wait, and loses none`() throws {
        let hour = Duration.seconds(3_600)
        let usual = try withFault(nil)
        let slow = try withFault(
            .slowLink(share: 0.5, duration: hour, delay: .uniform(from: 2, to: 4))
        )
        #expect(slowest(usual) < 3_000_000)
        #expect((4_000_000...11_000_000).contains(slowest(slow)))
        #expect(slow.count(.heartbeat, .timeout) == 0)
        #expect(slow.notables.allSatisfy { $0.kind != "disconnected" })
        let reading = try withFault(.slowReading(share: 1, duration: hour, rate: 20))
        #expect(slowest(reading) > 2_000_000)
        #expect(reading.count(.heartbeat, .timeout) == 0)
    }

    @Test func `no end is told of a half-open link: calls time out, and it goes on afterwards`()
        throws
    {
        let run = try withFault(.halfOpen(share: 1, duration: .seconds(600)))
        #expect(run.count(.heartbeat, .timeout) > 12)
        #expect(run.connections.last?.connected == 12)
        let usual = try withFault(nil)
        #expect(usual.count(.heartbeat, .timeout) == 0)
    }

    @Test func `a torn frame is lost with its line, and each charger comes back`() throws {
        let run = try withFault(.tornFrame(share: 1))
        #expect(run.connections.reduce(0) { $0 + $1.closed } == 12)
        #expect(run.connections.last?.connected == 12)
        #expect(run.notables.allSatisfy { $0.kind != "breach" })
    }

    @Test func `a run that ends upon calls without an answer tells how many there are`() throws {
        func leftover(threads: Int) throws -> (calls: UnfinishedCalls, detail: String?) {
            var scenario = Scenario.fixture(
                hours: 1,
                sites: 5,
                chargersPerSite: 1,
                perDay: 0,
                configuration: [ConfigurationSetting("MessageTimeout", "600")]
            )
            scenario.duration = .seconds(80)
            scenario.csms.reference.serviceTime = .constant(3600)
            var simulation = Simulation(
                try FleetPlan(scenario),
                options: SimulationOptions(threads: threads)
            )
            var calls = UnfinishedCalls()
            _ = simulation.run { batch throws(Never) in
                calls = batch.unfinished
            }
            return (calls, calls.notable(at: .zero + .seconds(80))?.detail)
        }
        let one = try leftover(threads: 1)
        #expect(one.calls.inOrder.map(\.action) == [.bootNotification])
        #expect(one.calls.sent == 5)
        #expect(one.detail?.hasPrefix("under way: 5 BootNotification; ") == true)
        #expect(try leftover(threads: 3).calls == one.calls)
        #expect(UnfinishedCalls().notable(at: .zero) == nil)
    }

    @Test func `a run that is stopped tells what was open at its end`() throws {
        var scenario = Scenario.fixture(
            hours: 2,
            sites: 5,
            perDay: 500,
            configuration: [ConfigurationSetting("MessageTimeout", "7200")]
        )
        scenario.csms.reference.serviceTime = .constant(3600)
        var simulation = Simulation(try FleetPlan(scenario), options: .init(threads: 2))
        var (closed, open, sessions) = (0, 0, 0)
        let result = simulation.run {
            closed += 1
            return closed == 60
        } onBatch: { batch throws(Never) in
            open = batch.unfinished.sent
            sessions += batch.sessions.count { $0.outcome == .open }
        }
        #expect(result.status == .interrupted)
        #expect(closed == 60 && open > 0 && sessions > 0)
    }

    @Test func `after a restart of the CSMS all chargers come back and nothing is lost`() throws {
        var scenario = Scenario.fixture(hours: 12, sites: 5)
        scenario.faults = [
            FaultSpec(at: .seconds(6 * 3600), kind: .csmsRestart(down: .seconds(300)))
        ]
        let run = try scenario.simulated()
        #expect(run.notables.filter { $0.kind == "disconnected" }.count == 20)
        #expect(run.connections.reduce(0) { $0 + $1.opened } == 40)
        #expect(run.connections.reduce(0) { $0 + $1.failed } > 20)
        #expect(run.connections.last?.connected == 20)
        // A boot is for restarts, not for reconnects.
        #expect(run.count(.bootNotification, .ok) == 20)
        let ended = run.sessions.filter { $0.started != nil }
        #expect(ended.count > 20)
        #expect(ended.allSatisfy { $0.transaction != nil })
    }

    @Test func `a link keeps the order of its frames`() {
        var link = Link(
            latency: 0,
            delays: RandomStream(seed: 3, entity: 1, purpose: .linkUp),
            service: RandomStream(seed: 3, entity: 1, purpose: .service)
        )
        let laws = [Law(.exponential(mean: 1))]
        var last = SimTime.zero
        for step in 0..<1000 {
            let arrival = link.sendToCentral(from: .zero + .milliseconds(Int64(step)), laws)
            #expect(arrival >= last)
            last = arrival
        }
    }

    @Test func `memory of frames is used again`() {
        var pool = FramePool()
        let short = Array(repeating: UInt8(1), count: 100)
        let long = Array(repeating: UInt8(2), count: 10_000)
        let first = short.withUnsafeBytes { pool.store($0, charger: 3, epoch: 9) }
        #expect(pool.charger(of: first) == 3)
        #expect(pool.epoch(of: first) == 9)
        pool.release(first)
        let second = long.withUnsafeBytes { pool.store($0, charger: 4, epoch: 1) }
        #expect(second == first)
        #expect(pool.bytes(of: second).elementsEqual(long))
        #expect(pool.inUse == 1)
    }
}
