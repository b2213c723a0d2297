import Testing

@testable import FleetSim

@Suite struct `authorisation` {
    /// A CSMS whose tags are in the group that their first letter names, but for those with an X.
    private static func grouping(_ action: String, _ payload: String) -> String? {
        guard action == "Authorize" || action == "StartTransaction" else {
            return ChargerBench.agreeable(action, payload)
        }
        let tag = payload.firstMatch(of: /"idTag":"([^"]+)"/)?.1 ?? ""
        let status = tag.hasPrefix("NO") ? "Invalid" : "Accepted"
        let group = tag.hasPrefix("X") ? "" : ",\"parentIdTag\":\"GROUP \(tag.prefix(1))\""
        let info = "\"idTagInfo\":{\"status\":\"\(status)\"\(group)}"
        return action == "Authorize" ? "{\(info)}" : "{\(info),\"transactionId\":41}"
    }

    /// A car that charges, started by a tag.
    private func charging(
        _ tag: String,
        configuration: [(ConfigurationKey, String)] = []
    ) -> ChargerBench {
        var bench = ChargerBench.accepted(configuration: configuration)
        bench.csms = Self.grouping
        bench.arrive(tag: tag)
        bench.advance(seconds: 60)
        bench.forget()
        return bench
    }

    private func stops(_ bench: ChargerBench) -> [String] {
        bench.sent.filter { $0.contains("\"StopTransaction\"") }
    }

    @Test func `the tag that started stops, and no CSMS is asked`() {
        var bench = charging("A1")
        bench.holdCard("a1")
        bench.advance(seconds: 5)
        #expect(bench.calls == ["StopTransaction", "StatusNotification"])
        #expect(stops(bench).first?.contains("\"idTag\":\"A1\",\"reason\":\"Local\"") == true)
    }

    @Test func `another tag of the group stops, once the CSMS has told its group`() {
        var bench = charging("A1")
        bench.holdCard("A2")
        bench.advance(seconds: 5)
        #expect(bench.calls == ["Authorize", "StopTransaction", "StatusNotification"])
        #expect(stops(bench).first?.contains("\"idTag\":\"A2\",\"reason\":\"Local\"") == true)
    }

    @Test(arguments: ["B1", "X1", "NO"])
    func `a tag of another group, of none, or invalid stops nothing`(tag: String) {
        var bench = charging("A1")
        bench.holdCard(tag)
        bench.advance(seconds: 5)
        #expect(bench.calls == ["Authorize"])
        bench.holdCard("A1")
        bench.advance(seconds: 5)
        #expect(stops(bench).count == 1)
    }

    @Test func `a transaction without a group is stopped by its tag only, and no CSMS is asked`() {
        var bench = charging("X1")
        bench.holdCard("X2")
        bench.advance(seconds: 5)
        #expect(bench.calls.isEmpty)
        bench.holdCard("X1")
        bench.advance(seconds: 5)
        #expect(stops(bench).count == 1)
    }

    @Test func `groups of the list and of the cache count as well`() {
        var bench = charging("A1", configuration: [(.localPreAuthorize, "true")])
        bench.sendList(1, ["A2:Accepted:GROUP A", "B1:Accepted:GROUP B"])
        #expect(bench.reply == .accepted)
        bench.forget()
        bench.holdCard("B1")
        bench.advance(seconds: 5)
        #expect(bench.calls.isEmpty)
        bench.holdCard("A2")
        bench.advance(seconds: 5)
        #expect(bench.calls == ["StopTransaction", "StatusNotification"])
    }

    @Test func `offline what is known here decides who may stop`() {
        var bench = charging("A1")
        bench.sendList(1, ["A2:Accepted:GROUP A"])
        #expect(bench.reply == .accepted)
        bench.isReachable = false
        bench.close()
        bench.holdCard("A3")
        #expect(bench.charger.connectors[0].transaction != nil)
        bench.holdCard("A2")
        #expect(bench.charger.connectors[0].transaction == nil)
    }

    @Test func `a card before its car is authorised, and the car then charges at once`() {
        var bench = ChargerBench.accepted()
        bench.csms = Self.grouping
        bench.holdCard("A1")
        bench.advance(seconds: 5)
        #expect(bench.calls == ["Authorize", "StatusNotification"])
        #expect(bench.statuses == ["1 Preparing"])
        bench.arrive(tag: "OTHER")
        bench.advance(seconds: 15)
        #expect(bench.calls.filter { $0 == "Authorize" }.count == 1)
        #expect(bench.sent.contains { $0.contains("StartTransaction") && $0.contains("\"A1\"") })
    }

    @Test func `a card before its car is withdrawn by itself, by time, and by a refusal`() {
        var bench = ChargerBench.accepted()
        bench.csms = Self.grouping
        bench.holdCard("A1")
        bench.advance(seconds: 5)
        bench.holdCard("A1")
        bench.advance(seconds: 5)
        #expect(bench.statuses == ["1 Preparing", "1 Available"])
        bench.holdCard("A1")
        bench.advance(seconds: 65)
        #expect(bench.statuses.suffix(2) == ["1 Preparing", "1 Available"])
        bench.forget()
        bench.holdCard("NO")
        bench.advance(seconds: 5)
        #expect(bench.calls == ["Authorize"])
    }

    @Test func `a remote start without a car is authorised at once where the key says so`() {
        var bench = ChargerBench.accepted(configuration: [(.authorizeRemoteTxRequests, "true")])
        bench.csms = Self.grouping
        bench.demand("RemoteStartTransaction", "{\"idTag\":\"A1\"}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 2)
        #expect(bench.calls == ["Authorize", "StatusNotification"])
        #expect(bench.statuses == ["1 Preparing"])
        bench.arrive(tag: "OTHER")
        bench.advance(seconds: 15)
        #expect(bench.calls.contains("StartTransaction"))
    }

    @Test func `a remote start whose tag is refused leaves no trace`() {
        var bench = ChargerBench.accepted(configuration: [(.authorizeRemoteTxRequests, "true")])
        bench.csms = Self.grouping
        bench.demand("RemoteStartTransaction", "{\"idTag\":\"NO\"}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 2)
        #expect(bench.calls == ["Authorize"])
        bench.arrive(tag: "A1")
        bench.advance(seconds: 30)
        #expect(bench.sent.contains { $0.contains("StartTransaction") && $0.contains("\"A1\"") })
    }

    @Test func `a car that comes while its remote start is asked about waits for the answer`() {
        var bench = ChargerBench.accepted(configuration: [(.authorizeRemoteTxRequests, "true")])
        bench.csms = Self.grouping
        bench.answersAfter = .seconds(20)
        bench.arrive(tag: "OTHER")
        bench.demand("RemoteStartTransaction", "{\"idTag\":\"A1\"}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 15)
        #expect(bench.charger.connectors[0].bay.stage == .plugged(hasAsked: true))
        bench.advance(seconds: 10)
        #expect(bench.charger.connectors[0].transaction?.tag.text == "A1")
        #expect(bench.charger.connectors[0].transaction?.parent?.text == "GROUP A")
    }

    @Test func `an answer for a driver who has gone does not start the next one's car`() {
        var bench = ChargerBench.accepted(configuration: [(.messageTimeout, "300")])
        bench.csms = Self.grouping
        bench.arrive(tag: "A1", staySeconds: 20)
        bench.advance(seconds: 12)
        bench.answersAfter = .seconds(100)
        bench.advance(seconds: 58)
        #expect(bench.visits.count == 1)
        bench.arrive(tag: "NO", staySeconds: 600)
        bench.advance(seconds: 50)
        #expect(bench.calls.last == "StatusNotification")
        bench.advance(seconds: 300)
        #expect(bench.calls.filter { $0 == "Authorize" }.count == 2)
        #expect(bench.charger.connectors[0].transaction == nil)
    }

    @Test func `an answer that finds the connector out of service grants nothing`() {
        var bench = ChargerBench.accepted()
        bench.csms = Self.grouping
        bench.holdCard("A1")
        bench.demand("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Inoperative\"}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 100)
        #expect(bench.statuses == ["1 Unavailable"])
        #expect(bench.charger.connectors[0].claim == nil)
    }

    @Test func `an expired tag of the cache counts as expired`() {
        var bench = ChargerBench.accepted(configuration: [(.allowOfflineTxForUnknownId, "true")])
        bench.csms = { action, payload in
            let info =
                "\"idTagInfo\":{\"status\":\"Accepted\",\"expiryDate\":\"2026-03-02T00:10:00Z\"}"
            return switch action {
            case "Authorize": "{\(info)}"
            case "StartTransaction": "{\(info),\"transactionId\":41}"
            default: ChargerBench.agreeable(action, payload)
            }
        }
        for (stay, expected) in [(60, true), (60, false)] as [(Int64, Bool)] {
            bench.arrive(tag: "A1", staySeconds: stay)
            bench.advance(seconds: 200)
            #expect((bench.visits.last?.started != nil) == expected)
            bench.isReachable = false
            bench.close()
            bench.advance(seconds: 500)
        }
    }

    @Test func `an invalid tag may take so much energy and no more, where the key says so`() {
        var bench = ChargerBench.accepted(
            configuration: [
                (.maxEnergyOnInvalidId, "500"), (.stopTransactionOnInvalidId, "false"),
            ]
        )
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "{\"idTagInfo\":{\"status\":\"Blocked\"},\"transactionId\":9}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 1800)
        bench.advance(seconds: 100)
        #expect(bench.statuses == ["1 Preparing", "1 Charging"])
        bench.advance(seconds: 1800)
        #expect(
            bench.statuses == [
                "1 Preparing", "1 Charging", "1 SuspendedEVSE", "1 Finishing", "1 Available",
            ]
        )
        // What flowed until the answer came is not part of the allowance.
        let delivered = bench.visits.first?.deliveredMilliwattHours ?? 0
        #expect((500_000...501_000).contains(delivered))
    }

    @Test func `an invalid tag gives no more to a car than it wants, and wakes it no more often`() {
        func visit(allowing allowance: String, _ status: String) -> (energy: Int64, lines: Int) {
            var bench = ChargerBench.accepted(
                configuration: [
                    (.maxEnergyOnInvalidId, allowance), (.stopTransactionOnInvalidId, "false"),
                ]
            )
            bench.csms = { action, payload in
                action == "StartTransaction"
                    ? "{\"idTagInfo\":{\"status\":\"\(status)\"},\"transactionId\":9}"
                    : ChargerBench.agreeable(action, payload)
            }
            let car = Vehicle(phases: 3, milliamperes: 16_000, losses: .typical)
            bench.arrive(staySeconds: 3_600, wattHours: 1_000, vehicle: car)
            bench.advance(seconds: 1_800)
            let isFull = bench.statuses.last == "1 SuspendedEV"
            #expect(isFull == (allowance == "5000"))
            bench.advance(seconds: 3_600)
            return (bench.visits.first?.deliveredMilliwattHours ?? 0, bench.transcript.count)
        }
        let usual = visit(allowing: "5000", "Accepted")
        let refused = visit(allowing: "5000", "Blocked")
        #expect(abs(usual.energy - refused.energy) <= 1_000)
        #expect(refused.lines < usual.lines + 20)
        let limited = visit(allowing: "500", "Blocked")
        #expect((500_000...501_000).contains(limited.energy))
    }

    @Test func `after the allowance the transaction ends where the key says so`() {
        var bench = ChargerBench.accepted(configuration: [(.maxEnergyOnInvalidId, "500")])
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "{\"idTagInfo\":{\"status\":\"Blocked\"},\"transactionId\":9}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 7200)
        bench.advance(seconds: 300)
        #expect(bench.visits.first?.reason == .deAuthorized)
        #expect((500_000...501_000).contains(bench.visits.first?.deliveredMilliwattHours ?? 0))
    }

    @Test func `the cache holds the latest and lets go of invalid tags first, then of the oldest`()
        throws
    {
        var cache = AuthorisationCache()
        let tags = try (0..<40).map { try #require(IdToken("T\($0)")) }
        for number in 0..<32 {
            cache.remember(tags[number], IdTagInfo(status: number == 5 ? .blocked : .accepted))
        }
        let group = IdToken("GROUP")
        cache.remember(tags[0], IdTagInfo(status: .accepted, parentIdTag: group))
        #expect(cache.record(of: tags[0])?.parent == group)
        cache.remember(tags[33], IdTagInfo(status: .accepted))
        #expect(cache.record(of: tags[5]) == nil)
        cache.remember(tags[34], IdTagInfo(status: .accepted))
        #expect(cache.record(of: tags[1]) == nil)
        #expect(cache.record(of: tags[0]) != nil)
    }

    @Test func `no connection time-out runs while the CSMS is asked about a remote start`() {
        var bench = ChargerBench.accepted(
            configuration: [(.authorizeRemoteTxRequests, "true"), (.connectionTimeOut, "5")]
        )
        bench.arrive()
        bench.advance(seconds: 11)
        bench.answersAfter = .seconds(20)
        bench.demand("RemoteStartTransaction", "{\"idTag\":\"A1\",\"connectorId\":1}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 60)
        #expect(bench.charger.connectors[0].transaction?.tag.text == "A1")
        #expect(!bench.statuses.contains("1 Finishing"))
    }

    @Test func `a driver whom a refused remote start has not named shows his own card`() {
        var bench = ChargerBench.accepted(configuration: [(.authorizeRemoteTxRequests, "true")])
        bench.csms = { action, payload in
            action == "Authorize" && payload.contains("\"NO\"")
                ? "{\"idTagInfo\":{\"status\":\"Blocked\"}}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(tag: "OWN1")
        bench.advance(seconds: 11)
        bench.demand("RemoteStartTransaction", "{\"idTag\":\"NO\",\"connectorId\":1}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 120)
        #expect(bench.charger.connectors[0].transaction?.tag.text == "OWN1")
    }
}
