import Testing

@testable import FleetSim

@Suite struct `a new value of a configuration key shows` {
    /// A payload as a CSMS gets it.
    private func read<Request: CallPayload>(_ payload: String, as: Request.Type) throws -> Request {
        var frame = #"[2,"1","\#(Request.action.name)",\#(payload)]"#
        return try frame.withUTF8 { bytes in
            guard
                case .call(_, _, name: _, var payload) = try Envelope.parse(
                    UnsafeRawBufferPointer(bytes)
                )
            else { throw NoCall() }
            return try Request(from: &payload)
        }
    }

    private struct NoCall: Error {}

    private func values(_ samples: String) -> String {
        #"[{"timestamp":"2026-03-02T00:00:00Z","sampledValue":[\#(samples)]}]"#
    }

    private func readings(_ samples: String) throws -> MeterValues {
        try read(#"{"connectorId":1,"meterValue":\#(values(samples))}"#, as: MeterValues.self)
    }

    private func stop(_ more: String) throws -> StopTransaction {
        try read(
            #"{"transactionId":1,"meterStop":5,"timestamp":"2026-03-02T00:00:00Z"\#(more)}"#,
            as: StopTransaction.self
        )
    }

    @Test(arguments: [
        ("HeartbeatInterval", Action.heartbeat), ("minimumStatusDuration", .statusNotification),
    ])
    func `in any message of the kind that it times`(key: String, action: Action) throws {
        let sign = try #require(SettingSign(key, "60"))
        for other in Action.allCases { #expect(sign.isSeen(in: other) == (other == action)) }
    }

    @Test(arguments: [
        ("MeterValueSampleInterval", "60", true, false),
        ("ClockAlignedDataInterval", "900", false, true),
    ])
    func `in a reading of the stream that it times`(
        key: String,
        value: String,
        periodic: Bool,
        aligned: Bool
    ) throws {
        let sign = try #require(SettingSign(key, value))
        let first = try readings(#"{"value":"1"}"#)
        let second = try readings(#"{"value":"1","context":"Sample.Clock"}"#)
        let third = try readings(#"{"value":"1","context":"Trigger"}"#)
        #expect(sign.isSeen(in: first) == periodic)
        #expect(sign.isSeen(in: second) == aligned)
        #expect(!sign.isSeen(in: third))
    }

    @Test(arguments: [
        ("Voltage,Power.Active.Import", true), ("Power.Active.Import, Voltage", true),
        ("Voltage", false), ("Voltage,Power.Active.Import,SoC", false), ("", false),
        ("Voltage.L1", true),
    ])
    func `in a reading of the measurands that it names, all of them and no others`(
        list: String,
        isSeen: Bool
    ) throws {
        let samples =
            #"{"value":"230","measurand":"Voltage","phase":"L1-N"},"#
            + #"{"value":"231","measurand":"Voltage","phase":"L2-N"},"#
            + #"{"value":"7","measurand":"Power.Active.Import"}"#
        let request = try readings(samples)
        let sampled = try #require(SettingSign("MeterValuesSampledData", list))
        let aligned = try #require(SettingSign("MeterValuesAlignedData", list))
        #expect(sampled.isSeen(in: request) == isSeen)
        #expect(!aligned.isSeen(in: request))
    }

    @Test func `by the energy register where no measurand is named`() throws {
        let sign = try #require(SettingSign("MeterValuesSampledData", ""))
        let register = try readings(#"{"value":"1"}"#)
        let power = try readings(#"{"value":"1","measurand":"Power.Active.Import"}"#)
        #expect(sign.isSeen(in: register))
        #expect(!sign.isSeen(in: power))
    }

    @Test func `in what comes with the end of a transaction`() throws {
        let wanted = try #require(SettingSign("StopTxnSampledData", "Voltage"))
        let none = try #require(SettingSign("StopTxnSampledData", ""))
        let clock = try #require(SettingSign("StopTxnAlignedData", "Voltage"))
        let bare = try stop("")
        let begun = try stop(
            #","transactionData":"#
                + values(#"{"value":"1","context":"Transaction.Begin","measurand":"Voltage"}"#)
        )
        let sampled = try stop(
            #","transactionData":"# + values(#"{"value":"1","measurand":"Voltage"}"#)
        )
        let aligned = try stop(
            #","transactionData":"#
                + values(#"{"value":"1","context":"Sample.Clock","measurand":"Voltage"}"#)
        )
        #expect([bare, begun, sampled, aligned].map(wanted.isSeen) == [false, true, true, false])
        #expect([bare, begun, sampled, aligned].map(none.isSeen) == [true, true, false, true])
        #expect([bare, begun, sampled, aligned].map(clock.isSeen) == [false, false, false, true])
    }

    @Test func `when the car is unplugged, and when its tag is invalid`() throws {
        let stops = try #require(SettingSign("StopTransactionOnEVSideDisconnect", "TRUE"))
        let goesOn = try #require(SettingSign("StopTransactionOnEVSideDisconnect", "false"))
        let invalid = try #require(SettingSign("StopTransactionOnInvalidId", "true"))
        let gone = try stop(#","reason":"EVDisconnected""#)
        let refused = try stop(#","reason":"DeAuthorized""#)
        #expect([gone, refused].map(stops.isSeen) == [true, false])
        #expect([gone, refused].map(invalid.isSeen) == [false, true])
        func status(_ more: String) throws -> StatusNotification {
            try read(
                #"{"connectorId":1,"errorCode":"NoError","status":"SuspendedEV"\#(more)}"#,
                as: StatusNotification.self
            )
        }
        let unplugged = try status(#","info":"EV side disconnected""#)
        let full = try status("")
        #expect([unplugged, full].map(goesOn.isSeen) == [true, false])
    }

    @Test(arguments: ["AuthorizationKey", "SecurityProfile", "CpoName"])
    func `in the event that security was set up anew`(key: String) throws {
        let sign = try #require(SettingSign(key, "1"))
        let time = "2026-03-02T00:00:00Z"
        let events = try ["ReconfigurationOfSecurityParameters", "StartupOfTheDevice"].map {
            try read(
                #"{"type":"\#($0)","timestamp":"\#(time)"}"#,
                as: SecurityEventNotification.self
            )
        }
        #expect(events.map(sign.isSeen) == [true, false])
    }

    @Test(arguments: [
        ("ConnectionTimeOut", "30"), ("MeterValueSampleInterval", "0"), ("Nonsense", "1"),
        ("StopTransactionOnInvalidId", "false"),
    ])
    func `not at all where no message tells it from the old one`(key: String, value: String) {
        #expect(SettingSign(key, value) == nil)
    }
}
