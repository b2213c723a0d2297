import Testing

@testable import FleetSim

@Suite struct `offline life` {
    /// A bench whose car charges through an outage.
    private func outage(_ bench: inout ChargerBench, seconds: Int64) {
        bench.isReachable = false
        bench.close()
        bench.forget()
        bench.advance(seconds: seconds)
        bench.isReachable = true
    }

    private func bench(
        queueDepth: Int = 100,
        flushPause: Duration = .zero,
        repeatsStatusOnReconnect: Bool = false,
        connectors: Int = 1
    ) -> ChargerBench {
        var bench = ChargerBench(
            connectors: connectors,
            queueDepth: queueDepth,
            flushPause: flushPause,
            repeatsStatusOnReconnect: repeatsStatusOnReconnect
        )
        bench.powerOn()
        bench.advance(seconds: 5)
        return bench
    }

    private func stamps(_ bench: ChargerBench, _ action: String) -> [String] {
        bench.sent.filter { $0.contains("\"\(action)\"") }
            .compactMap { $0.firstMatch(of: /"timestamp":"([^"]+)"/).map { String($0.1) } }
    }

    @Test func `a full queue loses every second reading first, and how many is told`() {
        var bench = bench(queueDepth: 9)
        bench.arrive(staySeconds: 1500)
        bench.advance(seconds: 60)
        outage(&bench, seconds: 1600)
        bench.advance(seconds: 60)
        // A reading each minute from 80.1 s to 1,460.1 s: 24 of them.
        let kept = stamps(bench, "MeterValues")
        let dropped = bench.notables.compactMap { $0.firstMatch(of: /queue-full: (\d+)/)?.1 }
        #expect(dropped.count == 1)
        #expect(kept.count + (dropped.first.flatMap { Int($0) } ?? 0) == 24)
        #expect(kept.count <= 9)
        #expect(kept == kept.sorted())
        // The first stays for ever; what came last has not been thinned out yet.
        #expect(kept.first?.contains("00:01:20") == true)
        #expect(bench.calls.filter { $0 == "StopTransaction" }.count == 1)
    }

    @Test func `a queue full of what must not be lost takes more of it`() {
        var bench = bench(queueDepth: 2)
        bench.arrive(tag: "KNOWN", staySeconds: 30)
        bench.advance(seconds: 100)
        bench.isReachable = false
        bench.close()
        bench.forget()
        for _ in 0..<4 {
            bench.arrive(tag: "KNOWN", staySeconds: 120)
            bench.advance(seconds: 300)
        }
        bench.isReachable = true
        bench.advance(seconds: 100)
        #expect(bench.calls.filter { $0 == "StartTransaction" }.count == 4)
        #expect(bench.calls.filter { $0 == "StopTransaction" }.count == 4)
    }

    @Test func `the queue is delivered at the pace of the model`() {
        var bench = bench(flushPause: .seconds(7))
        bench.arrive(staySeconds: 7200)
        bench.advance(seconds: 60)
        outage(&bench, seconds: 300)
        bench.forget()
        bench.advance(seconds: 70)
        let times = bench.transcript.filter { $0.contains("\"MeterValues\"") }
            .compactMap { Double($0.prefix { $0 != "s" }) }
        #expect(times.count >= 5)
        for (one, next) in zip(times, times.dropFirst()) { #expect(next - one >= 7) }
        // A reading that does not find others before it leaves at once.
        bench.forget()
        bench.advance(seconds: 120)
        #expect(bench.measures.allSatisfy { $0.sent == $0.intended })
    }

    @Test func `a hard reset loses nothing of the queue`() {
        var bench = bench()
        bench.csms = { action, payload in
            action == "StartTransaction" || action == "MeterValues" || action == "StopTransaction"
                ? nil : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 7200)
        bench.advance(seconds: 200)
        bench.demand("Reset", "{\"type\":\"Hard\"}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 30)
        let waiting = bench.charger.outbox.transactional.count
        #expect(waiting >= 5)
        bench.csms = ChargerBench.agreeable
        bench.forget()
        bench.advance(seconds: 60)
        let kept = bench.calls.filter { $0 != "StatusNotification" && $0 != "BootNotification" }
        #expect(kept.first == "StartTransaction")
        #expect(kept.last == "StopTransaction")
        #expect(kept.count == waiting)
    }

    @Test func `attempts that a lost connection cut short are not counted`() {
        var bench = bench()
        bench.csms = { action, payload in
            action == "StartTransaction" ? nil : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 7200)
        bench.advance(seconds: 26)
        for _ in 0..<10 {
            bench.close()
            bench.advance(seconds: 10)
        }
        #expect(bench.calls.filter { $0 == "StartTransaction" }.count > 5)
        #expect(!bench.notables.contains { $0.hasPrefix("message-dropped") })
        bench.csms = ChargerBench.agreeable
        bench.advance(seconds: 120)
        #expect(bench.charger.connectors[0].bay.log?.transactionID?.number == 41)
    }

    @Test func `states that changed are told in their order and with their time`() {
        var bench = bench(connectors: 3)
        bench.arrive(connector: 3, staySeconds: 600)
        bench.advance(seconds: 60)
        bench.isReachable = false
        bench.close()
        bench.forget()
        bench.advance(seconds: 300)
        bench.arrive(connector: 1, tag: "STRANGER", staySeconds: 7200)
        bench.advance(seconds: 600)
        bench.isReachable = true
        bench.advance(seconds: 60)
        #expect(bench.statuses.prefix(1) == ["3 Available"])
        #expect(!bench.statuses.contains { $0.hasPrefix("2 ") || $0.hasPrefix("0 ") })
        let told = stamps(bench, "StatusNotification")
        #expect(told == told.sorted())
        #expect(told.first?.hasPrefix("2026-03-02T00:10:") == true)
    }

    @Test func `a state that came and went while offline is not told`() {
        var bench = bench()
        bench.isReachable = false
        bench.close()
        bench.forget()
        bench.arrive(tag: "STRANGER", staySeconds: 100)
        bench.advance(seconds: 600)
        bench.isReachable = true
        bench.advance(seconds: 60)
        #expect(bench.visits.count == 1)
        #expect(bench.statuses.isEmpty)
    }

    @Test func `a model that repeats all states after a reconnect does`() {
        var bench = bench(repeatsStatusOnReconnect: true, connectors: 2)
        outage(&bench, seconds: 10)
        bench.advance(seconds: 30)
        #expect(bench.statuses == ["0 Available", "1 Available", "2 Available"])
        #expect(!bench.calls.contains("BootNotification"))
    }
}
