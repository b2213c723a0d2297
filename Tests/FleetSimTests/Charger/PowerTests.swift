import Testing

@testable import FleetSim

@Suite struct `without power` {
    @Test func `a charge ends when it is cut, which is told after the next boot`() throws {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 7200)
        bench.advance(seconds: 610)
        bench.forget()
        bench.apply(.powerLost)
        #expect(bench.transcript.last?.hasSuffix("powerLost → close") == true)
        bench.advance(seconds: 600)
        #expect(bench.sent.isEmpty)
        bench.apply(.powerBack)
        bench.advance(seconds: 10)
        #expect(
            bench.calls == [
                "BootNotification", "StopTransaction", "StatusNotification", "StatusNotification",
            ]
        )
        let stop = try #require(bench.sent.first { $0.contains("\"StopTransaction\"") })
        #expect(stop.contains("\"reason\":\"PowerLoss\""))
        // It was cut at 620 s, 595 s after it had begun.
        #expect(stop.contains("\"timestamp\":\"2026-03-02T00:10:20.000Z\""))
        #expect(bench.statuses == ["0 Available", "1 Finishing"])
        #expect(bench.visits.isEmpty)
        bench.advance(seconds: 7200)
        #expect(bench.visits.map(\.reason) == [.powerLoss])
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `what waited counts from when the power came back`() throws {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 7200)
        bench.advance(seconds: 100)
        bench.apply(.powerLost)
        bench.advance(seconds: 3600)
        bench.forget()
        bench.apply(.powerBack)
        let back = bench.now
        bench.advance(seconds: 10)
        let stop = try #require(bench.measures.first { $0.action == .stopTransaction })
        #expect(stop.intended == back)
    }

    @Test func `no driver stops at a dark charger, and one who has not begun leaves`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.arrive(connector: 1)
        bench.advance(seconds: 12)
        bench.arrive(connector: 2)
        bench.forget()
        // One is plugged in and about to identify, the other about to plug in.
        bench.apply(.powerLost)
        #expect(bench.bays.allSatisfy { !$0 })
        #expect(bench.visits.count == 1)
        bench.advance(seconds: 60)
        #expect(bench.visits.count == 2)
        #expect(bench.visits.map(\.metFault) == [true, true])
        #expect(bench.bays.allSatisfy { !$0 })
        bench.forget()
        bench.apply(.powerBack)
        #expect(bench.bays == [true, true])
        bench.advance(seconds: 5)
        #expect(bench.statuses == ["0 Available", "1 Available", "2 Available"])
    }

    @Test func `cuts that overlap last until the last of them is over`() {
        var bench = ChargerBench.accepted()
        bench.apply(.powerLost)
        bench.apply(.powerLost)
        bench.apply(.powerBack)
        bench.advance(seconds: 60)
        #expect(bench.charger.link == .off)
        bench.apply(.powerBack)
        bench.advance(seconds: 60)
        #expect(bench.charger.link == .up)
        bench.apply(.powerBack)
        bench.advance(seconds: 60)
        #expect(bench.charger.registration == .accepted)
        #expect(bench.calls.filter { $0 == "BootNotification" }.count == 1)
    }

    @Test func `a cut before the first power counts too`() {
        var bench = ChargerBench()
        bench.apply(.powerLost)
        bench.powerOn()
        bench.advance(seconds: 60)
        #expect(bench.sent.isEmpty)
        bench.apply(.powerBack)
        bench.advance(seconds: 5)
        #expect(bench.calls.first == "BootNotification")
    }

    @Test func `a restart that was under way waits for the power`() {
        var bench = ChargerBench.accepted()
        bench.receive("[2,\"r\",\"Reset\",{\"type\":\"Hard\"}]")
        bench.advance(seconds: 1)
        bench.apply(.powerLost)
        bench.apply(.setupSaved)
        bench.forget()
        bench.advance(seconds: 600)
        #expect(bench.sent.isEmpty)
        bench.apply(.powerBack)
        bench.advance(seconds: 600)
        #expect(bench.calls.filter { $0 == "BootNotification" }.count == 1)
    }

    @Test func `new firmware that is due meanwhile is fetched when there is power again`() {
        var bench = ChargerBench.accepted()
        bench.receive(
            "[2,\"u\",\"UpdateFirmware\",{\"location\":\"https://x/\","
                + "\"retrieveDate\":\"2026-03-02T00:30:00Z\"}]"
        )
        bench.apply(.powerLost)
        bench.forget()
        bench.advance(seconds: 3600)
        #expect(bench.sent.isEmpty)
        bench.apply(.powerBack)
        bench.advance(seconds: 120)
        #expect(bench.sent.contains { $0.contains("\"Downloading\"") })
    }

    @Test func `no card is read without power, so that a lock keeps the cable it holds`() {
        var bench = ChargerBench { action, payload in
            action == "StartTransaction"
                ? "{\"idTagInfo\":{\"status\":\"Invalid\"},\"transactionId\":41}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.powerOn()
        bench.advance(seconds: 10)
        bench.arrive()
        bench.advance(seconds: 17)
        bench.apply(.powerLost)
        bench.advance(seconds: 60)
        #expect(bench.charger.connectors[0].bay.keepsCable)
        #expect(bench.visits.isEmpty)
        // The driver does not try for ever.
        bench.advance(seconds: 300)
        #expect(bench.visits.count == 1)
    }

    @Test func `out of service stays out of service, a reservation holds`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.receive(
            "[2,\"a\",\"ChangeAvailability\",{\"connectorId\":1,\"type\":\"Inoperative\"}]"
        )
        bench.receive(
            "[2,\"b\",\"ReserveNow\",{\"connectorId\":2,\"idTag\":\"A1\",\"reservationId\":3,"
                + "\"expiryDate\":\"2026-03-02T09:00:00Z\"}]"
        )
        bench.advance(seconds: 5)
        bench.apply(.powerLost)
        bench.advance(seconds: 60)
        bench.forget()
        bench.apply(.powerBack)
        bench.advance(seconds: 5)
        #expect(bench.statuses == ["0 Available", "1 Unavailable", "2 Reserved"])
        #expect(bench.holders == ["–", "A1"])
    }
}
