import Scenarios
import Testing

@testable import FleetSim

@Suite struct `an update of the firmware` {
    private static let file = "http://h/fw-2.1.0.bin"
    private static let now = "2026-03-02T00:00:00Z"

    private func request(
        _ location: String = file,
        at date: String = now,
        _ more: String = ""
    ) -> String {
        #"{"location":"\#(location)","retrieveDate":"\#(date)"\#(more)}"#
    }

    @Test func `goes from the download to a restart with the new version`() {
        var bench = ChargerBench.accepted(connectors: 2)
        let answer = bench.ask("UpdateFirmware", request())
        #expect(answer == "{}")
        #expect(bench.told("FirmwareStatusNotification") == ["Downloading"])
        bench.advance(seconds: 290)
        #expect(bench.statuses == ["1 Unavailable", "2 Unavailable"])
        bench.advance(seconds: 100)
        #expect(
            bench.told("FirmwareStatusNotification")
                == ["Downloading", "Downloaded", "Installing", "Installed"]
        )
        #expect(bench.told("BootNotification", "firmwareVersion") == ["2.1.0"])
        #expect(bench.statuses.suffix(3) == ["0 Available", "1 Available", "2 Available"])
        #expect(bench.bays == [false, false, true, true])
        let boot = bench.calls.firstIndex(of: "BootNotification") ?? 99
        let installed = bench.calls.lastIndex(of: "FirmwareStatusNotification") ?? 0
        #expect(boot < installed)
    }

    @Test func `begins when it is due`() {
        var bench = ChargerBench.accepted()
        _ = bench.ask("UpdateFirmware", request(Self.file, at: "2026-03-02T00:10:00Z"))
        bench.advance(to: .zero + .seconds(599))
        #expect(bench.told("FirmwareStatusNotification").isEmpty)
        bench.advance(seconds: 2)
        #expect(bench.told("FirmwareStatusNotification") == ["Downloading"])
    }

    @Test func `tries a download again, so often and with such waits`() {
        var behaviour = FirmwareBehaviour()
        behaviour.failure = .download
        var bench = ChargerBench.secured(firmwareUpdate: behaviour)
        _ = bench.ask(
            "UpdateFirmware",
            request(Self.file, at: Self.now, #","retries":2,"retryInterval":30"#)
        )
        bench.advance(seconds: 120 + 30 + 120 + 30 + 119)
        #expect(
            bench.told("FirmwareStatusNotification") == [
                "Downloading", "Downloading", "Downloading",
            ]
        )
        bench.advance(seconds: 1)
        #expect(bench.told("FirmwareStatusNotification").last == "DownloadFailed")
        bench.advance(seconds: 3_000)
        #expect(!bench.calls.contains("BootNotification"))
    }

    @Test func `that cannot be installed puts the connectors back into service`() {
        var behaviour = FirmwareBehaviour()
        behaviour.failure = .installation
        var bench = ChargerBench.secured(firmwareUpdate: behaviour)
        _ = bench.ask("UpdateFirmware", request())
        bench.advance(seconds: 310)
        #expect(bench.told("FirmwareStatusNotification").last == "InstallationFailed")
        #expect(bench.statuses == ["1 Unavailable", "1 Available"])
        #expect(bench.bays == [false, true])
        #expect(bench.charger.firmwareVersion == "1.0")
    }

    @Test func `waits for connectors in use and lets no other driver begin`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.arrive(connector: 1, staySeconds: 900)
        bench.advance(seconds: 60)
        _ = bench.ask("UpdateFirmware", request())
        bench.advance(seconds: 150)
        #expect(bench.told("FirmwareStatusNotification") == ["Downloading", "Downloaded"])
        #expect(bench.statuses == ["2 Unavailable"])
        let start = bench.ask("RemoteStartTransaction", #"{"idTag":"APP","connectorId":2}"#)
        #expect(start == #"{"status":"Rejected"}"#)
        bench.advance(seconds: 1_000)
        #expect(bench.told("FirmwareStatusNotification") == ["Installing", "Installed"])
        #expect(bench.statuses.contains("1 Unavailable"))
        #expect(bench.told("StopTransaction", "reason") == ["Local"])
    }

    @Test func `finds connectors that idle, and a driver who comes too late leaves`() {
        var bench = ChargerBench.accepted()
        _ = bench.ask("UpdateFirmware", request())
        bench.advance(seconds: 115)
        bench.arrive()
        bench.advance(seconds: 30)
        #expect(bench.visits.count == 1)
        #expect(bench.visits.first?.plugged == nil)
        #expect(bench.charger.connectors[0].status == .unavailable)
    }

    @Test func `leaves what is out of service out of service`() {
        var bench = ChargerBench.accepted(connectors: 2)
        _ = bench.ask("ChangeAvailability", #"{"connectorId":2,"type":"Inoperative"}"#)
        _ = bench.ask("UpdateFirmware", request())
        bench.advance(seconds: 200)
        _ = bench.ask("ChangeAvailability", #"{"connectorId":1,"type":"Operative"}"#)
        #expect(bench.charger.connectors[0].status == .unavailable)
        #expect(bench.bays == [false])
        bench.advance(seconds: 300)
        #expect(bench.statuses.suffix(2) == ["1 Available", "2 Unavailable"])
    }

    @Test func `is broken off by a reset, and told of afterwards`() {
        var bench = ChargerBench.accepted()
        _ = bench.ask("UpdateFirmware", request())
        _ = bench.ask("Reset", #"{"type":"Soft"}"#)
        bench.advance(seconds: 200)
        #expect(bench.told("FirmwareStatusNotification") == ["DownloadFailed"])
        #expect(bench.told("BootNotification", "firmwareVersion") == ["1.0"])
    }

    @Test func `goes on while the CSMS is away, which then hears the latest`() {
        var bench = ChargerBench.accepted()
        _ = bench.ask("UpdateFirmware", request())
        bench.advance(seconds: 5)
        bench.forget()
        bench.isReachable = false
        bench.close()
        bench.advance(seconds: 200)
        bench.isReachable = true
        bench.advance(seconds: 40)
        #expect(bench.told("FirmwareStatusNotification") == ["Installing"])
    }

    @Test func `can be replaced until it is being installed`() {
        var bench = ChargerBench.accepted()
        _ = bench.ask("UpdateFirmware", request())
        bench.advance(seconds: 60)
        _ = bench.ask("UpdateFirmware", request("http://h/fw-3.0.bin"))
        bench.advance(seconds: 150)
        _ = bench.ask("UpdateFirmware", request("http://h/fw-4.0.bin"))
        bench.advance(seconds: 1_000)
        #expect(bench.told("BootNotification", "firmwareVersion") == ["3.0"])
    }

    @Test(
        arguments: [
            ("http://h/fw-2.1.0.bin", "2.1.0"), ("ftp://u:p@h/1.9/fw.bin", nil), ("v3.4", "3.4"),
            ("http://h/a_1.2.3.tar.gz?sig=9.9", "1.2.3"), ("", nil), ("http://h/", nil),
            ("...", nil),
            ("http://h/fw12.bin", nil), ("http://h/fw-v12.0-rc1.4.bin#x", "12.0"),
        ] as [(String, String?)]
    )
    func `takes its version from the file's name`(location: String, version: String?) {
        let update = FirmwareUpdate(
            requestID: nil,
            location: location,
            retrieveDate: DateTime(unixMilliseconds: 0),
            retries: Retries(nil, every: nil)
        )
        #expect(update.version == version)
    }

    @Test func `is refused by a model that takes only signed ones, or has no such feature`() {
        var behaviour = FirmwareBehaviour()
        behaviour.takesUnsigned = false
        var strict = ChargerBench.secured(firmwareUpdate: behaviour)
        let answer = strict.ask("UpdateFirmware", request())
        #expect(answer.hasPrefix("\"NotSupported\""))
        var plain = ChargerBench(features: .core)
        plain.powerOn()
        plain.advance(seconds: 5)
        let other = plain.ask("UpdateFirmware", request())
        #expect(other.hasPrefix("\"NotSupported\""))
    }

    @Test func `does not fall over dates and numbers out of reach`() {
        var bench = ChargerBench.accepted()
        let more = #","retries":2147483647,"retryInterval":2147483647"#
        _ = bench.ask("UpdateFirmware", request(Self.file, at: "9999-12-31T23:59:59Z", more))
        bench.advance(seconds: 1_000)
        #expect(bench.told("FirmwareStatusNotification").isEmpty)
        _ = bench.ask("UpdateFirmware", request(Self.file, at: "0001-01-01T00:00:00Z", more))
        #expect(bench.told("FirmwareStatusNotification") == ["Downloading"])
    }
}
