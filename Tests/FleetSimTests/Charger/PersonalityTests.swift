import Scenarios
import Testing

@testable import FleetSim

@Suite struct `personality` {
    /// The seconds at which a charger that is refused asks for a connection.
    private func attempts(_ law: ConnectionBehaviour.BackOff, seconds: Int64) -> [String] {
        var bench = ChargerBench(backOff: law)
        bench.isReachable = false
        bench.powerOn()
        bench.advance(seconds: seconds)
        return bench.transcript.filter { $0.hasSuffix("→ connect") }.map {
            String($0.prefix { $0 != " " })
        }
    }

    @Test func `a fixed back-off waits the same each time`() {
        let law = ConnectionBehaviour.BackOff(first: .seconds(10), jitter: .zero, doublings: 0)
        #expect(attempts(law, seconds: 45) == ["0.0s", "10.0s", "20.1s", "30.1s", "40.2s"])
    }

    @Test func `an exponential one doubles up to its longest wait`() {
        let law = ConnectionBehaviour.BackOff(
            first: .seconds(10),
            jitter: .zero,
            doublings: 60,
            longest: .seconds(25)
        )
        #expect(attempts(law, seconds: 90) == ["0.0s", "10.0s", "30.1s", "55.1s", "80.2s"])
        #expect(law.wait(after: .max) == .seconds(25))
    }

    @Test func `jitter spreads a fleet, and its back-off never waits less than without`() {
        let law = ConnectionBehaviour.BackOff(
            first: .seconds(10),
            jitter: .seconds(20),
            doublings: 0
        )
        let times = attempts(law, seconds: 3600)
        #expect((3600 / 31...3600 / 10).contains(times.count))
        #expect(times.count < 3600 / 15)
    }

    @Test func `a charger that does not survive a close restarts, and ends what runs first`() {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.survivesClose = false
        var bench = ChargerBench.accepted(behaviour: behaviour)
        bench.arrive()
        bench.advance(seconds: 60)
        bench.forget()
        bench.close()
        bench.advance(seconds: 44)
        #expect(bench.sent == [])
        bench.advance(seconds: 10)
        #expect(bench.calls.first == "BootNotification")
        #expect(bench.sent.contains { $0.contains("StopTransaction") && $0.contains("\"Reboot\"") })
        #expect(!bench.transcript.contains { $0.contains("close") && $0.contains("→ close") })
    }

    @Test func `a charger that pipelines sends further calls before the answer`() {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.callsInFlight = 3
        var bench = ChargerBench.accepted(connectors: 3, behaviour: behaviour)
        bench.answersAfter = .seconds(4)
        bench.receive("[2,\"t\",\"TriggerMessage\",{\"requestedMessage\":\"StatusNotification\"}]")
        // Connector 0 and three more: the fourth waits for the first answer.
        #expect(bench.statuses == ["0 Available", "1 Available", "2 Available"])
        bench.advance(seconds: 3)
        #expect(bench.calls.count == 3)
        bench.advance(seconds: 2)
        #expect(bench.calls.count == 4)
        bench.advance(seconds: 10)
        let out = bench.measures.filter { $0.direction == .out }
        #expect(out.map(\.outcome) == [.ok, .ok, .ok, .ok])
        #expect(
            out.map { ($0.replied ?? .zero) - $0.intended } == [
                .seconds(4), .seconds(4), .seconds(4), .seconds(8),
            ]
        )
    }

    @Test
    func `each of several calls under way has a time-out of its own, and answers find theirs`() {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.callsInFlight = 2
        var bench = ChargerBench.accepted(
            behaviour: behaviour,
            configuration: [(.messageTimeout, "20")]
        )
        bench.csms = { _, _ in nil }
        bench.receive("[2,\"t\",\"TriggerMessage\",{\"requestedMessage\":\"Heartbeat\"}]")
        bench.advance(seconds: 10)
        bench.receive("[2,\"t\",\"TriggerMessage\",{\"requestedMessage\":\"StatusNotification\"}]")
        let ids = bench.sent.filter { $0.hasPrefix("[2,") }.map { $0.split(separator: "\"")[1] }
        #expect(ids.count == 2)
        bench.advance(seconds: 11)
        #expect(bench.measures.filter { $0.outcome == .timeout }.map(\.action) == [.heartbeat])
        // The place that the time-out left is taken at once; then the newer answer comes first.
        #expect(bench.calls.count == 3)
        bench.receive("[3,\"\(ids[1])\",{}]")
        #expect(bench.measures.last?.action == .statusNotification)
        #expect(bench.measures.last?.outcome == .ok)
        bench.advance(seconds: 60)
        #expect(bench.measures.last?.outcome == .timeout)
        #expect(bench.notables.isEmpty)
    }

    @Test func `messages of a transaction stay one after the other at any depth`() {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.callsInFlight = 5
        var bench = ChargerBench.accepted(behaviour: behaviour)
        bench.arrive(staySeconds: 1800)
        bench.advance(seconds: 120)
        bench.isReachable = false
        bench.close()
        bench.advance(seconds: 2400)
        bench.isReachable = true
        bench.forget()
        bench.advance(seconds: 600)
        let kept = bench.calls.filter { $0 == "MeterValues" || $0 == "StopTransaction" }
        #expect(kept.count > 25)
        #expect(kept.last == "StopTransaction")
        #expect(!bench.sent.contains { $0.contains("\"transactionId\":-1") })
    }

    @Test
    func `calls under way when the connection goes are all lost, and come again if they must`() {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.callsInFlight = 3
        var bench = ChargerBench.accepted(behaviour: behaviour)
        bench.csms = { action, payload in
            action == "Authorize" ? ChargerBench.agreeable(action, payload) : nil
        }
        bench.arrive()
        bench.advance(seconds: 26)
        let open = bench.calls.filter { $0 != "Authorize" }
        #expect(open.contains("StartTransaction") && open.count == 3)
        bench.forget()
        bench.csms = ChargerBench.agreeable
        bench.close()
        #expect(bench.measures.map(\.outcome) == [.lost, .lost, .lost])
        bench.advance(seconds: 20)
        #expect(bench.calls.filter { $0 == "StartTransaction" }.count == 1)
        #expect(bench.statuses.contains("1 Charging"))
    }
}
