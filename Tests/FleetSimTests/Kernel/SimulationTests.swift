import Scenarios
import Testing

@testable import FleetSim

@Suite struct `a simulated day` {
    @Test func `serves cars and answers calls`() throws {
        let run = try Scenario.fixture(hours: 24).simulated()
        for row in run.calls.inOrder { print(row.action, row.direction, row.outcome, row.count) }
        print(run.sessions.count, run.notables.prefix(5), run.result)
        #expect(run.result.status == .complete)
        #expect(run.sessions.contains { $0.outcome == .served })
    }
}
