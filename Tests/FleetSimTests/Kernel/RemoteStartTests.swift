import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `drivers whom the CSMS starts` {
    private func scenario(share: Double, starts: Double) -> Scenario {
        var scenario = Scenario.fixture(sites: 6, perDay: 40)
        var remote = RemoteStartSpec()
        remote.share = share
        remote.patience = .constant(120)
        for site in scenario.fleet.indices { scenario.fleet[site].arrivals.remoteStart = remote }
        scenario.csms.reference.starts = starts
        return scenario
    }

    private struct Outcome {
        var remote = 0
        var byDrivers = 0
        var neverStarted = 0
        var breaches = 0
        var fingerprint: UInt64 = 0
    }

    private func play(_ scenario: Scenario, threads: Int = 1) throws -> Outcome {
        var outcome = Outcome()
        let options = SimulationOptions(threads: threads)
        var simulation = Simulation(try FleetPlan(scenario), options: options)
        let result = simulation.run { batch in
            for session in batch.sessions where session.started != nil {
                if session.isStartedRemotely {
                    outcome.remote += 1
                } else {
                    outcome.byDrivers += 1
                }
            }
            outcome.neverStarted += batch.notables.count { $0.kind == "never-started" }
            outcome.breaches += batch.notables.count { $0.kind == "breach" }
        }
        outcome.fingerprint = result.fingerprint
        return outcome
    }

    @Test func `are all started where it starts every car, and it breaks no rule`() throws {
        let outcome = try play(scenario(share: 1, starts: 1))
        #expect(outcome.remote > 20)
        #expect(outcome.byDrivers == 0 && outcome.neverStarted == 0 && outcome.breaches == 0)
    }

    @Test func `wait in vain where it starts none, and that is told of each`() throws {
        let outcome = try play(scenario(share: 1, starts: 0))
        #expect(outcome.remote == 0 && outcome.byDrivers == 0)
        #expect(outcome.neverStarted > 20)
    }

    @Test func `stand beside others, the same on any number of threads`() throws {
        let one = try play(scenario(share: 0.5, starts: 0.5))
        #expect(one.remote > 5 && one.byDrivers > 5 && one.neverStarted > 5)
        for threads in [2, 3] {
            let other = try play(scenario(share: 0.5, starts: 0.5), threads: threads)
            #expect(other.fingerprint == one.fingerprint)
            #expect(other.remote == one.remote && other.neverStarted == one.neverStarted)
        }
    }

    @Test func `of which there are none change nothing`() throws {
        let none = try play(scenario(share: 0, starts: 0))
        var plain = scenario(share: 0, starts: 0)
        for site in plain.fleet.indices { plain.fleet[site].arrivals.remoteStart = nil }
        #expect(try play(plain).fingerprint == none.fingerprint)
    }
}
