import Foundation
import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `a thousand live chargers` {
    /// Both ends of as many connections are in this process.
    private static let sockets = 2_100

    @Test func `are counted alike by the reference CSMS, with no rule broken`() throws {
        try Descriptors.require(Self.sockets)
        let scenario = Scenario.crowd()
        let csms = try LiveCSMS(scenario)
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: 1, until: isEnough)
        csms.end()
        expectAllIsWell(live)
        #expect(live.sent == csms.tally.frames)
        #expect(csms.tally.opened == 1_000 && csms.tally.refused == 0)
        #expect(csms.breaches == [])
    }

    @Test func `are counted alike, action by action, by a CSMS made with PyPI's ocpp`() throws {
        try Descriptors.require(Self.sockets)
        let csms = try PythonConversation(script: "Tests/Oracles/live_csms.py")
        let port = try csms.hear()
        let url = "ws://127.0.0.1:\(port)/ocpp"
        // In real time: how fast other people's CSMS is cannot be known.
        let live = try LiveOutcome.run(.crowd(), url: url, speed: 1, until: isEnough)
        try csms.say("end")
        let tally = try JSONDecoder().decode(Tally.self, from: Data(csms.hear().utf8))
        expectAllIsWell(live)
        #expect(tally.errors == [])
        #expect(tally.connections == 1_000)
        #expect(tally.calls == live.sentByAction)
        #expect(tally.results == tally.calls)
    }

    /// Every charger is there, and there were transactions from their beginning to their end.
    private func isEnough(_ live: LiveOutcome) -> Bool {
        live.answered(.bootNotification) == 1_000 && live.answered(.stopTransaction) > 50
    }

    private func expectAllIsWell(_ live: LiveOutcome) {
        #expect(live.total.connections.opened == 1_000)
        #expect(live.unanswered == 0)
        #expect(live.answered(.bootNotification) == 1_000)
        #expect(live.answered(.stopTransaction) > 50)
        #expect(live.total.notables == [])
    }

    private struct Tally: Decodable {
        var connections: Int
        var calls: [String: Int]
        var results: [String: Int]
        var errors: [String]
    }
}
