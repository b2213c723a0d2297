import Testing

@testable import FleetSim

@Suite struct `the cable after a charge` {
    /// A CSMS that takes a tag at the reader and refuses it in the transaction; G1 and G2 are a group.
    private static func refusing(_ action: String, _ payload: String) -> String? {
        let group =
            payload.contains("\"idTag\":\"G") ? ",\"parentIdTag\":\"GROUP\"" : ""
        return switch action {
        case "Authorize": "{\"idTagInfo\":{\"status\":\"Accepted\"\(group)}}"
        case "StartTransaction":
            "{\"idTagInfo\":{\"status\":\"Blocked\"\(group)},\"transactionId\":41}"
        default: ChargerBench.agreeable(action, payload)
        }
    }

    /// A charger whose CSMS has just refused the tag of the running transaction, 20 s into it.
    private func deauthorised(
        _ tag: String = "G1",
        hasLock: Bool = true,
        way: Access.Way = .card,
        configuration: [(ConfigurationKey, String)] = []
    ) -> ChargerBench {
        var behaviour = ChargerType.Behaviour()
        behaviour.access.ways = [way]
        var bench = ChargerBench.accepted(
            hasLock: hasLock,
            behaviour: behaviour,
            configuration: configuration
        )
        bench.csms = Self.refusing
        bench.arrive(tag: tag)
        if way == .remote {
            bench.advance(seconds: 16)
            bench.demand("RemoteStartTransaction", "{\"idTag\":\"\(tag)\"}")
        }
        while bench.charger.connectors[0].bay.log?.reason == nil, bench.visits.isEmpty,
            bench.now < .zero + .seconds(100)
        {
            bench.advance(to: bench.now + .milliseconds(100))
        }
        return bench
    }

    private func cableLock(_ bench: ChargerBench) -> String? {
        bench.charger.cableHolder(at: 0)?.tag.text
    }

    @Test func `a lock keeps the cable of a tag that the CSMS refuses until that tag is presented`()
    {
        var bench = deauthorised()
        #expect(bench.charger.connectors[0].bay.log?.reason == .deAuthorized)
        #expect(cableLock(bench) == "G1")
        bench.holdCard("X9")
        bench.advance(seconds: 1)
        #expect(cableLock(bench) == "G1")
        #expect(bench.statuses.last == "1 Finishing")
        bench.holdCard("g1")
        #expect(cableLock(bench) == nil)
        #expect(bench.calls.filter { $0 == "Authorize" }.count == 2)
        bench.advance(seconds: 25)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `a tag of the same group lets the cable go, once the CSMS has told its group`() {
        var bench = deauthorised()
        bench.holdCard("G2")
        #expect(cableLock(bench) == "G1")
        bench.advance(seconds: 1)
        #expect(cableLock(bench) == nil)
    }

    @Test func `a group that is known here lets the cable go at once, and offline`() {
        var bench = deauthorised()
        bench.sendList(1, ["G2:Accepted:GROUP", "X9:Accepted:OTHER"])
        #expect(bench.reply == .accepted)
        bench.isReachable = false
        bench.close()
        bench.holdCard("X9")
        #expect(cableLock(bench) == "G1")
        bench.holdCard("G2")
        #expect(cableLock(bench) == nil)
    }

    @Test func `the driver comes with the card and takes the cable along`() {
        var bench = deauthorised()
        bench.advance(seconds: 26)
        #expect(bench.visits.first?.reason == .deAuthorized)
        #expect(bench.statuses.last == "1 Available")
        #expect(cableLock(bench) == nil)
    }

    @Test func `a cable that is fixed to the charger is unplugged as ever`() {
        var bench = deauthorised(hasLock: false)
        #expect(cableLock(bench) == nil)
        bench.advance(seconds: 21)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `without the key the transaction goes on without energy, and nothing is kept`() {
        let bench = deauthorised(configuration: [(.stopTransactionOnInvalidId, "false")])
        #expect(bench.charger.connectors[0].transaction != nil)
        #expect(bench.statuses.last == "1 SuspendedEVSE")
        #expect(cableLock(bench) == nil)
    }

    @Test func `who has no card asks the operator, whose UnlockConnector opens the lock`() {
        var bench = deauthorised(way: .remote)
        #expect(cableLock(bench) == "G1")
        bench.advance(seconds: 6)
        #expect(bench.wishes.last?.kind == .unlock)
        bench.demand("UnlockConnector", "{\"connectorId\":1}")
        #expect(bench.reply == .status("Unlocked"))
        #expect(cableLock(bench) == nil)
        bench.advance(seconds: 21)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `a driver without help is rid of the cable in the end`() {
        var bench = deauthorised(way: .remote)
        bench.advance(seconds: 200)
        #expect(bench.wishes.filter { $0.kind == .unlock }.count == 4)
        #expect(bench.visits.count == 1)
        #expect(bench.statuses.last == "1 Available")
        #expect(cableLock(bench) == nil)
    }

    // MARK: - Unplugging the car

    /// A driver without a card, whose car is plugged out after ten minutes.
    private func unplugged(
        hasLock: Bool = true,
        _ configuration: [(ConfigurationKey, String)] = []
    ) -> ChargerBench {
        var behaviour = ChargerType.Behaviour()
        behaviour.access.ways = [.plug]
        var bench = ChargerBench.accepted(
            hasLock: hasLock,
            behaviour: behaviour,
            configuration: configuration
        )
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 601)
        return bench
    }

    private func notice(_ bench: ChargerBench) -> String? {
        bench.sent.last { $0.contains("EV side disconnected") }
            .flatMap { $0.firstMatch(of: /"status":"(\w+)"/) }.map { String($0.1) }
    }

    @Test func `unplugging the car ends the charge and opens the lock`() {
        var bench = unplugged()
        #expect(bench.visits.isEmpty)
        #expect(bench.charger.connectors[0].bay.log?.reason == .evDisconnected)
        #expect(cableLock(bench) == nil)
        #expect(bench.sent.contains { $0.contains("\"reason\":\"EVDisconnected\"") })
        #expect(notice(bench) == "Finishing")
        bench.advance(seconds: 30)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `the lock stays shut where the key says so, until an identifier is presented`() {
        var bench = unplugged([(.unlockConnectorOnEVSideDisconnect, "false")])
        #expect(cableLock(bench) == "04AABBCC")
        #expect(notice(bench) == "Finishing")
        bench.holdCard("04AABBCC")
        #expect(cableLock(bench) == nil)
        bench.advance(seconds: 30)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `a transaction outlives its car where the key says so, until it is ended`() {
        var bench = unplugged([(.stopTransactionOnEVSideDisconnect, "false")])
        #expect(bench.charger.connectors[0].transaction != nil)
        #expect(bench.charger.connectors[0].bay.meter.milliwatts == 0)
        #expect(notice(bench) == "SuspendedEV")
        #expect(bench.wishes.last?.kind == .stop)
        bench.demand("RemoteStopTransaction", "{\"transactionId\":41}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 60)
        #expect(bench.visits.first?.reason == .remote)
        #expect(bench.statuses.suffix(3) == ["1 SuspendedEV", "1 Finishing", "1 Available"])
    }

    @Test func `a transaction without a car that is not ended is over after a while`() {
        var bench = unplugged([(.stopTransactionOnEVSideDisconnect, "false")])
        bench.advance(seconds: 200)
        #expect(bench.visits.first?.reason == .other)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test(arguments: [(true, "Accepted"), (false, "Rejected")])
    func `the key of the lock cannot be changed where the cable is fixed`(
        hasLock: Bool,
        answer: String
    ) {
        var bench = ChargerBench.accepted(hasLock: hasLock)
        bench.set("UnlockConnectorOnEVSideDisconnect", "false")
        #expect(bench.reply == .status(answer))
        bench.demand("GetConfiguration", "{\"key\":[\"UnlockConnectorOnEVSideDisconnect\"]}")
        #expect(bench.reply.contains("\"readonly\":\(!hasLock)"))
    }
}
