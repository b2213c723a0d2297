import Testing

@testable import FleetSim

@Suite struct `tags that a charger names` {
    @Test(arguments: [(ConfigurationKey.authEnabled, "false"), (.freecharging, "true")])
    func `where no authorisation is asked for plugging in starts`(
        key: ConfigurationKey,
        value: String
    ) {
        var bench = ChargerBench.accepted(configuration: [(key, value)])
        // What the CSMS thinks of the tag does not matter then.
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "{\"idTagInfo\":{\"status\":\"Invalid\"},\"transactionId\":9}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(tag: "CARD", staySeconds: 600)
        bench.advance(seconds: 11)
        #expect(bench.calls.contains("StartTransaction"))
        bench.advance(seconds: 400)
        #expect(bench.sent.contains { $0.contains("StartTransaction") && $0.contains("\"FREE\"") })
        #expect(!bench.calls.contains("Authorize"))
        #expect(!bench.calls.contains("StopTransaction"))
        bench.advance(seconds: 400)
        #expect(bench.visits.first?.reason == .evDisconnected)
    }

    @Test
    func
        `Z6: with freecharging false a charger rests until a user is authorised, and after the session again`()
    {
        var bench = ChargerBench.accepted(configuration: [(.freecharging, "false")])
        for _ in 0..<2 {
            bench.forget()
            bench.arrive(staySeconds: 600)
            bench.advance(seconds: 14)
            #expect(bench.charger.connectors[0].transaction == nil)
            #expect(bench.charger.connectors[0].bay.meter.milliwatts == 0)
            bench.advance(seconds: 60)
            #expect(bench.calls.contains("Authorize"))
            #expect(bench.charger.connectors[0].bay.meter.milliwatts > 0)
            bench.advance(seconds: 700)
            #expect(bench.charger.connectors[0].bay.meter.milliwatts == 0)
            #expect(bench.statuses.last == "1 Available")
        }
    }

    @Test func `Z6: a lock that is opened lets the car that waits charge`() {
        var bench = ChargerBench.accepted(configuration: [(.freecharging, "false")])
        bench.arrive()
        bench.advance(seconds: 12)
        #expect(bench.charger.connectors[0].transaction == nil)
        bench.set("freecharging", "true")
        #expect(bench.reply == .accepted)
        #expect(bench.charger.connectors[0].transaction?.tag.text == "FREE")
    }

    @Test func `Z6: after a restart a locked charger has no session and wants authorisation again`()
    {
        var bench = ChargerBench.accepted(configuration: [(.freecharging, "false")])
        bench.arrive(staySeconds: 1800)
        bench.advance(seconds: 60)
        bench.demand("Reset", "{\"type\":\"Soft\"}")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 600)
        #expect(bench.charger.connectors[0].transaction == nil)
        #expect(bench.charger.connectors[0].status == .finishing)
        bench.advance(seconds: 1800)
        bench.forget()
        bench.arrive(staySeconds: 60)
        bench.advance(seconds: 200)
        #expect(bench.calls.contains("Authorize"))
    }

    @Test func `W8: a reader that turns the bytes round tells another tag, and stops by it too`() {
        var bench = ChargerBench(reversesCards: true)
        bench.powerOn()
        bench.advance(seconds: 5)
        bench.arrive(tag: "04A1B2C3D4E5F6")
        bench.advance(seconds: 30)
        #expect(bench.sent.contains { $0.contains("{\"idTag\":\"F6E5D4C3B2A104\"}") })
        bench.holdCard("04A1B2C3D4E5F6")
        #expect(bench.charger.connectors[0].transaction == nil)
    }

    @Test(arguments: [
        ("0102", "0201"), ("DEADBEEF", "EFBEADDE"), ("dEaD", "aDdE"), ("ABC", "ABC"),
        ("GUEST1", "GUEST1"), ("", ""), ("00112233445566778899", "99887766554433221100"),
    ])
    func `only whole bytes in hexadecimal are turned round`(card: String, tag: String) {
        #expect(Token(card)?.byteReversed.text == tag)
        #expect(Token(card)?.byteReversed.byteReversed.text == card)
    }

    @Test func `tags have an order in which case does not count`() throws {
        let tags = try ["b", "A", "aa", "", "B1", "a0"].map { try #require(IdToken($0)) }
        #expect(tags.sorted().map(\.text) == ["", "A", "a0", "aa", "b", "B1"])
    }
}
