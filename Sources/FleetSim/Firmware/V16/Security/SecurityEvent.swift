/// Something that bears on a charger's security.
struct SecurityEvent {
    let kind: Kind
    let at: SimTime
    let techInfo: String?

    /// The events that the security extension lists.
    enum Kind: WireText, CaseIterable {
        case firmwareUpdated = "FirmwareUpdated"
        case failedToAuthenticateAtCentralSystem = "FailedToAuthenticateAtCentralSystem"
        case centralSystemFailedToAuthenticate = "CentralSystemFailedToAuthenticate"
        case settingSystemTime = "SettingSystemTime"
        case startupOfTheDevice = "StartupOfTheDevice"
        case resetOrReboot = "ResetOrReboot"
        case securityLogWasCleared = "SecurityLogWasCleared"
        case reconfigurationOfSecurityParameters = "ReconfigurationOfSecurityParameters"
        case memoryExhaustion = "MemoryExhaustion"
        case invalidMessages = "InvalidMessages"
        case attemptedReplayAttacks = "AttemptedReplayAttacks"
        case tamperDetectionActivated = "TamperDetectionActivated"
        case invalidFirmwareSignature = "InvalidFirmwareSignature"
        case invalidFirmwareSigningCertificate = "InvalidFirmwareSigningCertificate"
        case invalidCentralSystemCertificate = "InvalidCentralSystemCertificate"
        case invalidChargePointCertificate = "InvalidChargePointCertificate"
        case invalidTLSVersion = "InvalidTLSVersion"
        case invalidTLSCipherSuite = "InvalidTLSCipherSuite"

        /// Whether the CSMS must learn of it, however long that takes.
        var isCritical: Bool {
            switch self {
            case .firmwareUpdated, .settingSystemTime, .startupOfTheDevice, .resetOrReboot,
                .securityLogWasCleared, .memoryExhaustion, .tamperDetectionActivated:
                true
            case .failedToAuthenticateAtCentralSystem, .centralSystemFailedToAuthenticate,
                .reconfigurationOfSecurityParameters, .invalidMessages, .attemptedReplayAttacks,
                .invalidFirmwareSignature, .invalidFirmwareSigningCertificate,
                .invalidCentralSystemCertificate, .invalidChargePointCertificate,
                .invalidTLSVersion, .invalidTLSCipherSuite:
                false
            }
        }
    }
}
