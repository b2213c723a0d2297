import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// Drivers who wait for a bay at real chargers.
@Suite struct WaitingDriversTests {
    private static func site(patience: Double, balksAt: Int? = nil, count: Int = 1) -> Scenario {
        var scenario = Scenario.fixture(
            seed: 4,
            hours: 48,
            sites: count,
            chargersPerSite: 2,
            perDay: 60
        )
        scenario.fleet[0].arrivals.dwell = .lognormal(median: 2_400, sigma: 0.5)
        scenario.fleet[0].arrivals.patience = .constant(patience)
        scenario.fleet[0].arrivals.balksAt = balksAt
        return scenario
    }

    @Test func `a driver with patience waits, and is served in the order of arrival`() throws {
        let sessions = try Self.site(patience: 86_400).simulated().sessions
        #expect(!sessions.contains { $0.outcome == .balked || $0.outcome == .reneged })
        let byArrival = sessions.filter { $0.plugged != nil }.sorted { $0.arrived < $1.arrived }
        let waited = byArrival.filter { ($0.plugged ?? .zero) - $0.arrived > .seconds(300) }
        #expect(waited.count > 10)
        // From getting a bay to having plugged in a driver takes a minute at most.
        for (one, next) in zip(byArrival, byArrival.dropFirst()) {
            #expect(try #require(one.plugged) < #require(next.plugged) + .seconds(60))
        }
    }

    @Test func `a driver whose patience ends goes on, and is told as such with his time`() throws {
        let sessions = try Self.site(patience: 600).simulated().sessions
        let reneged = sessions.filter { $0.outcome == .reneged && $0.charger == nil }
        #expect(reneged.count > 5)
        #expect(reneged.allSatisfy { $0.left == $0.arrived + .seconds(600) })
        #expect(reneged.allSatisfy { $0.deliveredMilliwattHours == 0 && $0.plugged == nil })
        let served = sessions.compactMap { session in
            session.plugged.map { $0 - session.arrived }
        }
        #expect(served.allSatisfy { $0 <= .seconds(660) })
    }

    @Test func `at the sight of a long line drivers go on at once`() throws {
        let sessions = try Self.site(patience: 86_400, balksAt: 1).simulated().sessions
        let balked = sessions.filter { $0.outcome == .balked }
        #expect(balked.count > 3)
        #expect(balked.allSatisfy { $0.left == $0.arrived })
    }

    @Test func `without patience there is no line`() throws {
        let sessions = try Self.site(patience: 0).simulated().sessions
        #expect(sessions.contains { $0.outcome == .balked })
        #expect(!sessions.contains { $0.outcome == .reneged && $0.charger == nil })
    }

    @Test func `the same on any number of threads and in any order of ties`() throws {
        let scenario = Self.site(patience: 900, count: 4)
        let one = try scenario.simulated()
        #expect(try scenario.simulated(SimulationOptions(threads: 3)).result == one.result)
        #expect(try scenario.simulated(SimulationOptions(tieSeed: 5)).sessions == one.sessions)
    }
}
