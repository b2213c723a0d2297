/// Parts of OCPP 1.6 that a charger may have.
struct FeatureProfiles: OptionSet, Sendable {
    let rawValue: UInt8

    static let core = FeatureProfiles(rawValue: 1)
    static let firmwareManagement = FeatureProfiles(rawValue: 2)
    static let localAuthListManagement = FeatureProfiles(rawValue: 4)
    static let reservation = FeatureProfiles(rawValue: 8)
    static let smartCharging = FeatureProfiles(rawValue: 16)
    static let remoteTrigger = FeatureProfiles(rawValue: 32)
    /// The security extension, which has no name among the profiles.
    static let security = FeatureProfiles(rawValue: 64)

    private static let named: [(String, FeatureProfiles)] = [
        ("Core", .core), ("FirmwareManagement", .firmwareManagement),
        ("LocalAuthListManagement", .localAuthListManagement), ("Reservation", .reservation),
        ("SmartCharging", .smartCharging), ("RemoteTrigger", .remoteTrigger),
    ]

    /// The value of SupportedFeatureProfiles.
    var text: String {
        Self.named.filter { contains($0.1) }.map(\.0).joined(separator: ",")
    }
}

extension FeatureProfiles {
    /// Whether a charger with these features knows what an action asks of it.
    func take(_ action: Action) -> Bool {
        switch action {
        case .getDiagnostics, .updateFirmware: contains(.firmwareManagement)
        case .triggerMessage: contains(.remoteTrigger)
        case .certificateSigned, .deleteCertificate, .extendedTriggerMessage,
            .getInstalledCertificateIds, .getLog, .installCertificate, .signedUpdateFirmware:
            contains(.security)
        case .authorize, .bootNotification, .cancelReservation, .changeAvailability,
            .changeConfiguration, .clearCache, .clearChargingProfile, .dataTransfer,
            .diagnosticsStatusNotification, .firmwareStatusNotification, .getCompositeSchedule,
            .getConfiguration, .getLocalListVersion, .heartbeat, .logStatusNotification,
            .meterValues, .remoteStartTransaction, .remoteStopTransaction, .reserveNow, .reset,
            .securityEventNotification, .sendLocalList, .setChargingProfile, .signCertificate,
            .signedFirmwareStatusNotification, .startTransaction, .statusNotification,
            .stopTransaction, .unlockConnector:
            true
        }
    }
}

extension FeatureProfiles {
    init(names: [String], hasSecurity: Bool) {
        self = hasSecurity ? .security : []
        for (name, profile) in Self.named where names.contains(name) { insert(profile) }
    }
}
