import Testing

@testable import FleetSim

@Suite struct `calls of the CSMS` {
    private func reply(_ bench: inout ChargerBench, _ action: String, _ payload: String) -> String {
        bench.forget()
        bench.receive("[2,\"c\",\"\(action)\",\(payload)]")
        return bench.sent.first.map { String($0.dropFirst(7).dropLast()) } ?? "none"
    }

    private let accepted = "{\"status\":\"Accepted\"}"
    private let rejected = "{\"status\":\"Rejected\"}"

    @Test func `a remote start at a car that waits begins its transaction`() {
        var bench = ChargerBench.accepted()
        bench.arrive()
        bench.advance(seconds: 11)
        #expect(
            reply(&bench, "RemoteStartTransaction", "{\"idTag\":\"APP\",\"connectorId\":1}")
                == accepted
        )
        bench.advance(seconds: 5)
        #expect(
            bench.sent.contains {
                $0.contains("StartTransaction\",{\"connectorId\":1,\"idTag\":\"APP\"")
            }
        )
        #expect(!bench.calls.contains("Authorize"))
    }

    @Test func `a remote start without a car waits for one, and not for ever`() {
        var bench = ChargerBench.accepted()
        #expect(reply(&bench, "RemoteStartTransaction", "{\"idTag\":\"APP\"}") == accepted)
        bench.advance(seconds: 70)
        #expect(bench.statuses == ["1 Preparing", "1 Available"])
        #expect(reply(&bench, "RemoteStartTransaction", "{\"idTag\":\"APP\"}") == accepted)
        bench.arrive()
        bench.advance(seconds: 30)
        #expect(bench.sent.contains { $0.contains("StartTransaction") && $0.contains("APP") })
    }

    @Test func `a remote start is authorised first where the key says so`() {
        var bench = ChargerBench.accepted(configuration: [(.authorizeRemoteTxRequests, "true")])
        bench.arrive()
        bench.advance(seconds: 11)
        #expect(reply(&bench, "RemoteStartTransaction", "{\"idTag\":\"APP\"}") == accepted)
        bench.advance(seconds: 5)
        #expect(bench.sent.contains { $0.contains("\"Authorize\",{\"idTag\":\"APP\"}") })
        #expect(bench.calls.contains("StartTransaction"))
    }

    @Test func `a remote start where a transaction runs is rejected, as is one at no connector`() {
        var bench = ChargerBench.accepted()
        bench.arrive()
        bench.advance(seconds: 60)
        #expect(
            reply(&bench, "RemoteStartTransaction", "{\"idTag\":\"APP\",\"connectorId\":1}")
                == rejected
        )
        #expect(
            reply(&bench, "RemoteStartTransaction", "{\"idTag\":\"APP\",\"connectorId\":2}")
                == rejected
        )
    }

    @Test func `a remote stop ends the transaction and leaves the car`() {
        var bench = ChargerBench.accepted()
        bench.arrive()
        bench.advance(seconds: 60)
        #expect(reply(&bench, "RemoteStopTransaction", "{\"transactionId\":42}") == rejected)
        #expect(reply(&bench, "RemoteStopTransaction", "{\"transactionId\":41}") == accepted)
        bench.advance(seconds: 5)
        #expect(bench.sent.contains { $0.contains("StopTransaction") && $0.contains("\"Remote\"") })
        #expect(bench.statuses == ["1 Finishing"])
        bench.advance(seconds: 4000)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test(arguments: [("Soft", "SoftReset"), ("Hard", "HardReset")])
    func `a reset ends transactions, restarts and boots anew`(type: String, reason: String) {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 60)
        #expect(reply(&bench, "Reset", "{\"type\":\"\(type)\"}") == accepted)
        bench.advance(seconds: 60)
        #expect(bench.sent.contains { $0.contains("StopTransaction") && $0.contains(reason) })
        #expect(bench.transcript.contains { $0.contains("restart") && $0.contains("close") })
        let boot = bench.calls.firstIndex(of: "BootNotification") ?? 0
        #expect(
            bench.calls[(boot + 1)...].prefix(2) == ["StatusNotification", "StatusNotification"]
        )
        #expect(bench.statuses.suffix(2) == ["0 Available", "1 Finishing"])
        bench.advance(seconds: 700)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `out of service at once when idle, later when in use`() {
        var bench = ChargerBench.accepted(connectors: 2)
        let off = "{\"connectorId\":1,\"type\":\"Inoperative\"}"
        #expect(reply(&bench, "ChangeAvailability", off) == accepted)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Unavailable"])
        #expect(bench.bays == [false])
        #expect(
            reply(&bench, "ChangeAvailability", "{\"connectorId\":1,\"type\":\"Operative\"}")
                == accepted
        )
        bench.arrive(connector: 1, staySeconds: 300)
        bench.advance(seconds: 60)
        #expect(reply(&bench, "ChangeAvailability", off) == "{\"status\":\"Scheduled\"}")
        bench.advance(seconds: 1000)
        #expect(bench.statuses == ["1 Finishing", "1 Unavailable"])
        #expect(
            reply(&bench, "ChangeAvailability", "{\"connectorId\":7,\"type\":\"Operative\"}")
                == rejected
        )
    }

    @Test func `connector 0 stands for the whole charger`() {
        var bench = ChargerBench.accepted(connectors: 2)
        #expect(
            reply(&bench, "ChangeAvailability", "{\"connectorId\":0,\"type\":\"Inoperative\"}")
                == accepted
        )
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Unavailable", "2 Unavailable", "0 Unavailable"])
        bench.arrive(connector: 1)
        bench.advance(seconds: 60)
        #expect(bench.visits.first?.plugged == nil)
    }

    @Test
    func `unlocking ends a transaction at a socket, and is not supported at a tethered cable`() {
        var socket = ChargerBench.accepted()
        socket.arrive()
        socket.advance(seconds: 60)
        let first = reply(&socket, "UnlockConnector", "{\"connectorId\":1}")
        #expect(socket.sent.contains { $0.contains("\"Unlocked\"") })
        #expect(first != "none")
        socket.advance(seconds: 5)
        #expect(socket.sent.contains { $0.contains("UnlockCommand") })

        var cable = ChargerBench.accepted(hasLock: false)
        #expect(
            reply(&cable, "UnlockConnector", "{\"connectorId\":1}")
                == "{\"status\":\"NotSupported\"}"
        )
    }

    @Test func `configuration keys are read, changed, refused and unknown`() {
        var bench = ChargerBench.accepted()
        #expect(
            reply(&bench, "GetConfiguration", "{\"key\":[\"heartbeatinterval\",\"Nonsense\"]}")
                == "{\"configurationKey\":[{\"key\":\"HeartbeatInterval\",\"readonly\":false,"
                + "\"value\":\"300\"}],\"unknownKey\":[\"Nonsense\"]}"
        )
        let all = reply(&bench, "GetConfiguration", "{}")
        #expect(all.matches(of: /"key":/).count == 40)
        func change(_ key: String, _ value: String) -> String {
            reply(&bench, "ChangeConfiguration", "{\"key\":\"\(key)\",\"value\":\"\(value)\"}")
        }
        #expect(change("HeartbeatInterval", "20") == accepted)
        #expect(change("HeartbeatInterval", "-1") == rejected)
        #expect(change("HeartbeatInterval", "soon") == rejected)
        #expect(change("NumberOfConnectors", "9") == rejected)
        #expect(change("Nonsense", "9") == "{\"status\":\"NotSupported\"}")
        #expect(change("LocalPreAuthorize", "TRUE") == accepted)
        #expect(change("MeterValuesSampledData", "Voltage,SoC") == rejected)
        #expect(change("MeterValuesSampledData", "Voltage,Current.Import") == accepted)
        bench.forget()
        bench.advance(seconds: 45)
        #expect(bench.calls == ["Heartbeat", "Heartbeat"])
    }

    @Test func `clearing the cache forgets tags`() {
        var bench = ChargerBench.accepted(configuration: [(.localPreAuthorize, "true")])
        bench.arrive(tag: "KNOWN", staySeconds: 60)
        bench.advance(seconds: 200)
        #expect(reply(&bench, "ClearCache", "{}") == accepted)
        bench.arrive(tag: "KNOWN", staySeconds: 60)
        bench.advance(seconds: 200)
        #expect(bench.calls.contains("Authorize"))
        _ = reply(
            &bench,
            "ChangeConfiguration",
            "{\"key\":\"AuthorizationCacheEnabled\",\"value\":\"false\"}"
        )
        #expect(reply(&bench, "ClearCache", "{}") == rejected)
    }

    @Test func `a trigger is answered first and then obeyed`() {
        var bench = ChargerBench.accepted(connectors: 2)
        #expect(
            reply(&bench, "TriggerMessage", "{\"requestedMessage\":\"MeterValues\"}") == accepted
        )
        bench.advance(seconds: 2)
        #expect(bench.calls == ["MeterValues", "MeterValues"])
        #expect(bench.sent.dropFirst().allSatisfy { $0.contains("\"context\":\"Trigger\"") })
        #expect(
            reply(
                &bench,
                "TriggerMessage",
                "{\"requestedMessage\":\"StatusNotification\",\"connectorId\":2}"
            ) == accepted
        )
        bench.advance(seconds: 2)
        #expect(bench.statuses == ["2 Available"])
        #expect(
            reply(
                &bench,
                "TriggerMessage",
                "{\"requestedMessage\":\"MeterValues\",\"connectorId\":9}"
            ) == rejected
        )
        #expect(
            reply(&bench, "TriggerMessage", "{\"requestedMessage\":\"BootNotification\"}")
                == rejected
        )
    }

    @Test func `vendors' data mean nothing to it`() {
        var bench = ChargerBench.accepted()
        #expect(
            reply(&bench, "DataTransfer", "{\"vendorId\":\"com.example\"}")
                == "{\"status\":\"UnknownVendorId\"}"
        )
    }

    @Test(arguments: [
        ("[2,\"c\",\"Dance\",{}]", "NotImplemented"),
        ("[2,\"c\",\"Heartbeat\",{}]", "NotSupported"),
        ("[2,\"c\",\"Reset\",{}]", "ProtocolError"),
        ("[2,\"c\",\"Reset\",{\"type\":3}]", "TypeConstraintViolation"),
        ("[2,\"c\",\"Reset\",{\"type\":\"Lukewarm\"}]", "PropertyConstraintViolation"),
        ("[2,\"c\",\"Reset\",{\"type\":\"Soft\",\"when\":1}]", "FormationViolation"),
        ("[2,\"c\",\"Reset\",[]]", "TypeConstraintViolation"),
    ])
    func `a call that cannot be obeyed gets the right error`(frame: String, code: String) {
        var bench = ChargerBench.accepted()
        bench.receive(frame)
        #expect(bench.sent.first?.hasPrefix("[4,\"c\",\"\(code)\",") == true, "\(bench.sent)")
    }

    @Test(arguments: [
        "", "{", "[]", "[2]", "[9,\"x\",{}]", "\u{0}", "[3,\"nobody\",{}]", "[2,\"c\"",
    ])
    func `what is no frame is noted and changes nothing`(frame: String) {
        var bench = ChargerBench.accepted()
        bench.receive(frame)
        #expect(bench.notables.count == 1)
        bench.forget()
        bench.advance(seconds: 301)
        #expect(bench.calls == ["Heartbeat"])
    }

    @Test(arguments: UInt64(1)...40)
    func `a hostile CSMS cannot bring a charger down`(seed: UInt64) {
        var random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        var bench = ChargerBench.accepted(connectors: 2)
        let frames = [
            "[2,\"c\",\"RemoteStartTransaction\",{\"idTag\":\"APP\",\"connectorId\":1}]",
            "[2,\"c\",\"RemoteStopTransaction\",{\"transactionId\":41}]",
            "[2,\"c\",\"ChangeAvailability\",{\"connectorId\":0,\"type\":\"Inoperative\"}]",
            "[2,\"c\",\"ChangeAvailability\",{\"connectorId\":1,\"type\":\"Operative\"}]",
            "[2,\"c\",\"UnlockConnector\",{\"connectorId\":1}]",
            "[2,\"c\",\"Reset\",{\"type\":\"Soft\"}]",
            "[2,\"c\",\"ChangeConfiguration\",{\"key\":\"ClockAlignedDataInterval\",\"value\":\"60\"}]",
            "[2,\"c\",\"ChangeConfiguration\",{\"key\":\"ConnectionTimeOut\",\"value\":\"3\"}]",
            "[2,\"c\",\"TriggerMessage\",{\"requestedMessage\":\"StatusNotification\"}]",
            "[3,\"5\",{\"status\":\"Accepted\"}]",
            "[4,\"6\",\"GenericError\",\"\",{}]",
        ]
        for _ in 0..<300 {
            switch random.below(8) {
            case 0 where bench.charger.connectors[0].bay.isFree:
                bench.arrive(connector: 1, staySeconds: Int64(random.below(600)) + 1)
            case 1: bench.isReachable.toggle()
            case 2 where bench.charger.link == .up: bench.close()
            case 3, 4:
                var bytes = Array(frames[Int(random.below(UInt64(frames.count)))].utf8)
                bytes[Int(random.below(UInt64(bytes.count)))] = UInt8(random.below(256))
                bench.receive(bytes: bytes)
            default:
                bench.receive(frames[Int(random.below(UInt64(frames.count)))])
            }
            bench.advance(seconds: Int64(random.below(120)))
        }
        // When it is left in peace it comes back, and its meter still runs.
        bench.isReachable = true
        bench.advance(seconds: 40_000)
        #expect(bench.charger.link == .up)
        #expect(bench.charger.registration == .accepted)
        #expect(bench.charger.connectors.allSatisfy { $0.transaction == nil })
    }
}
