import Testing

@testable import FleetSim

@Suite struct `calls of a charger` {
    @Test func `one call at a time, and latency counts from when it was due`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.answersAfter = .seconds(4)
        for message in ["StatusNotification", "Heartbeat"] {
            bench.receive("[2,\"t\",\"TriggerMessage\",{\"requestedMessage\":\"\(message)\"}]")
        }
        #expect(bench.calls.count == 1)
        bench.advance(seconds: 60)
        #expect(
            bench.calls == [
                "StatusNotification", "StatusNotification", "StatusNotification", "Heartbeat",
            ]
        )
        let out = bench.measures.filter { $0.direction == .out }
        let latencies = out.map { ($0.replied ?? .zero) - $0.intended }
        #expect(latencies == [.seconds(4), .seconds(8), .seconds(12), .seconds(16)])
        let services = out.map { ($0.replied ?? .zero) - ($0.sent ?? .zero) }
        #expect(services == Array(repeating: .seconds(4), count: 4))
    }

    @Test func `an answer that comes too late is not taken for another's`() {
        var bench = ChargerBench.accepted(configuration: [(.messageTimeout, "5")])
        bench.answersAfter = .seconds(7)
        bench.receive("[2,\"t\",\"TriggerMessage\",{\"requestedMessage\":\"Heartbeat\"}]")
        bench.advance(seconds: 6)
        bench.receive("[2,\"t\",\"TriggerMessage\",{\"requestedMessage\":\"StatusNotification\"}]")
        bench.answersAfter = .milliseconds(10)
        bench.advance(seconds: 4)
        let out = bench.measures.filter { $0.direction == .out }
        #expect(out.first?.action == .heartbeat)
        #expect(out.first?.outcome == .timeout)
        #expect(out.first?.replied == nil)
        #expect(bench.notables.contains { $0.hasPrefix("late-reply") })
        bench.receive("[3,\"999\",{}]")
        #expect(bench.notables.contains { $0.hasPrefix("unexpected-reply") })
    }

    @Test func `a transaction message is tried three times with growing waits and then dropped`() {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "!InternalError" : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 7200, wattHours: 1)
        bench.advance(seconds: 600)
        let starts = bench.transcript.filter {
            $0.contains("[2,") && $0.contains("\"StartTransaction\"")
        }
        #expect(starts.map { $0.prefix { $0 != " " } } == ["25.1s", "85.2s", "205.3s"])
        #expect(bench.notables == ["message-dropped: StartTransaction after 3 attempts"])
        // What belongs to a transaction that the CSMS never heard of goes under the number -1.
        #expect(
            bench.sent.contains {
                $0.contains("MeterValues") && $0.contains("\"transactionId\":-1")
            }
        )
    }

    @Test func `other calls overtake a transaction message that waits to be tried again`() {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "!InternalError" : ChargerBench.agreeable(action, payload)
        }
        bench.arrive()
        bench.advance(seconds: 40)
        #expect(bench.statuses.last == "1 Charging")
    }

    @Test func `what a transaction has to tell survives an outage, in order`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 1800)
        bench.advance(seconds: 120)
        bench.forget()
        bench.isReachable = false
        bench.close()
        bench.advance(seconds: 2400)
        #expect(bench.calls.isEmpty)
        bench.isReachable = true
        bench.advance(seconds: 600)
        let kept = bench.calls.filter { $0 == "MeterValues" || $0 == "StopTransaction" }
        #expect(kept.count > 25)
        #expect(kept.dropLast().allSatisfy { $0 == "MeterValues" })
        #expect(kept.last == "StopTransaction")
        let stamps = bench.sent.filter { $0.contains("\"MeterValues\"") }
            .compactMap { $0.firstMatch(of: /"timestamp":"([^"]+)"/)?.1 }
        #expect(stamps == stamps.sorted())
        #expect(bench.sent.contains { $0.contains("\"StopTransaction\",{\"transactionId\":41") })
    }

    @Test func `a call under way when the connection goes is lost, and kept if it must arrive`() {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "StartTransaction" ? nil : ChargerBench.agreeable(action, payload)
        }
        bench.arrive()
        bench.advance(seconds: 26)
        #expect(bench.calls.last == "StartTransaction")
        bench.csms = ChargerBench.agreeable
        bench.close()
        #expect(bench.measures.last?.outcome == .lost)
        bench.advance(seconds: 20)
        #expect(bench.calls.filter { $0 == "StartTransaction" }.count == 2)
        #expect(bench.charger.connectors[0].bay.log?.transactionID?.number == 41)
    }

    @Test func `a confirmation that is none counts as an error`() {
        var bench = ChargerBench.accepted()
        bench.csms = { _, _ in "{\"currentTime\":17}" }
        bench.receive("[2,\"t\",\"TriggerMessage\",{\"requestedMessage\":\"Heartbeat\"}]")
        bench.advance(seconds: 5)
        #expect(bench.measures.last?.outcome == .error)
        #expect(bench.notables.contains { $0.hasPrefix("bad-confirmation: Heartbeat") })
    }
}
