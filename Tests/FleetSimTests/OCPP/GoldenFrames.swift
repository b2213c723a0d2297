import FleetSim

/// A message and the exact bytes it must have on the wire.
struct GoldenFrame: Sendable {
    let written: [UInt8]
    let expected: String

    static func call(_ request: some CallPayload, _ expected: String) -> GoldenFrame {
        var writer = FrameWriter()
        writer.call(MessageID(number: 7), request)
        return GoldenFrame(written: Array(writer.bytes), expected: #"[2,"7","# + expected + "]")
    }

    static func result(_ confirmation: some Payload, _ expected: String) -> GoldenFrame {
        var writer = FrameWriter()
        writer.result(MessageID(number: 7), confirmation)
        return GoldenFrame(written: Array(writer.bytes), expected: #"[3,"7","# + expected + "]")
    }

    static func error(
        _ code: ErrorCode,
        _ description: String,
        _ expected: String
    ) -> GoldenFrame {
        var writer = FrameWriter()
        writer.error(MessageID(number: 7), code, description)
        return GoldenFrame(written: Array(writer.bytes), expected: #"[4,"7","# + expected + "]")
    }
}

extension GoldenFrame {
    static let all =
        fromCharger + fromCentralSystem + upkeep + security + listsAndReservations
        + smartCharging + errors

    static let card = token("DEADBEEF")
    static let family = token("FAMILY")

    private static func token(_ text: String) -> IdToken {
        guard let token = IdToken(text) else { preconditionFailure("‘\(text)’ is no token") }
        return token
    }

    static let noon = DateTime(unixMilliseconds: 1_772_454_896_789)

    private static let fromCharger: [GoldenFrame] = [
        .call(Authorize(idTag: card), #""Authorize",{"idTag":"DEADBEEF"}"#),
        .result(
            Authorize.Confirmation(
                idTagInfo: IdTagInfo(
                    status: .concurrentTx,
                    expiryDate: noon,
                    parentIdTag: family
                )
            ),
            #"{"idTagInfo":{"status":"ConcurrentTx","expiryDate":"2026-03-02T12:34:56.789Z","#
                + #""parentIdTag":"FAMILY"}}"#
        ),
        .call(
            BootNotification(
                chargePointVendor: "Wall\"box\"",
                chargePointModel: "Straße\n2",
                firmwareVersion: "1.2"
            ),
            #""BootNotification",{"chargePointVendor":"Wall\"box\"","#
                + #""chargePointModel":"Straße\u000a2","firmwareVersion":"1.2"}"#
        ),
        .result(
            BootNotification.Confirmation(status: .pending, currentTime: noon, interval: 300),
            #"{"status":"Pending","currentTime":"2026-03-02T12:34:56.789Z","interval":300}"#
        ),
        .call(Heartbeat(), #""Heartbeat",{}"#),
        .result(
            Heartbeat.Confirmation(currentTime: noon),
            #"{"currentTime":"2026-03-02T12:34:56.789Z"}"#
        ),
        .call(
            MeterValues(connectorId: 1, transactionId: 991, meterValue: [readings]),
            #""MeterValues",{"connectorId":1,"transactionId":991,"meterValue":["#
                + readingsText + "]}"
        ),
        .result(EmptyPayload(), "{}"),
        .call(
            StartTransaction(
                connectorId: 1,
                idTag: card,
                meterStart: -12,
                timestamp: noon,
                reservationId: 3
            ),
            #""StartTransaction",{"connectorId":1,"idTag":"DEADBEEF","meterStart":-12,"#
                + #""timestamp":"2026-03-02T12:34:56.789Z","reservationId":3}"#
        ),
        .result(
            StartTransaction.Confirmation(
                idTagInfo: IdTagInfo(status: .accepted),
                transactionId: 991
            ),
            #"{"idTagInfo":{"status":"Accepted"},"transactionId":991}"#
        ),
        .call(
            StatusNotification(connectorId: 0, status: .suspendedEVSE, timestamp: noon),
            #""StatusNotification",{"connectorId":0,"errorCode":"NoError","#
                + #""status":"SuspendedEVSE","timestamp":"2026-03-02T12:34:56.789Z"}"#
        ),
        .call(
            StopTransaction(
                transactionId: 991,
                meterStop: 22_345,
                timestamp: noon,
                idTag: card,
                reason: .evDisconnected,
                transactionData: [readings]
            ),
            #""StopTransaction",{"transactionId":991,"meterStop":22345,"#
                + #""timestamp":"2026-03-02T12:34:56.789Z","idTag":"DEADBEEF","#
                + #""reason":"EVDisconnected","transactionData":["# + readingsText + "]}"
        ),
        .result(StopTransaction.Confirmation(), "{}"),
        .call(
            DataTransfer(vendorId: "com.example", messageId: "Tariff", data: #"{"a":1}"#),
            #""DataTransfer",{"vendorId":"com.example","messageId":"Tariff","#
                + #""data":"{\"a\":1}"}"#
        ),
    ]

    private static let readings = MeterValue(
        timestamp: noon,
        sampledValue: [
            SampledValue(value: .number(FixedPoint(mantissa: 123_400, decimals: 4))),
            SampledValue(
                value: .number(FixedPoint(mantissa: -5, decimals: 3)),
                context: .transactionBegin,
                format: .raw,
                measurand: .powerReactiveImport,
                phase: .l1n,
                location: .inlet,
                unit: .celcius
            ),
        ]
    )

    private static let readingsText =
        #"{"timestamp":"2026-03-02T12:34:56.789Z","sampledValue":[{"value":"12.3400"},"#
        + #"{"value":"-0.005","context":"Transaction.Begin","format":"Raw","#
        + #""measurand":"Power.Reactive.Import","phase":"L1-N","location":"Inlet","#
        + #""unit":"Celcius"}]}"#

    private static let fromCentralSystem: [GoldenFrame] = [
        .call(
            ChangeAvailability(connectorId: 2, type: .inoperative),
            #""ChangeAvailability",{"connectorId":2,"type":"Inoperative"}"#
        ),
        .result(
            ChangeAvailability.Confirmation(status: .scheduled),
            #"{"status":"Scheduled"}"#
        ),
        .call(
            ChangeConfiguration(key: "HeartbeatInterval", value: "60"),
            #""ChangeConfiguration",{"key":"HeartbeatInterval","value":"60"}"#
        ),
        .call(ClearCache(), #""ClearCache",{}"#),
        .call(GetConfiguration(key: ["A", "B"]), #""GetConfiguration",{"key":["A","B"]}"#),
        .result(
            GetConfiguration.Confirmation(
                configurationKey: [
                    KeyValue(key: "A", readonly: true),
                    KeyValue(key: "B", readonly: false, value: ""),
                ],
                unknownKey: []
            ),
            #"{"configurationKey":[{"key":"A","readonly":true},"#
                + #"{"key":"B","readonly":false,"value":""}],"unknownKey":[]}"#
        ),
        .call(
            RemoteStartTransaction(idTag: card, connectorId: 1, chargingProfile: profile),
            #""RemoteStartTransaction",{"idTag":"DEADBEEF","connectorId":1,"chargingProfile":"#
                + profileText + "}"
        ),
        .call(
            RemoteStopTransaction(transactionId: 991),
            #""RemoteStopTransaction",{"transactionId":991}"#
        ),
        .call(Reset(type: .soft), #""Reset",{"type":"Soft"}"#),
        .call(
            TriggerMessage(requestedMessage: .meterValues, connectorId: 1),
            #""TriggerMessage",{"requestedMessage":"MeterValues","connectorId":1}"#
        ),
        .call(UnlockConnector(connectorId: 1), #""UnlockConnector",{"connectorId":1}"#),
        .result(
            UnlockConnector.Confirmation(status: .unlockFailed),
            #"{"status":"UnlockFailed"}"#
        ),
    ]

    private static let profile = ChargingProfile(
        chargingProfileId: 5,
        stackLevel: 1,
        chargingProfilePurpose: .tx,
        chargingProfileKind: .relative,
        chargingSchedule: ChargingSchedule(
            chargingRateUnit: .amperes,
            chargingSchedulePeriod: [
                .init(
                    startPeriod: 0,
                    limit: FixedPoint(mantissa: 165, decimals: 1),
                    numberPhases: 3
                ),
                .init(startPeriod: 600, limit: FixedPoint(mantissa: 6)),
            ],
            duration: 3_600
        )
    )

    private static let profileText =
        #"{"chargingProfileId":5,"stackLevel":1,"chargingProfilePurpose":"TxProfile","#
        + #""chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"A","#
        + #""chargingSchedulePeriod":[{"startPeriod":0,"limit":16.5,"numberPhases":3},"#
        + #"{"startPeriod":600,"limit":6}],"duration":3600}}"#

    private static let errors: [GoldenFrame] = [
        .error(.notImplemented, "", #""NotImplemented","",{}"#),
        .error(
            .occurenceConstraintViolation,
            "tab\there",
            #""OccurenceConstraintViolation","tab\u0009here",{}"#
        ),
    ]
}
