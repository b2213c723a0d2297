@testable import FleetSim

/// A call that a CSMS may make at any time, with a payload made at random.
///
/// `all` names every action of the CSMS: each is part of every random life.
struct RandomCall: Sendable {
    let action: String
    let payload: @Sendable (inout RandomStream) -> String

    static let all = everyday + upkeep

    private static let everyday: [RandomCall] = [
        RandomCall(action: "CancelReservation") { "{\"reservationId\":\($0.below(5))}" },
        RandomCall(action: "ChangeAvailability") {
            let type = $0.chance(0.6) ? "Operative" : "Inoperative"
            return "{\"connectorId\":\($0.below(4)),\"type\":\"\(type)\"}"
        },
        RandomCall(action: "ChangeConfiguration") {
            let (key, values) = $0.pick(settings)
            return "{\"key\":\"\(key)\",\"value\":\"\($0.pick(values))\"}"
        },
        RandomCall(action: "ClearCache") { _ in "{}" },
        RandomCall(action: "ClearChargingProfile") {
            $0.chance(0.5) ? "{}" : "{\"id\":\($0.below(4) + 1)}"
        },
        RandomCall(action: "DataTransfer") { _ in "{\"vendorId\":\"com.example\"}" },
        RandomCall(action: "GetCompositeSchedule") {
            "{\"connectorId\":\($0.below(4)),\"duration\":\($0.below(100_000))}"
        },
        RandomCall(action: "GetConfiguration") {
            $0.chance(0.5) ? "{}" : "{\"key\":[\"\($0.pick(settings).0)\",\"Nonsense\"]}"
        },
        RandomCall(action: "GetLocalListVersion") { _ in "{}" },
        RandomCall(action: "RemoteStartTransaction") {
            let tag = $0.pick(tags)
            let connector = $0.chance(0.5) ? "" : ",\"connectorId\":\($0.below(3) + 1)"
            return "{\"idTag\":\"\(tag)\"\(connector)}"
        },
        RandomCall(action: "RemoteStopTransaction") {
            "{\"transactionId\":\(Int($0.below(30)) - 1)}"
        },
        RandomCall(action: "ReserveNow") {
            let minute = $0.below(40) + 10
            let group = $0.chance(0.5) ? ",\"parentIdTag\":\"GROUP A\"" : ""
            return "{\"connectorId\":\($0.below(4)),"
                + "\"expiryDate\":\"2026-03-02T0\($0.below(3)):\(minute):00Z\","
                + "\"idTag\":\"\($0.pick(tags))\"\(group),\"reservationId\":\($0.below(5))}"
        },
        RandomCall(action: "Reset") { "{\"type\":\"\($0.chance(0.5) ? "Hard" : "Soft")\"}" },
        RandomCall(action: "SendLocalList") { random in
            let entries = tags.filter { _ in random.chance(0.4) }.map { tag in
                let status = random.chance(0.7) ? "Accepted" : "Blocked"
                let info =
                    ",\"idTagInfo\":{\"status\":\"\(status)\",\"parentIdTag\":\"GROUP A\"}"
                return "{\"idTag\":\"\(tag)\"\(random.chance(0.8) ? info : "")}"
            }
            let type = random.chance(0.5) ? "Full" : "Differential"
            return "{\"listVersion\":\(random.below(20)),\"localAuthorizationList\":"
                + "[\(entries.joined(separator: ","))],\"updateType\":\"\(type)\"}"
        },
        RandomCall(action: "SetChargingProfile") { random in
            let purpose = random.pick(["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"])
            let kind = random.pick(["Absolute", "Relative"])
            let limits = (0..<3).map {
                "{\"startPeriod\":\($0 * 60),\"limit\":\(random.below(40))}"
            }
            return "{\"connectorId\":\(random.below(4)),\"csChargingProfiles\":"
                + "{\"chargingProfileId\":\(random.below(4) + 1),\"stackLevel\":\(random.below(3)),"
                + "\"chargingProfilePurpose\":\"\(purpose)\",\"chargingProfileKind\":\"\(kind)\","
                + "\"chargingSchedule\":{\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":"
                + "[\(limits.joined(separator: ","))]}}}"
        },
        RandomCall(action: "TriggerMessage") {
            let messages = [
                "BootNotification", "DiagnosticsStatusNotification",
                "FirmwareStatusNotification", "Heartbeat", "MeterValues", "StatusNotification",
            ]
            let connector = $0.chance(0.5) ? "" : ",\"connectorId\":\($0.below(3) + 1)"
            return "{\"requestedMessage\":\"\($0.pick(messages))\"\(connector)}"
        },
        RandomCall(action: "UnlockConnector") { "{\"connectorId\":\($0.below(3) + 1)}" },
    ]

    /// The tags of these lives; those in A and B are in the group of that letter.
    static let tags = ["A1", "A2", "B1", "C1", "DEADBEEF", "FREE"]

    private static let settings: [(String, [String])] = [
        ("AllowOfflineTxForUnknownId", ["true", "false"]),
        ("AuthorizationKey", ["0011", "4F43415F4F4354545F61646D696E5F74657374"]),
        ("AuthorizationCacheEnabled", ["true", "false"]),
        ("AuthorizeRemoteTxRequests", ["true", "false"]),
        ("ClockAlignedDataInterval", ["0", "300", "900"]),
        ("ConnectionTimeOut", ["3", "60"]),
        ("CpoName", ["", "Virtual CPO"]),
        ("freecharging", ["true", "false", "false"]),
        ("HeartbeatInterval", ["60", "600"]),
        ("LocalAuthListEnabled", ["true", "false"]),
        ("LocalAuthorizeOffline", ["true", "false"]),
        ("LocalPreAuthorize", ["true", "false"]),
        ("MaxEnergyOnInvalidId", ["0", "400"]),
        ("MessageTimeout", ["5", "30"]),
        ("MeterValueSampleInterval", ["0", "30", "60", "300"]),
        ("MinimumStatusDuration", ["0", "0", "20"]),
        ("SecurityProfile", ["0", "1", "2", "3"]),
        ("StopTransactionOnEVSideDisconnect", ["true", "false"]),
        ("StopTransactionOnInvalidId", ["true", "false"]),
        ("StopTxnSampledData", ["", "Energy.Active.Import.Register"]),
        ("TransactionMessageAttempts", ["1", "3"]),
        ("TransactionMessageRetryInterval", ["0", "20"]),
        ("UnlockConnectorOnEVSideDisconnect", ["true", "false"]),
    ]
}

extension RandomStream {
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(below(UInt64(elements.count)))]
    }
}
