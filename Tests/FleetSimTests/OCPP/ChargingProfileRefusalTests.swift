import FleetSim
import Testing

@Suite struct ChargingProfileRefusalTests {
    @Test(arguments: [
        profile(purpose: "TxMaxProfile"), profile(kind: "Fixed"), profile(unit: "kW"),
        profile(rest: #","recurrencyKind":"Monthly""#), profile(rest: #","validFrom":"soon""#),
        profile(limit: "6.25"), profile(limit: "1e30"), profile(stackLevel: "-1"),
        profile(start: "-1"), profile(connector: "-1"),
    ])
    func `a value that no profile can have violates a constraint`(payload: String) throws {
        #expect(
            try Decoding.refusal(ofCall: "SetChargingProfile", payload)
                == .propertyConstraintViolation
        )
    }

    @Test(arguments: ["16", "16.0", "16.000", "1.6E1", "10.100000000000001", "0", "-1.5"])
    func `a limit with one decimal place can be written in many ways`(limit: String) throws {
        #expect(
            try Decoding.refusal(ofCall: "SetChargingProfile", Self.profile(limit: limit)) == nil
        )
    }

    @Test(arguments: [
        ("GetCompositeSchedule", #"{"connectorId":1,"duration":60,"chargingRateUnit":"VA"}"#),
        ("GetCompositeSchedule", #"{"connectorId":1,"duration":-60}"#),
        ("GetCompositeSchedule", #"{"connectorId":-1,"duration":60}"#),
        ("ClearChargingProfile", #"{"chargingProfilePurpose":"Any"}"#),
    ])
    func `so do values that no question about profiles can have`(
        action: String,
        payload: String
    ) throws {
        #expect(try Decoding.refusal(ofCall: action, payload) == .propertyConstraintViolation)
    }

    @Test func `a schedule without a period is none, and one without a unit is incomplete`() throws
    {
        let bare =
            #"{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"#
            + #""chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","#
        func refusal(_ schedule: String) throws -> ErrorCode? {
            try Decoding.refusal(
                ofCall: "SetChargingProfile",
                bare + #""chargingSchedule":"# + schedule + "}}"
            )
        }
        #expect(
            try refusal(#"{"chargingRateUnit":"A","chargingSchedulePeriod":[]}"#)
                == .occurenceConstraintViolation
        )
        #expect(
            try refusal(#"{"chargingSchedulePeriod":[{"startPeriod":0,"limit":6}]}"#)
                == .protocolError
        )
    }

    private static func profile(
        connector: String = "1",
        stackLevel: String = "0",
        purpose: String = "TxProfile",
        kind: String = "Relative",
        unit: String = "A",
        start: String = "0",
        limit: String = "6",
        rest: String = ""
    ) -> String {
        #"{"connectorId":\#(connector),"csChargingProfiles":{"chargingProfileId":1,"#
            + #""stackLevel":\#(stackLevel),"chargingProfilePurpose":"\#(purpose)","#
            + #""chargingProfileKind":"\#(kind)","chargingSchedule":{"chargingRateUnit":"\#(unit)","#
            + #""chargingSchedulePeriod":[{"startPeriod":\#(start),"limit":\#(limit)}]}\#(rest)}}"#
    }
}
