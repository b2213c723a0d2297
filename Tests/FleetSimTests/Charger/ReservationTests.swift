import Testing

@testable import FleetSim

@Suite struct `reservations` {
    @Test func `a reserved connector is told, and charges its tag under the reservation`() {
        var bench = ChargerBench.accepted()
        bench.reserve(id: 77)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Reserved"])
        #expect(bench.bays == [false])
        #expect(bench.holders == ["HOLDER"])
        bench.arrive(tag: "holder", staySeconds: 600)
        bench.advance(seconds: 30)
        #expect(bench.statuses == ["1 Reserved", "1 Preparing", "1 Charging"])
        let start = bench.sent.first { $0.contains("\"StartTransaction\"") }
        #expect(start?.contains("\"reservationId\":77}") == true)
        bench.advance(seconds: 700)
        #expect(bench.statuses.last == "1 Available")
        #expect(bench.bays.last == true)
        bench.demand("CancelReservation", "{\"reservationId\":77}")
        #expect(bench.reply == .rejected)
    }

    @Test func `another driver is refused and the connector stays reserved`() {
        var bench = ChargerBench.accepted()
        bench.reserve()
        #expect(bench.reply == .accepted)
        bench.arrive(tag: "OTHER", staySeconds: 600)
        bench.advance(seconds: 120)
        #expect(bench.visits.first?.started == nil)
        #expect(bench.statuses == ["1 Reserved"])
        #expect(!bench.calls.contains("Authorize"))
        #expect(bench.holders.last == "HOLDER")
        #expect(bench.bays.last == false)
    }

    @Test func `a tag of the holder's group may use it, once its group is known`() {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            let group = payload.contains("FRIEND") ? "FAMILY" : "OTHERS"
            let info = "{\"status\":\"Accepted\",\"parentIdTag\":\"\(group)\"}"
            return action == "Authorize"
                ? "{\"idTagInfo\":\(info)}" : ChargerBench.agreeable(action, payload)
        }
        bench.reserve(group: "FAMILY", id: 5)
        #expect(bench.reply == .accepted)
        bench.arrive(tag: "STRANGER", staySeconds: 300)
        bench.advance(seconds: 100)
        #expect(bench.calls.contains("Authorize"))
        #expect(bench.statuses == ["1 Reserved"])
        bench.forget()
        bench.arrive(tag: "FRIEND", staySeconds: 300)
        bench.advance(seconds: 60)
        #expect(bench.calls.prefix(2) == ["Authorize", "StartTransaction"])
        #expect(bench.sent.contains { $0.contains("\"FRIEND\"") && $0.contains("Id\":5}") })
        #expect(bench.statuses == ["1 Preparing", "1 Charging"])
    }

    @Test func `offline only who is known to be of the group may use it`() {
        var bench = ChargerBench.accepted(configuration: [(.allowOfflineTxForUnknownId, "true")])
        bench.sendList(1, ["FRIEND:Accepted:FAMILY"])
        #expect(bench.reply == .accepted)
        bench.reserve(group: "FAMILY", untilSeconds: 36_000)
        #expect(bench.reply == .accepted)
        bench.isReachable = false
        bench.close()
        bench.arrive(tag: "STRANGER", staySeconds: 300)
        bench.advance(seconds: 400)
        #expect(bench.visits.last?.started == nil)
        bench.arrive(tag: "FRIEND", staySeconds: 300)
        bench.advance(seconds: 400)
        #expect(bench.visits.last?.started != nil)
    }

    @Test func `a holder whose tag is refused does not lose the reservation`() {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "Authorize"
                ? "{\"idTagInfo\":{\"status\":\"Blocked\"}}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.reserve()
        #expect(bench.reply == .accepted)
        bench.arrive(tag: "HOLDER")
        bench.advance(seconds: 100)
        #expect(bench.statuses == ["1 Reserved", "1 Preparing", "1 Available", "1 Reserved"])
        #expect(bench.holders.last == "HOLDER")
    }

    @Test func `it ends when its time is up`() {
        var bench = ChargerBench.accepted()
        bench.reserve(untilSeconds: 100)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 89)
        #expect(bench.statuses == ["1 Reserved"])
        bench.advance(seconds: 3)
        #expect(bench.statuses == ["1 Reserved", "1 Available"])
        #expect(bench.bays == [false, true])
        bench.demand("CancelReservation", "{\"reservationId\":9}")
        #expect(bench.reply == .rejected)
        bench.reserve(untilSeconds: 90)
        #expect(bench.reply == .rejected)
    }

    @Test func `a car that was plugged in meanwhile may charge when it ends`() {
        var bench = ChargerBench.accepted()
        bench.reserve(untilSeconds: 22)
        #expect(bench.reply == .accepted)
        bench.arrive(tag: "OTHER")
        bench.advance(seconds: 30)
        #expect(
            bench.statuses == ["1 Reserved", "1 Available", "1 Preparing", "1 Charging"]
        )
        #expect(!bench.sent.contains { $0.contains("reservationId") })
    }

    @Test func `it can be cancelled, and the same id replaces it`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.reserve(1, id: 3)
        #expect(bench.reply == .accepted)
        bench.reserve(2, id: 3, untilSeconds: 50)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Reserved", "1 Available", "2 Reserved"])
        bench.reserve(2, id: 3, untilSeconds: 500)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 60)
        #expect(bench.charger.connectors[1].status == .reserved)
        bench.demand("CancelReservation", "{\"reservationId\":4}")
        #expect(bench.reply == .rejected)
        bench.demand("CancelReservation", "{\"reservationId\":3}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1)
        #expect(bench.statuses.last == "2 Available")
    }

    @Test func `what is in use, reserved, out of service or not there is not reserved`() {
        var bench = ChargerBench.accepted(connectors: 3)
        bench.arrive(connector: 1)
        bench.advance(seconds: 60)
        bench.reserve(1)
        #expect(bench.reply == .status("Occupied"))
        bench.reserve(2, id: 1)
        #expect(bench.reply == .accepted)
        bench.reserve(2, id: 2)
        #expect(bench.reply == .status("Occupied"))
        let off = "{\"connectorId\":3,\"type\":\"Inoperative\"}"
        bench.demand("ChangeAvailability", off)
        #expect(bench.reply == .accepted)
        bench.reserve(3)
        #expect(bench.reply == .status("Unavailable"))
        bench.reserve(4)
        #expect(bench.reply == .rejected)
        bench.reserve(0)
        #expect(bench.reply == .status("Occupied"))
    }

    @Test func `a faulted connector is not reserved, and a fault ends a reservation`() {
        var bench = ChargerBench.accepted()
        bench.reserve()
        #expect(bench.reply == .accepted)
        var output = ChargerOutput()
        bench.charger.move(0, to: .faulted, at: bench.now, into: &output)
        #expect(bench.charger.reservations.isEmpty)
        bench.reserve()
        #expect(bench.reply == .status("Faulted"))
        bench.reserve(0)
        #expect(bench.reply == .status("Faulted"))
    }

    @Test func `going out of service ends it`() {
        var bench = ChargerBench.accepted()
        bench.reserve()
        #expect(bench.reply == .accepted)
        let off = "{\"connectorId\":1,\"type\":\"Inoperative\"}"
        bench.demand("ChangeAvailability", off)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Reserved", "1 Unavailable"])
        bench.demand("CancelReservation", "{\"reservationId\":9}")
        #expect(bench.reply == .rejected)
        #expect(bench.bays.last == false)
        #expect(bench.holders.last == "–")
    }

    @Test func `one of no connector in particular keeps the last free one`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.reserve(0, id: 8)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1)
        #expect(bench.statuses.isEmpty)
        bench.arrive(connector: 2, tag: "OTHER", staySeconds: 600)
        bench.advance(seconds: 60)
        #expect(bench.statuses == ["2 Preparing", "1 Reserved", "2 Charging"])
        bench.reserve(1, id: 1)
        #expect(bench.reply == .status("Occupied"))
        bench.arrive(connector: 1, tag: "THIRD", staySeconds: 60)
        bench.advance(seconds: 120)
        #expect(bench.visits.last?.started == nil)
        bench.advance(seconds: 600)
        #expect(bench.statuses.suffix(2) == ["2 Available", "1 Available"])
        bench.arrive(connector: 2, tag: "HOLDER", staySeconds: 60)
        bench.advance(seconds: 30)
        #expect(bench.sent.contains { $0.contains("\"reservationId\":8}") })
        #expect(bench.charger.reservations.isEmpty)
    }

    @Test func `a connector can be reserved unless the last is needed for no one in particular`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.reserve(0, id: 1)
        #expect(bench.reply == .accepted)
        bench.reserve(1, id: 2)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Reserved", "2 Reserved"])
        bench.reserve(0, id: 3)
        #expect(bench.reply == .status("Occupied"))
        bench.demand("CancelReservation", "{\"reservationId\":1}")
        #expect(bench.reply == .accepted)
        #expect(bench.charger.connectors[1].status == .available)
    }

    @Test func `those of no connector in particular end in turn`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.reserve(0, id: 1, untilSeconds: 300)
        #expect(bench.reply == .accepted)
        bench.reserve(0, id: 2, untilSeconds: 100)
        #expect(bench.reply == .accepted)
        #expect(bench.charger.connectors.map(\.status) == [.reserved, .reserved])
        bench.advance(seconds: 95)
        #expect(bench.charger.reservations.all.map(\.id) == [1])
        #expect(bench.charger.connectors.map(\.status) == [.available, .available])
        bench.advance(seconds: 200)
        #expect(bench.charger.reservations.isEmpty)
    }

    @Test func `connector 0 is refused where the key says so, and all without the profile`() {
        var bench = ChargerBench.accepted(
            configuration: [(.reserveConnectorZeroSupported, "false")]
        )
        bench.reserve(0)
        #expect(bench.reply == .rejected)
        bench.reserve(1)
        #expect(bench.reply == .accepted)
        var plain = ChargerBench(features: [.core])
        plain.powerOn()
        plain.advance(seconds: 5)
        plain.reserve()
        #expect(plain.reply.hasPrefix("\"NotSupported\""))
        plain.demand("CancelReservation", "{\"reservationId\":1}")
        #expect(plain.reply.hasPrefix("\"NotSupported\""))
    }

    @Test func `a remote start finds the connector that is kept for its tag, and only that`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.reserve(2)
        #expect(bench.reply == .accepted)
        bench.demand("RemoteStartTransaction", "{\"idTag\":\"OTHER\",\"connectorId\":2}")
        #expect(bench.reply == .rejected)
        bench.demand("RemoteStartTransaction", "{\"idTag\":\"HOLDER\"}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["2 Reserved", "2 Preparing"])
        bench.arrive(connector: 2)
        bench.advance(seconds: 15)
        #expect(bench.sent.contains { $0.contains("\"reservationId\":9}") })
    }

    @Test func `an end beyond the calendar, or in the year 1, brings nothing down`() {
        var bench = ChargerBench.accepted()
        for date in ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"] {
            let payload =
                "{\"connectorId\":1,\"expiryDate\":\"\(date)\",\"idTag\":\"A\",\"reservationId\":-7}"
            let expected: String = date.hasPrefix("9") ? .accepted : .rejected
            bench.demand("ReserveNow", payload)
            #expect(bench.reply == expected)
        }
        #expect(bench.charger.reservations.all.count == 1)
    }

    @Test func `a reservation outlives a restart`() {
        var bench = ChargerBench.accepted()
        bench.reserve()
        #expect(bench.reply == .accepted)
        bench.demand("Reset", "{\"type\":\"Hard\"}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 120)
        #expect(bench.statuses.last == "1 Reserved")
    }
}
