import Testing

@testable import FleetSim

/// A peer may name any number: none of them ends the program, and time goes on.
@Suite struct `extreme numbers of a peer` {
    private static let intervals = RandomStream.extremeIntegers

    @Test(arguments: ["Accepted", "Pending", "Rejected"], intervals)
    func `any interval of a boot's answer is kept to as far as it can be counted`(
        status: String,
        interval: String
    ) {
        var bench = ChargerBench { action, payload in
            guard action == "BootNotification" else {
                return ChargerBench.agreeable(action, payload)
            }
            return "{\"status\":\"\(status)\",\"currentTime\":\"2026-03-02T00:00:00Z\","
                + "\"interval\":\(interval)}"
        }
        bench.powerOn()
        bench.arrive()
        bench.advance(seconds: 86_400)
        let calls = Set(bench.calls)
        #expect(calls.contains("BootNotification"))
        let isRead = (Int(interval)?.magnitude ?? .max) <= JSONReader.widestInteger.magnitude
        if status == "Accepted", isRead, !interval.hasPrefix("-"), interval.count > 9 {
            #expect(!calls.contains("Heartbeat"), "68 years are not over in a day")
            #expect(calls.contains("StatusNotification"))
        }
    }

    @Test(arguments: [
        ("GetLog", "retryInterval"), ("GetLog", "retries"), ("GetLog", "requestId"),
        ("GetDiagnostics", "retries"), ("GetDiagnostics", "retryInterval"),
        ("UpdateFirmware", "retries"), ("UpdateFirmware", "retryInterval"),
        ("GetCompositeSchedule", "duration"), ("GetCompositeSchedule", "connectorId"),
        ("SendLocalList", "listVersion"), ("ReserveNow", "reservationId"),
        ("ReserveNow", "connectorId"), ("SetChargingProfile", "stackLevel"),
        ("SetChargingProfile", "chargingProfileId"), ("SetChargingProfile", "duration"),
        ("SetChargingProfile", "startPeriod"), ("SetChargingProfile", "limit"),
        ("SetChargingProfile", "numberPhases"), ("ClearChargingProfile", "id"),
        ("RemoteStopTransaction", "transactionId"), ("TriggerMessage", "connectorId"),
        ("ChangeAvailability", "connectorId"), ("UnlockConnector", "connectorId"),
    ])
    func `any number in a call is taken, refused or clamped, and the charger goes on`(
        action: String,
        member: String
    ) throws {
        for number in RandomStream.extremeIntegers {
            var bench = ChargerBench.secured()
            bench.arrive()
            bench.advance(seconds: 60)
            let payload = try Self.payload(of: action, with: member, number)
            bench.forget()
            bench.receive(bytes: Array("[2,\"b\",\"\(action)\",\(payload)]".utf8))
            #expect(
                bench.sent.contains { $0.hasPrefix("[3,\"b\"") || $0.hasPrefix("[4,\"b\"") },
                "\(action) \(member) \(number)"
            )
            bench.advance(seconds: 3_600)
            bench.demand("TriggerMessage", #"{"requestedMessage":"Heartbeat"}"#)
            #expect(bench.reply == .accepted, "\(action) \(member) \(number)")
        }
    }

    /// A sound payload in which one number is another.
    private static func payload(
        of action: String,
        with member: String,
        _ number: String
    ) throws -> String {
        let profile =
            #"{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","#
            + #""chargingProfileKind":"Relative","chargingSchedule":{"duration":60,"#
            + #""chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":10,"#
            + #""numberPhases":3},{"startPeriod":1,"limit":6}]}}"#
        let log = #"{"remoteLocation":"ftp://h/d"}"#
        let date = "2026-03-02T01:00:00Z"
        let sound =
            switch action {
            case "GetLog":
                #"{"log":\#(log),"logType":"SecurityLog","requestId":1,"retries":1,"#
                    + #""retryInterval":1}"#
            case "GetDiagnostics": #"{"location":"ftp://h/d","retries":1,"retryInterval":1}"#
            case "UpdateFirmware":
                #"{"location":"ftp://h/d","retries":1,"retrieveDate":"\#(date)","#
                    + #""retryInterval":1}"#
            case "GetCompositeSchedule": #"{"connectorId":1,"duration":1}"#
            case "SendLocalList": #"{"listVersion":1,"updateType":"Full"}"#
            case "ReserveNow":
                #"{"connectorId":1,"expiryDate":"\#(date)","idTag":"A","reservationId":1}"#
            case "SetChargingProfile": #"{"connectorId":1,"csChargingProfiles":\#(profile)}"#
            case "ClearChargingProfile": #"{"id":1}"#
            case "RemoteStopTransaction": #"{"transactionId":1}"#
            case "TriggerMessage": #"{"requestedMessage":"Heartbeat","connectorId":1}"#
            case "ChangeAvailability": #"{"connectorId":1,"type":"Operative"}"#
            default: #"{"connectorId":1}"#
            }
        let marks = sound.ranges(of: "\"\(member)\":")
        let mark = try #require(marks.last, "\(action) has no \(member)")
        let rest = sound[mark.upperBound...].drop { $0.isNumber }
        return sound[..<mark.upperBound] + number + rest
    }

    @Test(arguments: RandomStream.extremeIntegers)
    func `any version of a local list that a station tells is followed by one it can be sent`(
        version: String
    ) {
        var central = CentralSystem(
            rules: .init(
                heartbeat: 300,
                retry: 60,
                commands: [.getLocalListVersion, .sendLocalList(.full, entries: 2)],
                clockStart: DateTime(unixMilliseconds: 1_772_409_600_000)
            ),
            tags: TagList(count: 4, blocked: 0, expired: 0, seed: 1),
            stations: [Station()]
        )
        var writer = FrameWriter()
        func receive(_ frame: String) {
            Array(frame.utf8).withUnsafeBytes { bytes in
                central.noteArrival(bytes, from: 0, at: .zero)
                _ = central.receive(bytes, from: 0, arrived: .zero, at: .zero, into: &writer)
            }
        }
        receive(#"[2,"0","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"#)
        _ = central.command(0, to: 0, at: .zero, into: &writer)
        receive("[3,\"1\",{\"listVersion\":\(version)}]")
        for id in 2..<5 {
            let isMade = central.command(1, to: 0, at: .zero, into: &writer)
            #expect(isMade)
            let frame = String(decoding: writer.bytes, as: UTF8.self)
            let told = frame.split(separator: "\"listVersion\":").last?.prefix { $0.isNumber }
            #expect(told.flatMap { Int32($0) } != nil, "\(frame)")
            receive("[3,\"\(id)\",{\"status\":\"Accepted\"}]")
        }
    }

    @Test(arguments: [
        "HeartbeatInterval", "ClockAlignedDataInterval", "MeterValueSampleInterval",
        "ConnectionTimeOut", "MessageTimeout", "TransactionMessageAttempts",
        "TransactionMessageRetryInterval", "ResetRetries", "WebSocketPingInterval",
        "MaxEnergyOnInvalidId", "MinimumStatusDuration", "BlinkRepeat", "LightIntensity",
    ])
    func `any number as the value of a key is taken or refused, and the charger goes on`(
        key: String
    ) {
        let numbers = ["315360000", "2147483647", "-2147483648", "0", "1", "+1", "1e9", ""]
        for number in numbers + RandomStream.extremeIntegers {
            var bench = ChargerBench.secured()
            bench.arrive()
            bench.advance(seconds: 60)
            let setting = "{\"key\":\"\(key)\",\"value\":\"\(number)\"}"
            bench.demand("ChangeConfiguration", setting)
            bench.demand("Reset", #"{"type":"Soft"}"#)
            bench.advance(seconds: 3_600)
            bench.demand("TriggerMessage", #"{"requestedMessage":"Heartbeat"}"#)
            #expect(bench.reply == .accepted, "\(key) \(number)")
        }
    }

    @Test(arguments: RandomStream.extremeIntegers + ["2147483647", "-2147483648", "-1", "0"])
    func `any id of a transaction is kept to, or the answer is told to be none`(id: String) {
        var bench = ChargerBench { action, payload in
            guard action == "StartTransaction" else {
                return ChargerBench.agreeable(action, payload)
            }
            return "{\"transactionId\":\(id),\"idTagInfo\":{\"status\":\"Accepted\"}}"
        }
        bench.powerOn()
        bench.arrive()
        bench.advance(seconds: 600)
        bench.forget()
        bench.receive("[2,\"s\",\"RemoteStopTransaction\",{\"transactionId\":\(id)}]")
        bench.advance(seconds: 600)
        #expect(bench.sent.contains { $0.hasPrefix("[3,\"s\"") || $0.hasPrefix("[4,\"s\"") })
    }

    @Test(arguments: [
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "1970-01-01T00:00:00Z",
        "2262-04-11T23:47:16.854Z", "2262-04-11T23:47:16.855Z", "1677-09-21T00:12:43Z",
    ])
    func `any date in a call or an answer is kept to, and the charger goes on`(date: String) {
        let profile =
            #"{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","#
            + #""chargingProfileKind":"Recurring","recurrencyKind":"Weekly","validTo":"\#(date)","#
            + #""validFrom":"\#(date)","chargingSchedule":{"startSchedule":"\#(date)","#
            + #""duration":2147483647,"chargingRateUnit":"W","chargingSchedulePeriod":"#
            + #"[{"startPeriod":0,"limit":0.1},{"startPeriod":2147483647,"limit":99999999999999}]}}"#
        let log = #"{"remoteLocation":"ftp://h/d","oldestTimestamp":"\#(date)"}"#
        let kept = #""expiryDate":"\#(date)","idTag":"A""#
        let calls = [
            ("ReserveNow", #"{"connectorId":1,"reservationId":1,\#(kept)}"#),
            ("ReserveNow", #"{"connectorId":0,"reservationId":-1,\#(kept)}"#),
            ("UpdateFirmware", #"{"location":"ftp://h/d","retrieveDate":"\#(date)"}"#),
            ("GetDiagnostics", #"{"location":"h","startTime":"\#(date)","retries":2147483647}"#),
            ("GetLog", #"{"log":\#(log),"logType":"SecurityLog","requestId":-2147483648}"#),
            ("SetChargingProfile", #"{"connectorId":1,"csChargingProfiles":\#(profile)}"#),
            ("GetCompositeSchedule", #"{"connectorId":0,"duration":2147483647}"#),
        ]
        var bench = ChargerBench.secured()
        bench.arrive()
        bench.advance(seconds: 60)
        for (action, payload) in calls {
            bench.forget()
            bench.receive("[2,\"b\",\"\(action)\",\(payload)]")
            let isAnswered = bench.sent.contains {
                $0.hasPrefix("[3,\"b\"") || $0.hasPrefix("[4,\"b\"")
            }
            #expect(isAnswered, "\(action)")
            bench.advance(seconds: 3_600)
        }
        bench.demand("TriggerMessage", #"{"requestedMessage":"Heartbeat"}"#)
        #expect(bench.reply == .accepted)
    }

    @Test(arguments: [
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2262-04-11T23:47:16.855Z",
    ])
    func `any time that a CSMS tells a clock is set by`(date: String) {
        var bench = ChargerBench { action, payload in
            switch action {
            case "BootNotification":
                "{\"status\":\"Accepted\",\"currentTime\":\"\(date)\",\"interval\":60}"
            case "Heartbeat": "{\"currentTime\":\"\(date)\"}"
            default: ChargerBench.agreeable(action, payload)
            }
        }
        bench.powerOn()
        bench.arrive()
        bench.advance(seconds: 7_200)
        #expect(bench.calls.contains("Heartbeat"))
        #expect(bench.calls.contains("StartTransaction"))
    }

    @Test func `times and spans stop at their ends instead of overflowing`() {
        let end = SimTime(nanoseconds: .max)
        let longest = SimDuration(nanoseconds: .max)
        let shortest = SimDuration(nanoseconds: .min)
        #expect(end + .seconds(1) == end)
        #expect(SimTime(nanoseconds: .min) - .seconds(1) == SimTime(nanoseconds: .min))
        #expect(end - SimTime(nanoseconds: -1) == longest)
        #expect(longest + longest == longest)
        #expect(shortest - longest == shortest)
        #expect(longest * -2 == shortest)
        #expect(shortest * -1 == longest)
        #expect(.seconds(.max) == longest)
        #expect(.milliseconds(.min) == shortest)
    }
}
