import Scenarios
import Testing

@testable import FleetSim

@Suite struct `triggers` {
    private let accepted = #"{"status":"Accepted"}"#
    private let rejected = #"{"status":"Rejected"}"#

    private func trigger(
        _ bench: inout ChargerBench,
        _ message: String,
        connector: Int? = nil,
        extended: Bool = false
    ) -> String {
        let member = connector.map { ",\"connectorId\":\($0)" } ?? ""
        let answer = bench.ask(
            extended ? "ExtendedTriggerMessage" : "TriggerMessage",
            "{\"requestedMessage\":\"\(message)\"\(member)}"
        )
        bench.advance(seconds: 2)
        return answer
    }

    @Test func `say that nothing runs when nothing runs`() {
        var bench = ChargerBench.secured()
        _ = trigger(&bench, "FirmwareStatusNotification")
        #expect(bench.told("FirmwareStatusNotification") == ["Idle"])
        _ = trigger(&bench, "DiagnosticsStatusNotification")
        #expect(bench.told("DiagnosticsStatusNotification") == ["Idle"])
        _ = trigger(&bench, "FirmwareStatusNotification", extended: true)
        #expect(
            bench.sent.last?.hasSuffix(#""SignedFirmwareStatusNotification",{"status":"Idle"}]"#)
                == true
        )
        _ = trigger(&bench, "LogStatusNotification", extended: true)
        #expect(bench.sent.last?.hasSuffix(#""LogStatusNotification",{"status":"Idle"}]"#) == true)
    }

    @Test func `say how far an upload has got`() {
        var bench = ChargerBench.secured()
        _ = bench.ask(
            "GetLog",
            #"{"log":{"remoteLocation":"x"},"logType":"DiagnosticsLog","requestId":9}"#
        )
        bench.advance(seconds: 2)
        _ = trigger(&bench, "LogStatusNotification", extended: true)
        #expect(bench.told("LogStatusNotification") == ["Uploading"])
        #expect(bench.told("LogStatusNotification", "requestId") == ["9"])
    }

    @Test func `repeat how a signed update failed, and not that one is installed`() throws {
        let pem = try CertificateFixture.escaped("root")
        let request =
            #"{"requestId":5,"firmware":{"location":"x","retrieveDateTime":"2026-03-02T00:00:00Z","#
            + #""signingCertificate":"\#(pem)","signature":"c2ln"}}"#
        let action = "SignedFirmwareStatusNotification"
        for (failure, status) in [
            (FirmwareBehaviour.Failure?.some(.signature), "InvalidSignature"), (nil, "Idle"),
        ] {
            var bench = ChargerBench.secured(firmwareUpdate: FirmwareBehaviour(failure: failure))
            _ = bench.ask("SignedUpdateFirmware", request)
            bench.advance(seconds: 500)
            _ = trigger(&bench, "FirmwareStatusNotification", extended: true)
            #expect(bench.told(action) == [status])
        }
    }

    @Test func `name a connector that is there, where one counts`() {
        var bench = ChargerBench.secured(connectors: 2)
        for message in ["MeterValues", "StatusNotification"] {
            for extended in [false, true] {
                let far = trigger(&bench, message, connector: 3, extended: extended)
                #expect(far == rejected)
                #expect(bench.calls.isEmpty)
                let near = trigger(&bench, message, connector: 2, extended: extended)
                #expect(near == accepted)
                #expect(bench.calls == [message])
                _ = trigger(&bench, message, extended: extended)
                #expect(bench.calls.count == (message == "MeterValues" ? 2 : 3))
            }
        }
        let irrelevant = trigger(&bench, "Heartbeat", connector: 3)
        #expect(irrelevant == accepted)
        #expect(bench.calls == ["Heartbeat"])
    }

    @Test func `do not boot what has been accepted`() {
        var bench = ChargerBench.secured()
        let answer = trigger(&bench, "BootNotification", extended: true)
        #expect(answer == rejected)
    }

    @Test(arguments: [false, true])
    func `do boot what has been accepted, where the model is one that takes it`(extended: Bool) {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.bootsOnTrigger = true
        var bench = ChargerBench.secured(behaviour: behaviour)
        bench.arrive()
        bench.advance(seconds: 120)
        bench.forget()
        let answer = trigger(&bench, "BootNotification", extended: extended)
        #expect(answer == accepted)
        #expect(bench.calls.first == "BootNotification")
        #expect(bench.calls.count { $0 == "BootNotification" } == 1)
        bench.advance(seconds: 60)
        // Nothing was restarted: what charges goes on, and what runs is told once more.
        #expect(bench.charger.registration == .accepted)
        #expect(!bench.calls.contains("StopTransaction"))
        #expect(bench.calls.contains("MeterValues"))
        #expect(bench.statuses.suffix(2) == ["0 Available", "1 Charging"])
    }

    @Test func `a Pulsar Plus boots on a trigger, and a zappi and the generic ones do not`() {
        let catalogue = ChargerModel.catalogue.filter(\.connection.bootsOnTrigger).map(\.vendor)
        #expect(Set(catalogue) == ["Wallbox"])
    }

    @Test func `are not implemented where the feature is missing`() {
        var bench = ChargerBench(features: [.core, .remoteTrigger])
        bench.powerOn()
        bench.advance(seconds: 5)
        for message in ["FirmwareStatusNotification", "DiagnosticsStatusNotification"] {
            let answer = trigger(&bench, message)
            #expect(answer == #"{"status":"NotImplemented"}"#)
        }
        let extended = trigger(&bench, "Heartbeat", extended: true)
        #expect(extended.hasPrefix("\"NotSupported\""))
    }

    @Test func `of one kind say nothing of what runs of the other`() {
        var bench = ChargerBench.secured()
        _ = bench.ask(
            "GetLog",
            #"{"log":{"remoteLocation":"x"},"logType":"DiagnosticsLog","requestId":9}"#
        )
        bench.advance(seconds: 2)
        _ = trigger(&bench, "DiagnosticsStatusNotification")
        #expect(bench.told("DiagnosticsStatusNotification") == ["Idle"])
        _ = bench.ask("GetDiagnostics", #"{"location":"x"}"#)
        bench.advance(seconds: 2)
        _ = trigger(&bench, "LogStatusNotification", extended: true)
        #expect(bench.told("LogStatusNotification") == ["Idle"])
        _ = bench.ask(
            "UpdateFirmware",
            #"{"location":"x","retrieveDate":"2026-03-02T00:00:00Z"}"#
        )
        bench.advance(seconds: 2)
        _ = trigger(&bench, "FirmwareStatusNotification", extended: true)
        #expect(bench.told("SignedFirmwareStatusNotification") == ["Idle"])
        _ = trigger(&bench, "FirmwareStatusNotification")
        #expect(bench.told("FirmwareStatusNotification") == ["Downloading"])
    }

    @Test func `are not taken by a charger without the profile for them`() {
        var bench = ChargerBench(features: [.core])
        bench.powerOn()
        bench.advance(seconds: 5)
        let answer = trigger(&bench, "Heartbeat")
        #expect(answer.hasPrefix("\"NotSupported\""))
        #expect(bench.calls.isEmpty)
    }
}
