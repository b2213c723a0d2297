import FleetSim
import Testing

/// A call that must not be accepted, and the code to answer it with.
struct Refusal: Sendable {
    let action: String
    let payload: String
    let code: ErrorCode

    init(_ action: String, _ payload: String, _ code: ErrorCode) {
        self.action = action
        self.payload = payload
        self.code = code
    }
}

@Suite struct RefusalTests {
    private static let grammar: [Refusal] = [
        Refusal("Heartbeat", "{", .formationViolation),
        Refusal("Heartbeat", "{}}", .formationViolation),
        Refusal("Heartbeat", "{},{}", .formationViolation),
        Refusal("Heartbeat", "{,}", .formationViolation),
        Refusal("Heartbeat", "nul", .formationViolation),
        Refusal("Heartbeat", "nulll", .formationViolation),
        Refusal("Heartbeat", "", .formationViolation),
        Refusal("Reset", #"{"type"}"#, .formationViolation),
        Refusal("Reset", #"{"type":}"#, .formationViolation),
        Refusal("Reset", #"{"type":Hard}"#, .formationViolation),
        Refusal("Reset", #"{"type":"Hard",}"#, .formationViolation),
        Refusal("Reset", #"{"type":"Hard""#, .formationViolation),
        Refusal("Reset", #"{"type":"Hard}"#, .formationViolation),
        Refusal("Reset", #"{type:"Hard"}"#, .formationViolation),
        Refusal("Reset", #"{'type':'Hard'}"#, .formationViolation),
        Refusal("Reset", #"{"type" "Hard"}"#, .formationViolation),
        Refusal("Reset", #"{"type":"Hard" "a":1}"#, .formationViolation),
        Refusal("Reset", #"{"type":"Ha\rd\x"}"#, .formationViolation),
        Refusal("Reset", "{\"type\":\"Ha\nrd\"}", .formationViolation),
        Refusal("Reset", #"{"type":tru}"#, .formationViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":01}"#, .formationViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":-}"#, .formationViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":1.}"#, .formationViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":1e}"#, .formationViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":+1}"#, .formationViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":.5}"#, .formationViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":NaN}"#, .formationViolation),
    ]

    private static let members: [Refusal] = [
        Refusal("Heartbeat", #"{"a":1}"#, .formationViolation),
        Refusal("Reset", #"{"type":"Hard","kind":"Hard"}"#, .formationViolation),
        Refusal("Reset", #"{"kind":"Hard","type":"Hard"}"#, .formationViolation),
        Refusal("Reset", #"{"type":"Hard","type":"Hard"}"#, .formationViolation),
        Refusal("Reset", #"{"type":"Hard","type":"Soft"}"#, .formationViolation),
        Refusal(
            "ChangeAvailability",
            #"{"type":"Operative","connectorId":0,"type":"Operative"}"#,
            .formationViolation
        ),
        Refusal("Reset", "{}", .protocolError),
        Refusal("Reset", "null", .protocolError),
        Refusal("Reset", #"{"Type":"Hard"}"#, .protocolError),
        Refusal("ChangeConfiguration", #"{"key":"A"}"#, .protocolError),
        Refusal("ChangeConfiguration", #"{"value":"A"}"#, .protocolError),
        Refusal("CancelReservation", "{}", .protocolError),
        Refusal(
            "SendLocalList",
            #"{"listVersion":1,"localAuthorizationList":[{}],"updateType":"Full"}"#,
            .protocolError
        ),
        Refusal("MeterValues", #"{"connectorId":1}"#, .protocolError),
        Refusal("MeterValues", #"{"connectorId":1,"meterValue":[{}]}"#, .protocolError),
        Refusal(
            "MeterValues",
            #"{"connectorId":1,"meterValue":[]}"#,
            .occurenceConstraintViolation
        ),
    ]

    private static let types: [Refusal] = [
        Refusal("Heartbeat", "[]", .typeConstraintViolation),
        Refusal("Heartbeat", "7", .typeConstraintViolation),
        Refusal("Heartbeat", #""{}""#, .typeConstraintViolation),
        Refusal("Reset", #"{"type":1}"#, .typeConstraintViolation),
        Refusal("Reset", #"{"type":null}"#, .typeConstraintViolation),
        Refusal("Reset", #"{"type":["Hard"]}"#, .typeConstraintViolation),
        Refusal("Authorize", #"{"idTag":12345}"#, .typeConstraintViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":"1"}"#, .typeConstraintViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":1.0}"#, .typeConstraintViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":1e2}"#, .typeConstraintViolation),
        Refusal("RemoteStopTransaction", #"{"transactionId":true}"#, .typeConstraintViolation),
        Refusal("GetConfiguration", #"{"key":"A"}"#, .typeConstraintViolation),
        Refusal("GetConfiguration", #"{"key":["A",1]}"#, .typeConstraintViolation),
        Refusal(
            "RemoteStartTransaction",
            #"{"idTag":"A","chargingProfile":null}"#,
            .typeConstraintViolation
        ),
    ]

    private static let values: [Refusal] = [
        Refusal("Reset", #"{"type":"hard"}"#, .propertyConstraintViolation),
        Refusal("Reset", #"{"type":""}"#, .propertyConstraintViolation),
        Refusal("Reset", #"{"type":"Hard "}"#, .propertyConstraintViolation),
        Refusal("Authorize", #"{"idTag":"123456789012345678901"}"#, .propertyConstraintViolation),
        Refusal("Authorize", #"{"idTag":"tab\there"}"#, .propertyConstraintViolation),
        Refusal("Authorize", #"{"idTag":"ümlaut"}"#, .propertyConstraintViolation),
        Refusal("UnlockConnector", #"{"connectorId":0}"#, .propertyConstraintViolation),
        Refusal("UnlockConnector", #"{"connectorId":-1}"#, .propertyConstraintViolation),
        Refusal(
            "ChangeAvailability",
            #"{"connectorId":-1,"type":"Operative"}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "RemoteStopTransaction",
            #"{"transactionId":9223372036854775808}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "ChangeConfiguration",
            #"{"key":"\#(String(repeating: "k", count: 51))","value":""}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "GetConfiguration",
            #"{"key":["\#(String(repeating: "k", count: 51))"]}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "StartTransaction",
            #"{"connectorId":1,"idTag":"A","meterStart":0,"timestamp":"yesterday"}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "MeterValues",
            #"{"connectorId":1,"meterValue":[{"timestamp":"2026-03-02T00:00:00Z","#
                + #""sampledValue":[{"value":"1","unit":"Furlong"}]}]}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "SendLocalList",
            #"{"listVersion":1,"updateType":"Partial"}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "SendLocalList",
            #"{"listVersion":1,"localAuthorizationList":[{"idTag":"A","idTagInfo":"#
                + #"{"status":"Lost"}}],"updateType":"Full"}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "ReserveNow",
            #"{"connectorId":-1,"expiryDate":"2026-03-02T00:00:00Z","idTag":"A","#
                + #""reservationId":1}"#,
            .propertyConstraintViolation
        ),
        Refusal("RemoteStartTransaction", profile(limit: "6.25"), .propertyConstraintViolation),
        Refusal("RemoteStartTransaction", profile(limit: "1e30"), .propertyConstraintViolation),
        Refusal("RemoteStartTransaction", profile(unit: "kW"), .propertyConstraintViolation),
    ]

    @Test(arguments: [grammar, members, types, values].joined())
    func `a bad payload is answered with its code`(refusal: Refusal) throws {
        #expect(try Decoding.refusal(ofCall: refusal.action, refusal.payload) == refusal.code)
    }

    @Test(arguments: [
        ("Heartbeat", "null"), ("Heartbeat", " { } "), ("ClearCache", "{}"),
        ("Reset", #"{"type":"H\u0061rd"}"#), ("Reset", #"{"\u0074ype":"Soft"}"#),
        ("ChangeAvailability", #"{"\u0074ype":"Operative","connectorId":1}"#),
        ("GetConfiguration", #"{"key":[]}"#), ("Authorize", #"{"idTag":""}"#),
        ("RemoteStopTransaction", #"{"transactionId":-0}"#),
        ("RemoteStopTransaction", #"{"transactionId":-9007199254740991}"#),
        ("ChangeConfiguration", #"{"key":"A","value":"\#(String(repeating: "ü", count: 500))"}"#),
        ("RemoteStartTransaction", profile(limit: "10.100000000000001")),
        ("RemoteStartTransaction", profile(limit: "16.000")),
        ("RemoteStartTransaction", profile(limit: "1.6E1")),
    ])
    func `an unusual payload is accepted`(action: String, payload: String) throws {
        #expect(try Decoding.refusal(ofCall: action, payload) == nil)
    }

    @Test func `an error says where in the payload it is`() throws {
        let payload = #"{"idTag":"A","chargingProfile":{"stackLevel":-1,"chargingProfileId":1}}"#
        let error = #expect(throws: PayloadError.self) {
            try Array(payload.utf8).withUnsafeBytes { bytes in
                var reader = JSONReader(bytes)
                _ = try RemoteStartTransaction(from: &reader)
            }
        }
        #expect(error?.detail == "chargingProfile.stackLevel is -1, not 0 to 2147483647")
    }

    @Test func `an error quotes no more than the beginning of a long text`() throws {
        let name = String(repeating: "é", count: 1_000)
        for payload in [#"{"type":"\#(name)"}"#, #"{"type":"Hard","\#(name)":1}"#] {
            let error = #expect(throws: PayloadError.self) {
                try Array(payload.utf8).withUnsafeBytes { bytes in
                    var reader = JSONReader(bytes)
                    _ = try Reset(from: &reader)
                }
            }
            #expect(error?.detail.contains("‘\(name.prefix(30))…’") == true)
        }
    }

    private static func profile(limit: String = "6", unit: String = "A") -> String {
        #"{"idTag":"A","chargingProfile":{"chargingProfileId":1,"stackLevel":0,"#
            + #""chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","#
            + #""chargingSchedule":{"chargingRateUnit":"\#(unit)","#
            + #""chargingSchedulePeriod":[{"startPeriod":0,"limit":\#(limit)}]}}}"#
    }
}
