import Testing

@testable import FleetSim

/// A CSMS can have a charger make calls faster than it answers them.
@Suite struct `a charger that is asked for more than it can send` {
    /// Registered, with a CSMS that answers nothing else.
    private static func bench() -> ChargerBench {
        var bench = ChargerBench { action, payload in
            action == "BootNotification" ? ChargerBench.agreeable(action, payload) : nil
        }
        bench.powerOn()
        bench.advance(seconds: 5)
        return bench
    }

    @Test func `rejects triggers until some of what waits has left`() {
        var bench = Self.bench()
        bench.forget()
        let heartbeat = #"{"requestedMessage":"Heartbeat"}"#
        for _ in 0..<10_000 { bench.receive("[2,\"t\",\"TriggerMessage\",\(heartbeat)]") }
        let accepted = bench.sent.count { $0.contains("Accepted") }
        #expect(accepted <= Outbox.maximumRegular + 1)
        #expect(bench.sent.count { $0.contains("Rejected") } == 10_000 - accepted)
        #expect(bench.charger.outbox.regular.count == Outbox.maximumRegular)
    }

    @Test func `leaves out what need not arrive, and says so`() {
        var bench = Self.bench()
        bench.forget()
        let payload = #"{"connectorId":0,"type":"\#("Inoperative")"}"#
        let other = #"{"connectorId":0,"type":"Operative"}"#
        for _ in 0..<10_000 {
            bench.receive("[2,\"t\",\"ChangeAvailability\",\(payload)]")
            bench.receive("[2,\"t\",\"ChangeAvailability\",\(other)]")
            bench.receive(#"[2,"t","GetDiagnostics",{"location":"ftp://h/d"}]"#)
        }
        #expect(bench.charger.outbox.regular.count == Outbox.maximumRegular)
        #expect(bench.notables.contains { $0.hasPrefix("calls-not-made: ") })
    }

    @Test func `keeps no place of new firmware that is longer than any`() {
        var bench = Self.bench()
        bench.forget()
        let location = "ftp://h/" + String(repeating: "x", count: 1 << 20)
        let date = "2036-03-02T00:00:00Z"
        bench.receive(
            "[2,\"u\",\"UpdateFirmware\",{\"location\":\"\(location)\",\"retrieveDate\":\"\(date)\"}]"
        )
        #expect(bench.sent.last?.hasPrefix("[4,\"u\",\"PropertyConstraintViolation\"") == true)
        #expect(bench.charger.upkeep.value?.update == nil)
    }

    @Test func `gives the memory of its queue back when that is empty`() {
        var queue = Fifo<Int>()
        for number in 0..<1_000 { queue.append(number) }
        while queue.popFirst() != nil {}
        queue.giveBack()
        for number in 0..<40 { queue.append(number) }
        #expect((0..<40).allSatisfy { queue[$0] == $0 })
    }
}
