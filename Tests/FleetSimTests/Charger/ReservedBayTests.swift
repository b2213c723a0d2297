import Scenarios
import Testing

@testable import FleetSim

@Suite struct `a reserved connector` {
    @Test func `stays so for a driver of the app who is not the one it is kept for`() {
        var behaviour = ChargerType.Behaviour()
        behaviour.access.ways = [.remote]
        var bench = ChargerBench.accepted(behaviour: behaviour)
        bench.arrive(tag: "OTHER")
        bench.reserve()
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 20)
        #expect(bench.wishes.map(\.kind) == [.start])
        #expect(bench.statuses == ["1 Reserved"])
        bench.demand("RemoteStartTransaction", #"{"idTag":"OTHER","connectorId":1}"#)
        #expect(bench.reply == .rejected)
        bench.demand("RemoteStartTransaction", #"{"idTag":"HOLDER","connectorId":1}"#)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1)
        #expect(bench.sent.contains { $0.contains("\"reservationId\":9") })
    }

    @Test func `stays so for a PIN that does not unlock, and for a cable without a car`() {
        for isPIN in [true, false] {
            var behaviour = ChargerType.Behaviour()
            behaviour.access.ways = [isPIN ? .pin : .card]
            behaviour.access.unlocksByPIN = !isPIN
            behaviour.access.model.cable = isPIN ? .tethered : .socket
            var bench = ChargerBench.accepted(behaviour: behaviour)
            bench.arrive(tag: "OTHER")
            bench.reserve()
            bench.advance(seconds: 100)
            #expect(bench.statuses == ["1 Reserved"])
        }
    }

    @Test func `is kept for the one whom the last reservation of the same id names`() {
        var bench = ChargerBench.accepted()
        bench.reserve(for: "A")
        bench.reserve(for: "B")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Reserved"])
        #expect(bench.holders == ["A", "B"])
    }

    @Test func `is kept for another than the next one, and for who is left when one has started`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.reserve(0, for: "A", id: 1)
        bench.reserve(0, for: "B", id: 2)
        #expect(bench.reply == .accepted)
        #expect(bench.holders == ["A", "B"])
        // Either may use either connector.
        bench.arrive(connector: 1, tag: "B")
        bench.advance(seconds: 60)
        #expect(bench.sent.contains { $0.contains("\"reservationId\":2") })
        #expect(bench.charger.connectors[1].status == .reserved)
        #expect(bench.holders.last == "A")
    }

    @Test func `is free for an update once its reservation has ended`() {
        var bench = ChargerBench(
            firmwareUpdate: FirmwareBehaviour(download: .seconds(20), install: .seconds(180))
        )
        bench.powerOn()
        bench.advance(seconds: 10)
        bench.forget()
        bench.reserve(untilSeconds: 100)
        bench.demand(
            "UpdateFirmware",
            #"{"location":"fw.bin","retrieveDate":"2026-03-02T00:00:00Z"}"#
        )
        bench.advance(seconds: 50)
        bench.demand("RemoteStartTransaction", #"{"idTag":"HOLDER","connectorId":1}"#)
        #expect(bench.reply == .rejected)
        bench.advance(seconds: 60)
        #expect(bench.statuses == ["1 Reserved", "1 Unavailable"])
        #expect(bench.bays.last == false)
        bench.demand("RemoteStartTransaction", #"{"idTag":"OTHER","connectorId":1}"#)
        #expect(bench.reply == .rejected)
        bench.advance(seconds: 300)
        #expect(bench.statuses.last == "1 Available")
        #expect(bench.bays.last == true)
    }

    @Test func `holds an update up while a car waits there that it may be kept for`() {
        var bench = ChargerBench(
            firmwareUpdate: FirmwareBehaviour(download: .seconds(1), install: .seconds(5))
        )
        bench.powerOn()
        bench.advance(seconds: 10)
        bench.forget()
        bench.arrive(tag: "HOLDER", staySeconds: 600)
        bench.reserve()
        bench.advance(seconds: 12)
        bench.demand(
            "UpdateFirmware",
            #"{"location":"fw.bin","retrieveDate":"2026-03-02T00:00:00Z"}"#
        )
        bench.advance(seconds: 300)
        #expect(bench.charger.connectors[0].status == .charging)
        bench.advance(seconds: 600)
        let reasons = bench.sent.compactMap { $0.firstMatch(of: /"reason":"(\w+)"/)?.1 }
        #expect(!reasons.contains("Reboot"))
        #expect(bench.sent.contains { $0.contains("Installed") })
    }
}
