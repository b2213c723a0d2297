import Testing

@testable import FleetSim

@Suite struct `set-up of a charger` {
    private func withoutOCPP() -> ChargerBench {
        var behaviour = ChargerType.Behaviour()
        behaviour.speaksOCPP = false
        return ChargerBench(behaviour: behaviour)
    }

    @Test func `W3: without a complete set-up the charger never asks for a connection`() {
        var bench = withoutOCPP()
        bench.powerOn()
        bench.advance(seconds: 86_400)
        #expect(bench.transcript == ["0.0s power on → –"])
    }

    @Test func `W4: with OCPP disabled it works on its own, and keeps no messages`() {
        var bench = withoutOCPP()
        bench.powerOn()
        bench.arrive(staySeconds: 3600, wattHours: 11_040)
        bench.advance(seconds: 3700)
        #expect(bench.sent.isEmpty)
        #expect((bench.visits.first?.deliveredMilliwattHours ?? 0) > 10_000_000)
        #expect(bench.charger.outbox.transactional.isEmpty)
    }

    @Test func `W3: saving the set-up restarts the charger, and what is new counts after that`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 6000)
        bench.advance(seconds: 60)
        bench.forget()
        bench.apply(.setupSaved)
        #expect(bench.charger.link == .off)
        bench.advance(seconds: 44)
        #expect(bench.sent.isEmpty)
        bench.advance(seconds: 10)
        #expect(bench.calls.first == "BootNotification")
        #expect(bench.sent.contains { $0.contains("\"reason\":\"Reboot\"") })
    }

    @Test func `W4: the portal shows disabled, connecting, connected and connection error`() {
        var off = withoutOCPP()
        off.powerOn()
        #expect(off.charger.connectionStatus == .disabled)
        var bench = ChargerBench()
        bench.isReachable = false
        bench.powerOn()
        #expect(bench.charger.connectionStatus == .connecting)
        bench.advance(seconds: 300)
        #expect(bench.charger.connectionStatus == .connecting)
        bench.isReachable = true
        bench.advance(seconds: 60)
        #expect(bench.charger.connectionStatus == .connected)
        bench.isReachable = false
        bench.close()
        #expect(bench.charger.connectionStatus == .connectionError)
        bench.advance(seconds: 300)
        #expect(bench.charger.connectionStatus == .connectionError)
        bench.apply(.setupSaved)
        #expect(bench.charger.connectionStatus == .connecting)
    }

    @Test func `W14: with wrong parameters the status stays connecting`() {
        var bench = ChargerBench.accepted()
        bench.isReachable = false
        bench.apply(.setupSaved)
        for _ in 0..<100 {
            bench.advance(seconds: 60)
            #expect(bench.charger.connectionStatus == .connecting)
        }
    }

    @Test func `W14: while the connection is down a card that is not known starts no charge`() {
        var bench = ChargerBench.accepted()
        bench.isReachable = false
        bench.close()
        bench.arrive()
        bench.advance(seconds: 600)
        #expect(bench.visits.first?.plugged != nil)
        #expect(bench.visits.first?.started == nil)
    }

    @Test func `W14: an unavailable charge point starts no charge until it is back`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.apply(.outOfService)
        bench.advance(seconds: 5)
        #expect(bench.statuses.sorted() == ["0 Unavailable", "1 Unavailable", "2 Unavailable"])
        #expect(bench.bays == [false, false])
        bench.forget()
        bench.receive("[2,\"r\",\"RemoteStartTransaction\",{\"idTag\":\"APP\"}]")
        #expect(bench.sent == ["[3,\"r\",{\"status\":\"Rejected\"}]"])
        bench.arrive()
        bench.advance(seconds: 100)
        #expect(bench.visits.first?.started == nil)
        bench.forget()
        bench.apply(.backInService)
        bench.advance(seconds: 5)
        #expect(bench.statuses.sorted() == ["0 Available", "1 Available", "2 Available"])
        #expect(bench.bays == [true, true])
    }

    @Test func `W14: a connector in use goes out of service when the car has gone`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 60)
        bench.apply(.outOfService)
        bench.advance(seconds: 5)
        #expect(bench.statuses.suffix(2) == ["1 Charging", "0 Unavailable"])
        bench.advance(seconds: 700)
        #expect(bench.statuses.last == "1 Unavailable")
    }
}
