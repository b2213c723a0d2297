import Testing

@testable import FleetSim

@Suite struct `visits` {
    @Test func `a driver plugs in, identifies, charges until full, and leaves`() {
        var bench = ChargerBench.accepted()
        // 11,040 W for an hour is just what the car wants; it stays two.
        bench.arrive(staySeconds: 7200, wattHours: 11_040)
        bench.advance(seconds: 7300)
        #expect(
            bench.statuses == [
                "1 Preparing", "1 Charging", "1 SuspendedEV", "1 Finishing", "1 Available",
            ]
        )
        let visit = bench.visits.first
        #expect(visit?.plugged == SimTime.zero + .seconds(20))
        #expect(visit?.deliveredMilliwattHours == 11_040_000)
        #expect(visit?.reason == .local)
        #expect(visit?.transactionID == TransactionID(41))
        let started = visit?.started ?? .zero
        #expect(started == SimTime.zero + .seconds(25) + .milliseconds(100))
        #expect((visit?.stopped ?? .zero) == SimTime.zero + .seconds(7210))
        #expect(visit?.left == SimTime.zero + .seconds(7230))
    }

    @Test func `a car that leaves early has what it got until then`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 1815, wattHours: 50_000)
        bench.advance(seconds: 2000)
        let visit = bench.visits.first
        let seconds = ((visit?.stopped ?? .zero) - (visit?.started ?? .zero)).nanoseconds
        let expected = Int64(11_040_000 * Double(seconds) / 3600e9)
        #expect(visit?.deliveredMilliwattHours == expected)
        #expect(
            bench.sent.contains { $0.contains("\"StopTransaction\"") && $0.contains("\"Local\"") }
        )
    }

    @Test(arguments: ["Blocked", "Expired", "Invalid"])
    func `a driver whose tag is refused goes away`(status: String) {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "Authorize"
                ? "{\"idTagInfo\":{\"status\":\"\(status)\"}}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive()
        bench.advance(seconds: 120)
        #expect(bench.statuses == ["1 Preparing", "1 Available"])
        #expect(bench.visits.first?.started == nil)
        #expect(bench.visits.first?.plugged != nil)
        #expect(!bench.calls.contains("StartTransaction"))
    }

    @Test func `a tag refused at the start of the transaction stops it`() {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "{\"idTagInfo\":{\"status\":\"ConcurrentTx\"},\"transactionId\":9}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive()
        bench.advance(seconds: 120)
        #expect(
            bench.sent.contains {
                $0.contains("\"StopTransaction\",{\"transactionId\":9")
                    && $0.contains("DeAuthorized")
            }
        )
        #expect(bench.statuses == ["1 Preparing", "1 Charging", "1 Finishing", "1 Available"])
    }

    @Test func `with StopTransactionOnInvalidId off only the energy stops`() {
        var bench = ChargerBench.accepted(configuration: [(.stopTransactionOnInvalidId, "false")])
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "{\"idTagInfo\":{\"status\":\"Blocked\"},\"transactionId\":9}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 1800)
        bench.advance(seconds: 600)
        #expect(bench.statuses == ["1 Preparing", "1 Charging", "1 SuspendedEVSE"])
        #expect(!bench.calls.contains("StopTransaction"))
        bench.advance(seconds: 1800)
        #expect(bench.statuses.suffix(2) == ["1 Finishing", "1 Available"])
        #expect((bench.visits.first?.deliveredMilliwattHours ?? .max) < 1_000)
    }

    @Test func `no driver identifies in time, and the cable is left in`() {
        var bench = ChargerBench.accepted(configuration: [(.connectionTimeOut, "3")])
        bench.arrive()
        bench.advance(seconds: 60)
        // The driver takes five seconds, so the time-out comes first and then a new beginning.
        #expect(bench.statuses == ["1 Preparing", "1 Finishing", "1 Preparing", "1 Charging"])
    }

    @Test func `offline a tag that is known here may charge, and an unknown one may not`() {
        var bench = ChargerBench.accepted()
        bench.arrive(tag: "KNOWN", staySeconds: 60)
        bench.advance(seconds: 200)
        bench.forget()
        bench.isReachable = false
        bench.close()
        bench.arrive(tag: "known", staySeconds: 600)
        bench.advance(seconds: 900)
        #expect(bench.visits[1].started != nil)
        bench.arrive(tag: "STRANGER", staySeconds: 600)
        bench.advance(seconds: 900)
        #expect(bench.visits[2].started == nil)
    }

    @Test func `offline unknown tags may charge where the key says so`() {
        var bench = ChargerBench.accepted(configuration: [(.allowOfflineTxForUnknownId, "true")])
        bench.isReachable = false
        bench.close()
        bench.arrive(tag: "STRANGER", staySeconds: 600)
        bench.advance(seconds: 900)
        #expect(bench.visits.first?.started != nil)
    }

    @Test func `a tag known here need not wait for the CSMS where the key says so`() {
        var bench = ChargerBench.accepted(configuration: [(.localPreAuthorize, "true")])
        bench.arrive(tag: "KNOWN", staySeconds: 60)
        bench.advance(seconds: 200)
        bench.forget()
        bench.arrive(tag: "KNOWN", staySeconds: 60)
        bench.advance(seconds: 200)
        #expect(bench.calls.contains("StartTransaction"))
        #expect(!bench.calls.contains("Authorize"))
    }

    @Test func `a driver gives up after four tries with a CSMS that does not answer`() {
        var bench = ChargerBench.accepted(configuration: [(.messageTimeout, "5")])
        bench.csms = { action, payload in
            action == "Authorize" ? nil : ChargerBench.agreeable(action, payload)
        }
        bench.arrive()
        bench.advance(seconds: 600)
        #expect(bench.calls.filter { $0 == "Authorize" }.count == 4)
        #expect(bench.visits.first?.started == nil)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `a short state is not told where a minimum duration is set`() {
        var bench = ChargerBench.accepted(configuration: [(.minimumStatusDuration, "30")])
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 700)
        #expect(bench.statuses == ["1 Charging", "1 Available"])
    }
}
