import Testing

@testable import FleetSim

/// A site that guards its limits says what a car gets when the moment is over: until then other things
/// can happen at the same time.
@Suite struct `a charge to which its site has given no power yet` {
    /// A charger that asks for no authorisation, with a lock, at a site that is slow to answer.
    private static func bench() -> ChargerBench {
        var bench = ChargerBench.accepted(configuration: [(.freecharging, "true")])
        bench.charger.siteShare = Rare(SiteShare(bays: 1, enforcesLimits: true))
        bench.sitePower = nil
        return bench
    }

    /// The car has just been plugged in, and its charge has begun.
    private static func begun() -> ChargerBench {
        var bench = bench()
        bench.arrive()
        bench.advance(seconds: 10)
        return bench
    }

    private static let ends = [
        ("Reset", #"{"type":"Hard"}"#), ("Reset", #"{"type":"Soft"}"#),
        ("UnlockConnector", #"{"connectorId":1}"#),
    ]

    @Test func `is told as being prepared`() {
        var bench = Self.begun()
        #expect(bench.charger.connectors[0].transaction != nil)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Preparing"])
        bench.charger.siteGives(16_000, now: bench.now)
        #expect(bench.charger.connectors[0].state == .charging)
    }

    @Test(arguments: ends)
    func `ends at that moment as it would later`(action: String, payload: String) {
        var bench = Self.begun()
        bench.demand(action, payload)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Preparing", "1 Finishing"])
        #expect(bench.calls.filter { $0 == "StopTransaction" }.count == 1)
    }

    @Test(arguments: ends)
    func `ends so too where the connector has just been put into service`(
        action: String,
        payload: String
    ) {
        var bench = Self.bench()
        bench.arrive()
        bench.reserve(for: "OTHER")
        bench.advance(seconds: 12)
        #expect(bench.charger.connectors[0].bay.hasPlugged)
        #expect(bench.charger.connectors[0].state == .reserved)
        for type in ["Inoperative", "Operative"] {
            bench.demand("ChangeAvailability", #"{"connectorId":1,"type":"\#(type)"}"#)
        }
        #expect(bench.charger.connectors[0].transaction != nil)
        bench.demand(action, payload)
        bench.advance(seconds: 1)
        #expect(
            bench.statuses == ["1 Reserved", "1 Unavailable", "1 Preparing", "1 Finishing"]
        )
    }

    @Test func `keeps its connector from being reserved or taken out of service`() {
        var bench = Self.begun()
        bench.reserve(for: "OTHER")
        #expect(bench.reply == .status("Occupied"))
        bench.demand("ChangeAvailability", #"{"connectorId":1,"type":"Inoperative"}"#)
        #expect(bench.reply == .status("Scheduled"))
        bench.charger.siteGives(16_000, now: bench.now)
        #expect(bench.charger.connectors[0].state == .charging)
        #expect(bench.charger.connectors[0].service.isOperative)
    }
}

extension Charger {
    /// The site has so much for the car at the first connector.
    fileprivate mutating func siteGives(_ milliamperes: Int32, now: SimTime) {
        var output = ChargerOutput()
        handle(.siteGives(milliamperes: milliamperes, connector: 1), at: now, into: &output)
    }
}
