import Testing

@testable import FleetSim

@Suite struct `what a charger says that it holds` {
    private let accepted = #"{"status":"Accepted"}"#
    private let rejected = #"{"status":"Rejected"}"#

    private func change(_ bench: inout ChargerBench, _ key: String, _ value: String) -> String {
        bench.ask("ChangeConfiguration", #"{"key":"\#(key)","value":"\#(value)"}"#)
    }

    @Test(arguments: [
        (ConfigurationKey.meterValuesAlignedData, ConfigurationKey.meterValuesAlignedDataMaxLength),
        (.meterValuesSampledData, .meterValuesSampledDataMaxLength),
        (.stopTxnAlignedData, .stopTxnAlignedDataMaxLength),
        (.stopTxnSampledData, .stopTxnSampledDataMaxLength),
    ])
    func `a list of measurands has as many items as its MaxLength`(
        key: ConfigurationKey,
        limit: ConfigurationKey
    ) {
        var bench = ChargerBench.accepted(configuration: [(limit, "2")])
        let two = change(&bench, key.name, "Voltage,Current.Import")
        let three = change(&bench, key.name, "Voltage,Current.Import,Power.Offered")
        #expect([two, three] == [accepted, rejected])
        #expect(bench.charger.configuration.text(of: key) == "Voltage,Current.Import")
        let none = change(&bench, key.name, "")
        #expect(none == accepted)
    }

    @Test func `a MaxLength of measurands is never more than there is room for`() {
        var configuration = Configuration(connectors: 1, features: .core)
        let nine = configuration.set(.meterValuesSampledDataMaxLength, to: "9")
        let eight = configuration.set(.meterValuesSampledDataMaxLength, to: "8")
        #expect([nine, eight] == [false, true])
    }

    @Test(arguments: [
        ("", true), ("Unknown", true), ("0.RST,1.RTS, 2.TSR", true), ("1.NotApplicable", true),
        ("3.RST", false), ("-1.RST", false), ("1.rst", false), ("RSTRST", false), ("1", false),
        ("1.", false), (".RST", false), ("1.1.RST", false), ("0.RST,x", false),
    ])
    func `phase rotations are those of OCPP, of connectors that there are`(
        value: String,
        fits: Bool
    ) {
        var bench = ChargerBench.accepted(connectors: 2)
        let answer = change(&bench, "ConnectorPhaseRotation", value)
        #expect(answer == (fits ? accepted : rejected))
    }

    @Test func `the list of phase rotations has a length too`() {
        var bench = ChargerBench.accepted(
            connectors: 2,
            configuration: [(.connectorPhaseRotationMaxLength, "2")]
        )
        let two = change(&bench, "ConnectorPhaseRotation", "0.RST,1.RST")
        let three = change(&bench, "ConnectorPhaseRotation", "0.RST,1.RST,2.RST")
        #expect([two, three] == [accepted, rejected])
    }

    @Test func `no more keys can be asked for than GetConfigurationMaxKeys`() {
        var bench = ChargerBench.accepted(configuration: [(.getConfigurationMaxKeys, "2")])
        let two = bench.ask("GetConfiguration", #"{"key":["HeartbeatInterval","Nonsense"]}"#)
        #expect(two.contains(#""unknownKey":["Nonsense"]"#))
        let three = bench.ask("GetConfiguration", #"{"key":["A","B","C"]}"#)
        #expect(three.hasPrefix("\"OccurenceConstraintViolation\""))
        // A request for all keys names none.
        let all = bench.ask("GetConfiguration", "{}")
        #expect(all.matches(of: /"key":/).count == 40)
    }

    @Test func `a local list has its length, and so has each update of it`() {
        var bench = ChargerBench.accepted(
            configuration: [(.localAuthListMaxLength, "3"), (.sendLocalListMaxLength, "2")]
        )
        func send(_ type: String, _ version: Int, _ tags: [String]) -> String {
            let entries = tags.map { #"{"idTag":"\#($0)","idTagInfo":{"status":"Accepted"}}"# }
            return bench.ask(
                "SendLocalList",
                #"{"listVersion":\#(version),"updateType":"\#(type)","#
                    + #""localAuthorizationList":[\#(entries.joined(separator: ","))]}"#
            )
        }
        let failed = #"{"status":"Failed"}"#
        #expect(send("Full", 1, ["A", "B", "C"]) == failed)
        #expect(send("Full", 1, ["A", "B"]) == accepted)
        #expect(send("Differential", 2, ["C", "D"]) == failed)
        #expect(send("Differential", 2, ["C", "B"]) == accepted)
        #expect(bench.charger.tags.list.records.map(\.tag.text) == ["A", "B", "C"])
    }

    @Test(arguments: [
        (ConfigurationKey.chargeProfileMaxStackLevel, "3", "4", 1),
        (.maxChargingProfilesInstalled, "1", "3", 1),
        (.chargingScheduleMaxPeriods, "2", "3", 3),
    ])
    func `charging profiles have their levels, their number and their periods`(
        key: ConfigurationKey,
        limit: String,
        level: String,
        periods: Int
    ) {
        var bench = ChargerBench.accepted(configuration: [(key, limit)])
        func install(_ id: Int, _ level: String, _ periods: Int) -> String {
            let all = (0..<periods).map { #"{"startPeriod":\#($0 * 60),"limit":16}"# }
            return bench.ask(
                "SetChargingProfile",
                #"{"connectorId":0,"csChargingProfiles":{"chargingProfileId":\#(id),"#
                    + #""stackLevel":\#(level),"chargingProfilePurpose":"TxDefaultProfile","#
                    + #""chargingProfileKind":"Relative","chargingSchedule":{"#
                    + #""chargingRateUnit":"A","chargingSchedulePeriod":["#
                    + all.joined(separator: ",") + "]}}}"
            )
        }
        #expect(install(1, "2", 2) == accepted)
        #expect(install(2, level, periods) == rejected)
    }

    @Test(arguments: [("ftp://h/in", false), ("HTTP://h/in", true), ("in", true)])
    func `files go by the protocols of SupportedFileTransferProtocols alone`(
        location: String,
        isReached: Bool
    ) {
        var bench = ChargerBench.secured(
            configuration: [(.supportedFileTransferProtocols, "HTTP, HTTPS")]
        )
        let now = "2026-03-02T00:00:00Z"
        _ = bench.ask("UpdateFirmware", #"{"location":"\#(location)","retrieveDate":"\#(now)"}"#)
        #expect(
            bench.told("FirmwareStatusNotification")
                == [isReached ? "Downloading" : "DownloadFailed"]
        )
        bench.advance(seconds: 1)
        _ = bench.ask("GetDiagnostics", #"{"location":"\#(location)","retries":5}"#)
        bench.advance(seconds: 1)
        #expect(
            bench.told("DiagnosticsStatusNotification")
                == [isReached ? "Uploading" : "UploadFailed"]
        )
        let log =
            #"{"log":{"remoteLocation":"\#(location)"},"logType":"DiagnosticsLog","requestId":1}"#
        let answer = bench.ask("GetLog", log)
        #expect(answer.hasPrefix(#"{"status":"Accepted"#))
        bench.advance(seconds: 1)
        #expect(
            bench.told("LogStatusNotification")
                == [isReached ? "Uploading" : "NotSupportedOperation"]
        )
    }
}
