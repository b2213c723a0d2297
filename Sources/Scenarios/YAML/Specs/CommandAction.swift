extension CommandSpec {
    /// The calls that the CSMS can be asked to make, by their names in OCPP.
    package enum Action: String, CaseIterable, Sendable {
        case cancelReservation = "CancelReservation"
        case certificateSigned = "CertificateSigned"
        case changeAvailability = "ChangeAvailability"
        case changeConfiguration = "ChangeConfiguration"
        case clearCache = "ClearCache"
        case clearChargingProfile = "ClearChargingProfile"
        case dataTransfer = "DataTransfer"
        case deleteCertificate = "DeleteCertificate"
        case extendedTrigger = "ExtendedTriggerMessage"
        case getCompositeSchedule = "GetCompositeSchedule"
        case getConfiguration = "GetConfiguration"
        case getDiagnostics = "GetDiagnostics"
        case getInstalledCertificateIds = "GetInstalledCertificateIds"
        case getLocalListVersion = "GetLocalListVersion"
        case getLog = "GetLog"
        case installCertificate = "InstallCertificate"
        case remoteStart = "RemoteStartTransaction"
        case remoteStop = "RemoteStopTransaction"
        case reserveNow = "ReserveNow"
        case reset = "Reset"
        case sendLocalList = "SendLocalList"
        case setChargingProfile = "SetChargingProfile"
        case signedUpdateFirmware = "SignedUpdateFirmware"
        case triggerMessage = "TriggerMessage"
        case unlockConnector = "UnlockConnector"
        case updateFirmware = "UpdateFirmware"
    }
}

extension CommandSpec.Action {
    /// What is said of a call besides when and to which chargers it goes.
    var keys: [Field<CommandSpec>] {
        switch self {
        case .changeAvailability:
            [subject("type", .word("type", ["Inoperative", "Operative"])), connector(0)]
        case .changeConfiguration:
            [subject("key", .text(1...50)), value("value", .text(0...500), "Its new value.")]
        case .cancelReservation, .clearCache, .getLocalListVersion, .remoteStop: []
        case .certificateSigned:
            [value("chain", .block(1...10_000), "The certificate and those above it, as PEM.")]
        case .clearChargingProfile:
            [
                number("id", 1...1_000_000, "Only the profile with this number."), connector(0),
                subject("purpose", .word("purpose", Self.purposes), isRequired: false),
                Field("stack_level", \.stackLevel, .integer(0...1_000), "Only of this level."),
            ]
        case .dataTransfer:
            [
                subject("vendor", .text(1...255)),
                value("data", .text(0...10_000), "What it carries.", isRequired: false),
            ]
        case .deleteCertificate, .getInstalledCertificateIds: [certificateType]
        case .extendedTrigger:
            [subject("message", .word("message", Self.extendedMessages)), connector(1)]
        case .getCompositeSchedule:
            [
                connector(0), subject("unit", .word("unit", ["A", "W"]), isRequired: false),
                lasts("duration", "The time to cover; absent: 1h."),
            ]
        case .getConfiguration: [subject("key", .text(1...50), isRequired: false)]
        case .getDiagnostics, .updateFirmware: [location]
        case .getLog:
            [subject("type", .word("type", ["DiagnosticsLog", "SecurityLog"])), location]
        case .installCertificate:
            [certificateType, value("certificate", .block(1...5_500), "The certificate, as PEM.")]
        case .remoteStart: [connector(1), profile(isRequired: false)]
        case .unlockConnector: [connector(1)]
        case .reserveNow: [connector(0), lasts("for", "How long it holds; absent: 1h.")]
        case .reset: [subject("type", .word("type", ["Hard", "Soft"]))]
        case .sendLocalList:
            [
                subject("type", .word("type", ["Full", "Differential"])),
                number("entries", 0...1_000, "How many of the CSMS's tags it holds; absent: 10."),
            ]
        case .setChargingProfile: [connector(0), profile(isRequired: true)]
        case .signedUpdateFirmware:
            [
                location, value("certificate", .block(1...5_500), "Who signed it, as PEM."),
                Field("signature", \.signature, .text(1...800), "In base64.", isRequired: true),
            ]
        case .triggerMessage: [subject("message", .word("message", Self.messages)), connector(1)]
        }
    }

    private var certificateType: Field<CommandSpec> {
        subject(
            "type",
            .word("type", ["CentralSystemRootCertificate", "ManufacturerRootCertificate"])
        )
    }

    private var location: Field<CommandSpec> {
        Field("location", \.location, .text(1...512), "Where the file is fetched from or put.")
    }

    private func profile(isRequired: Bool) -> Field<CommandSpec> {
        Field(
            "profile",
            \.profile,
            ProfileSpec.notation,
            "The charging profile.",
            isRequired: isRequired
        )
    }

    private func value(
        _ key: String,
        _ notation: Notation<String>,
        _ about: String,
        isRequired: Bool = true
    ) -> Field<CommandSpec> {
        Field(key, \.value, notation, about, isRequired: isRequired)
    }

    private func number(
        _ key: String,
        _ range: ClosedRange<Int>,
        _ about: String
    ) -> Field<CommandSpec> {
        Field(key, \.number, .integer(range), about)
    }

    private func lasts(_ key: String, _ about: String) -> Field<CommandSpec> {
        Field(key, \.lasts, .wholeSeconds(.seconds(1)...Notation<Duration>.longest), about)
    }

    private func subject(
        _ key: String,
        _ notation: Notation<String>,
        isRequired: Bool = true
    ) -> Field<CommandSpec> {
        Field(
            key,
            \.subject,
            notation,
            "The \(key) of \(rawValue).",
            isRequired: isRequired
        )
    }

    private func connector(_ minimum: Int) -> Field<CommandSpec> {
        Field("connector", \.connector, .integer(minimum...100), "The connector concerned.")
    }

    private static let purposes = ProfileSpec.Purpose.allCases.map(\.rawValue)

    /// What OCPP 1.6 lets a CSMS ask for, its type MessageTrigger.
    private static let messages = names(
        .bootNotification,
        .diagnosticsStatusNotification,
        .firmwareStatusNotification,
        .heartbeat,
        .meterValues,
        .statusNotification
    )

    /// What the security extension lets it ask for, where one message is no call of that name.
    private static let extendedMessages =
        (names(
            .bootNotification,
            .firmwareStatusNotification,
            .heartbeat,
            .logStatusNotification,
            .meterValues,
            .statusNotification
        ) + ["SignChargePointCertificate"]).sorted()

    private static func names(_ calls: CallName...) -> [String] { calls.map(\.rawValue) }
}
