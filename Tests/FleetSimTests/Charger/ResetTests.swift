import Testing

@testable import FleetSim

@Suite struct `a reset that fails` {
    private func bench(failing: Int, retries: String = "2") -> ChargerBench {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.failingResets = failing
        return ChargerBench.accepted(
            behaviour: behaviour,
            configuration: [(.resetRetries, retries)]
        )
    }

    @Test(arguments: [(0, 2), (1, 12), (2, 22)] as [(Int, Int64)])
    func `is tried again until it works`(failing: Int, seconds: Int64) {
        var bench = bench(failing: failing)
        _ = bench.ask("Reset", #"{"type":"Hard"}"#)
        bench.advance(seconds: seconds - 1)
        #expect(bench.charger.link == .up)
        bench.advance(seconds: 1)
        #expect(bench.charger.link == .off)
        bench.advance(seconds: 60)
        #expect(bench.calls.first == "BootNotification")
        #expect(!bench.sent.contains { $0.contains("ResetFailure") })
    }

    @Test(arguments: [(3, "2"), (1, "0"), (100, "5")])
    func `is given up after as many attempts as ResetRetries allows`(failing: Int, retries: String)
    {
        var bench = bench(failing: failing, retries: retries)
        bench.arrive(staySeconds: 300)
        bench.advance(seconds: 60)
        _ = bench.ask("Reset", #"{"type":"Soft"}"#)
        bench.advance(seconds: 1_000)
        #expect(bench.sent.contains { $0.contains("SoftReset") })
        let failures = bench.sent.filter { $0.contains("ResetFailure") }
        #expect(failures.count == 1)
        #expect(failures.first?.contains(#""connectorId":0,"#) == true)
        #expect(!bench.calls.contains("BootNotification"))
        #expect(bench.notables.contains { $0.hasPrefix("reset-failed") })
        // The charger goes on as it was: another driver is served.
        #expect(bench.statuses.last == "1 Available")
        bench.forget()
        bench.arrive()
        bench.advance(seconds: 60)
        #expect(bench.calls.contains("StartTransaction"))
    }

    @Test func `refuses a start by the CSMS until it is over`() {
        let start = #"{"idTag":"A1","connectorId":1}"#
        var bench = bench(failing: 1, retries: "0")
        _ = bench.ask("Reset", #"{"type":"Soft"}"#)
        #expect(bench.ask("RemoteStartTransaction", start).contains("Rejected"))
        bench.advance(seconds: 60)
        #expect(bench.notables.contains { $0.hasPrefix("reset-failed") })
        #expect(bench.ask("RemoteStartTransaction", start).contains("Accepted"))
    }

    @Test func `is done with once the power has been gone, or new firmware restarts the charger`() {
        var dark = bench(failing: 2)
        _ = dark.ask("Reset", #"{"type":"Hard"}"#)
        dark.advance(seconds: 5)
        dark.apply(.powerLost)
        dark.advance(seconds: 5)
        dark.apply(.powerBack)
        dark.advance(seconds: 100)
        #expect(dark.calls == ["BootNotification", "StatusNotification", "StatusNotification"])

        var renewed = bench(failing: 100, retries: "30")
        let date = "2026-03-02T00:00:00Z"
        _ = renewed.ask(
            "UpdateFirmware",
            #"{"location":"http://h/fw-2.1.0.bin","retrieveDate":"\#(date)"}"#
        )
        renewed.advance(seconds: 280)
        _ = renewed.ask("Reset", #"{"type":"Soft"}"#)
        renewed.advance(seconds: 100)
        #expect(renewed.told("FirmwareStatusNotification").last == "Installed")
    }
}

@Suite struct `a reset that works` {
    @Test(arguments: [("Hard", 0, 2), ("Soft", 0, 2), ("Soft", 2, 22)] as [(String, Int, Int64)])
    func `ends what has begun since it was accepted`(type: String, failing: Int, seconds: Int64) {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.failingResets = failing
        var bench = ChargerBench.accepted(
            behaviour: behaviour,
            configuration: [(.resetRetries, "2")]
        )
        bench.arrive()
        bench.advance(seconds: 14)
        _ = bench.ask("Reset", #"{"type":"\#(type)"}"#)
        bench.advance(seconds: seconds - 1)
        #expect(bench.charger.connectors[0].transaction == nil || failing > 0)
        bench.advance(to: bench.now + .milliseconds(900))
        #expect(bench.charger.connectors[0].transaction != nil, "the card came meanwhile")
        bench.advance(to: bench.now + .milliseconds(100))
        #expect(bench.charger.connectors[0].transaction == nil)
        bench.advance(seconds: 60)
        let stops = bench.sent.filter { $0.contains("\"StopTransaction\"") }
        #expect(stops.count == 1)
        #expect(stops.first?.contains("\"reason\":\"\(type)Reset\"") == true)
        #expect(bench.statuses.last == "1 Finishing")
    }

    @Test func `what was kept for a car to come is free after a restart`() {
        var bench = ChargerBench.accepted(configuration: [(.connectionTimeOut, "86400")])
        bench.demand("RemoteStartTransaction", #"{"idTag":"A","connectorId":1}"#)
        #expect(bench.reply == .accepted)
        bench.demand("Reset", #"{"type":"Soft"}"#)
        bench.advance(seconds: 120)
        #expect(bench.statuses.suffix(2) == ["0 Available", "1 Available"])
        bench.demand("RemoteStartTransaction", #"{"idTag":"A","connectorId":1}"#)
        #expect(bench.reply == .accepted)
    }
}
