import Testing

@testable import FleetSim

@Suite struct `access` {
    private func bench(
        connectors: Int = 1,
        configuration: [(ConfigurationKey, String)] = [],
        _ describe: (inout Access) -> Void
    ) -> ChargerBench {
        var behaviour = ChargerType.Behaviour()
        describe(&behaviour.access)
        return ChargerBench.accepted(
            connectors: connectors,
            behaviour: behaviour,
            configuration: configuration
        )
    }

    @Test func `W6: a locked charger is unlocked by a card, and then the car is plugged in`() {
        var bench = bench { $0.model.isLockedWhenAvailable = true }
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 700)
        // The card 5 s after arriving, the plug 10 s after the answer.
        #expect(bench.calls.first == "StatusNotification")
        #expect(bench.statuses == ["1 Preparing", "1 Charging", "1 Finishing", "1 Available"])
        let authorise = bench.calls.firstIndex(of: "Authorize") ?? .max
        let start = bench.calls.firstIndex(of: "StartTransaction") ?? -1
        #expect(authorise < start)
        let visit = bench.visits.first
        #expect(visit?.plugged == .zero + .seconds(25) + .milliseconds(200))
        #expect(visit?.started == visit?.plugged)
        #expect(visit?.reason == .local)
    }

    @Test func `W6: a Copper SB's cable goes into the charger before the car`() {
        var copper = bench {
            $0.model.isLockedWhenAvailable = true
            $0.model.cable = .socket
        }
        copper.arrive(staySeconds: 600)
        // The card after 5 s, the cable 5 s after that and the car after another 5.
        copper.advance(seconds: 12)
        #expect(copper.charger.connectors[0].bay.isCableIn)
        #expect(copper.charger.connectors[0].bay.log?.plugged == nil)
        #expect(copper.statuses == ["1 Preparing"])
        copper.advance(seconds: 5)
        #expect(copper.charger.connectors[0].bay.log?.plugged != nil)
        #expect(copper.calls.contains("StartTransaction"))
        copper.advance(seconds: 700)
        #expect(!copper.charger.connectors[0].bay.isCableIn)
        #expect(copper.statuses.last == "1 Available")
    }

    @Test func `a cable in the socket is told before the car is there`() {
        var bench = bench { $0.model.cable = .socket }
        bench.arrive()
        bench.advance(seconds: 6)
        #expect(bench.statuses == ["1 Preparing"])
        #expect(bench.visits.isEmpty && bench.charger.connectors[0].bay.log?.plugged == nil)
        bench.advance(seconds: 60)
        #expect(bench.charger.connectors[0].bay.log?.plugged == .zero + .seconds(20))
        #expect(bench.statuses.last == "1 Charging")
    }

    @Test func `W6: the app makes the CSMS start and stop, and no card is held to the reader`() {
        var bench = bench {
            $0.model.isLockedWhenAvailable = true
            $0.ways = [.remote]
        }
        bench.arrive(tag: "0411", staySeconds: 600)
        bench.advance(seconds: 6)
        #expect(bench.wishes.map { $0 } == [wish(.start, "0411")])
        #expect(bench.calls.isEmpty)
        bench.receive(
            "[2,\"r\",\"RemoteStartTransaction\",{\"idTag\":\"0411\",\"connectorId\":1}]"
        )
        #expect(bench.sent.first == "[3,\"r\",{\"status\":\"Accepted\"}]")
        bench.advance(seconds: 100)
        #expect(bench.statuses == ["1 Preparing", "1 Charging"])
        #expect(!bench.calls.contains("Authorize"))
        bench.advance(seconds: 500)
        #expect(bench.wishes.last == wish(.stop, "0411"))
        bench.receive("[2,\"s\",\"RemoteStopTransaction\",{\"transactionId\":41}]")
        bench.advance(seconds: 60)
        #expect(bench.visits.first?.reason == .remote)
        #expect(bench.statuses.suffix(2) == ["1 Finishing", "1 Available"])
    }

    @Test func `a driver whose app brings nothing tries again and then leaves`() {
        var bench = bench { $0.ways = [.remote] }
        bench.arrive()
        bench.advance(seconds: 600)
        #expect(bench.wishes.count == 4)
        #expect(bench.visits.first?.hasIdentified == true)
        #expect(bench.visits.first?.started == nil)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `a driver whose app does not stop the charge unplugs all the same`() {
        var bench = bench { $0.ways = [.remote] }
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 20)
        bench.receive("[2,\"r\",\"RemoteStartTransaction\",{\"idTag\":\"A\"}]")
        bench.advance(seconds: 700)
        #expect(bench.visits.first?.reason == .evDisconnected)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `W7: a PIN at the screen stands for the card`() {
        var bench = bench {
            $0.model.isLockedWhenAvailable = true
            $0.ways = [.pin]
        }
        bench.arrive(tag: "0477")
        bench.advance(seconds: 60)
        #expect(bench.sent.contains { $0.contains("\"Authorize\",{\"idTag\":\"0477\"}") })
        #expect(bench.statuses.last == "1 Charging")
    }

    @Test func `Z7: where PINs do not unlock, only a start from afar works`() {
        var bench = bench {
            $0.ways = [.pin]
            $0.unlocksByPIN = false
        }
        bench.arrive(staySeconds: 900)
        bench.advance(seconds: 20)
        #expect(!bench.calls.contains("Authorize"))
        bench.receive("[2,\"r\",\"RemoteStartTransaction\",{\"idTag\":\"APP\"}]")
        #expect(bench.sent.contains("[3,\"r\",{\"status\":\"Accepted\"}]"))
        bench.advance(seconds: 20)
        #expect(bench.sent.contains { $0.contains("StartTransaction") && $0.contains("\"APP\"") })
        bench.advance(seconds: 900)
        bench.forget()
        bench.arrive()
        bench.advance(seconds: 900)
        #expect(!bench.calls.contains("Authorize") && !bench.calls.contains("StartTransaction"))
        #expect(bench.visits.last?.started == nil)
    }

    @Test func `plugging in identifies where it is said to, and asks no CSMS where all is free`() {
        var plug = bench { $0.ways = [.plug] }
        plug.arrive()
        plug.advance(seconds: 11)
        #expect(plug.calls.contains("Authorize"))
        #expect(
            plug.charger.connectors[0].bay.log?.started == .zero + .seconds(20) + .milliseconds(200)
        )
        var free = bench(configuration: [(.authEnabled, "false")]) { $0.ways = [.free] }
        free.arrive()
        free.advance(seconds: 11)
        #expect(!free.calls.contains("Authorize"))
        #expect(free.charger.connectors[0].bay.log?.started == .zero + .seconds(20))
    }

    @Test func `a driver who is asked although all was free holds a card to the reader`() {
        var bench = bench(configuration: [(.authEnabled, "false")]) {
            $0.ways = [.free]
            $0.model.isLockedWhenAvailable = true
        }
        bench.set("AuthEnabled", "true")
        #expect(bench.reply == .accepted)
        bench.arrive(tag: "CARD")
        bench.advance(seconds: 60)
        #expect(bench.sent.contains { $0.contains("\"Authorize\",{\"idTag\":\"CARD\"}") })
        #expect(bench.statuses.last == "1 Charging")
    }

    @Test func `drivers of a charger with several ways take each of them`() {
        var access = Access()
        access.ways = [.card, .pin, .remote]
        var counts: [UInt8: Int] = [:]
        for choice in UInt8.min...UInt8.max {
            var bench = ChargerBench()
            bench.arrive(choice: choice)
            guard let visit = bench.charger.connectors[0].bay.visit else { continue }
            counts[access.way(of: visit).rawValue, default: 0] += 1
        }
        #expect(counts.count == 3)
        #expect(counts.allSatisfy { (85...86).contains($0.value) })
    }

    @Test func `an unlocked charger without a car locks again`() {
        var bench = bench(configuration: [(.connectionTimeOut, "5")]) {
            $0.model.isLockedWhenAvailable = true
        }
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 14)
        #expect(bench.statuses == ["1 Preparing", "1 Available"])
        // The driver finds it locked, holds the card to it again, and in the end leaves.
        bench.advance(seconds: 800)
        #expect(bench.visits.first?.started == nil)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `a driver who is refused at a locked charger goes without plugging in`() {
        var bench = bench { $0.model.isLockedWhenAvailable = true }
        bench.csms = { action, payload in
            action == "Authorize"
                ? "{\"idTagInfo\":{\"status\":\"Blocked\"}}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive()
        bench.advance(seconds: 100)
        #expect(bench.visits.first?.plugged == nil)
        #expect(bench.visits.first?.hasIdentified == true)
        #expect(bench.statuses == ["1 Preparing", "1 Available"])
    }

    @Test(arguments: [(ConfigurationKey.authEnabled, "false"), (.freecharging, "true")])
    func `a charger that asks for no authorisation is not locked`(
        key: ConfigurationKey,
        value: String
    ) {
        var bench = bench(configuration: [(key, value)]) { $0.model.isLockedWhenAvailable = true }
        bench.arrive()
        bench.advance(seconds: 11)
        #expect(bench.charger.connectors[0].bay.log?.plugged == .zero + .seconds(20))
    }

    @Test func `W15: the operator watches, decides who may charge, and stops a charge`() {
        var bench = bench { $0.model.isLockedWhenAvailable = true }
        bench.arrive()
        bench.advance(seconds: 60)
        bench.receive("[2,\"t\",\"TriggerMessage\",{\"requestedMessage\":\"StatusNotification\"}]")
        bench.advance(seconds: 5)
        #expect(bench.statuses.suffix(2) == ["0 Available", "1 Charging"])
        bench.receive("[2,\"s\",\"RemoteStopTransaction\",{\"transactionId\":41}]")
        bench.advance(seconds: 5)
        #expect(bench.charger.connectors[0].bay.log?.reason == .remote)
    }

    private func wish(_ kind: DriverWish.Kind, _ tag: String) -> DriverWish? {
        Token(tag, kind: .card).map { DriverWish(kind: kind, connector: 1, token: $0) }
    }
}
