import Scenarios
import Testing

@testable import FleetSim

@Suite struct `an update of signed firmware` {
    private func request(
        _ number: Int = 5,
        signer: String = "root",
        signature: String = "c2lnbmVk",
        dates: String = "",
        retries: String = ""
    ) throws -> String {
        let pem = try CertificateFixture.escaped(signer)
        return #"{"requestId":\#(number),"firmware":{"location":"http://h/fw-2.1.0.bin","#
            + #""retrieveDateTime":"2026-03-02T00:00:00Z","signingCertificate":"\#(pem)","#
            + #""signature":"\#(signature)"\#(dates)}\#(retries)}"#
    }

    private let accepted = #"{"status":"Accepted"}"#
    private let action = "SignedFirmwareStatusNotification"

    @Test func `is verified, installed after a restart, and told of with its number`() throws {
        var bench = ChargerBench.secured()
        let answer = try bench.ask("SignedUpdateFirmware", request())
        #expect(answer == accepted)
        bench.advance(seconds: 500)
        #expect(
            bench.told(action) == [
                "Downloading", "Downloaded", "SignatureVerified", "Installing",
                "InstallRebooting", "Installed",
            ]
        )
        #expect(bench.told(action, "requestId") == Array(repeating: "5", count: 6))
        #expect(bench.told("BootNotification", "firmwareVersion") == ["2.1.0"])
        #expect(
            bench.told("SecurityEventNotification", "type")
                == ["ResetOrReboot", "StartupOfTheDevice", "FirmwareUpdated"]
        )
    }

    @Test func `is scheduled where dates lie ahead`() throws {
        var bench = ChargerBench.secured()
        let soon = try request().replacing("00:00:00Z", with: "01:00:00Z")
        _ = bench.ask("SignedUpdateFirmware", soon)
        #expect(bench.told(action) == ["DownloadScheduled"])
        let later = try request(6, dates: #","installDateTime":"2026-03-02T02:00:00Z""#)
        let answer = bench.ask("SignedUpdateFirmware", later)
        #expect(answer == #"{"status":"AcceptedCanceled"}"#)
        bench.advance(to: .zero + .seconds(7_190))
        #expect(
            bench.told(action)
                == ["Downloading", "Downloaded", "SignatureVerified", "InstallScheduled"]
        )
        #expect(bench.statuses.isEmpty)
        bench.advance(seconds: 20)
        #expect(bench.told(action).last == "Installing")
        #expect(bench.statuses == ["1 Unavailable"])
        let tooLate = try bench.ask("SignedUpdateFirmware", request(7))
        #expect(tooLate == #"{"status":"Rejected"}"#)
    }

    @Test func `is refused for a certificate that is none or no longer counts`() throws {
        var bench = ChargerBench.secured()
        let expired = try bench.ask("SignedUpdateFirmware", request(signer: "expired-root"))
        #expect(expired == #"{"status":"InvalidCertificate"}"#)
        bench.advance(seconds: 1)
        #expect(
            bench.told("SecurityEventNotification", "type") == ["InvalidFirmwareSigningCertificate"]
        )
        let pem = try CertificateFixture.escaped("root")
        let none = try request().replacing(pem, with: "PEM")
        let answer = bench.ask("SignedUpdateFirmware", none)
        #expect(answer == #"{"status":"InvalidCertificate"}"#)
        #expect(bench.told(action).isEmpty)
    }

    @Test(arguments: [
        (FirmwareBehaviour.Failure.certificate, "InvalidCertificate"),
        (.revocation, "RevokedCertificate"),
    ])
    func `is refused by a model that refuses certificates`(
        failure: FirmwareBehaviour.Failure,
        status: String
    ) throws {
        var bench = ChargerBench.secured(firmwareUpdate: FirmwareBehaviour(failure: failure))
        let answer = try bench.ask("SignedUpdateFirmware", request())
        #expect(answer == "{\"status\":\"\(status)\"}")
    }

    @Test(arguments: [
        (FirmwareBehaviour.Failure.download, ["DownloadFailed"]),
        (.signature, ["Downloaded", "InvalidSignature"]),
        (
            .verification,
            ["Downloaded", "SignatureVerified", "Installing", "InstallVerificationFailed"]
        ),
        (
            .installation,
            ["Downloaded", "SignatureVerified", "Installing", "InstallationFailed"]
        ),
    ])
    func `fails where the model's fail`(
        failure: FirmwareBehaviour.Failure,
        statuses: [String]
    ) throws {
        var bench = ChargerBench.secured(firmwareUpdate: FirmwareBehaviour(failure: failure))
        _ = try bench.ask("SignedUpdateFirmware", request())
        bench.advance(seconds: 1_000)
        #expect(bench.told(action) == ["Downloading"] + statuses)
        #expect(bench.charger.connectors[0].status == .available)
        #expect(!bench.calls.contains("BootNotification"))
    }

    @Test func `pauses between the attempts to fetch it`() throws {
        var bench = ChargerBench.secured(firmwareUpdate: FirmwareBehaviour(failure: .download))
        let more = #","retries":1,"retryInterval":10"#
        _ = try bench.ask("SignedUpdateFirmware", request(retries: more))
        bench.advance(seconds: 1_000)
        #expect(
            bench.told(action) == [
                "Downloading", "DownloadPaused", "Downloading", "DownloadFailed",
            ]
        )
    }

    @Test func `is not installed when its signature is no Base64`() throws {
        var bench = ChargerBench.secured()
        _ = try bench.ask("SignedUpdateFirmware", request(signature: "no!"))
        bench.advance(seconds: 200)
        #expect(bench.told(action) == ["Downloading", "Downloaded", "InvalidSignature"])
        #expect(bench.told("SecurityEventNotification", "type") == ["InvalidFirmwareSignature"])
    }
}
