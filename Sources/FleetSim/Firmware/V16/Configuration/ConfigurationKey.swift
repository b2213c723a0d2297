/// A configuration key: all that OCPP 1.6 and its security extension name, and two of vendors.
///
/// The order is that of GetConfiguration's answer.
enum ConfigurationKey: UInt8, CaseIterable {
    case additionalRootCertificateCheck
    case allowOfflineTxForUnknownId
    case authEnabled
    case authorizationCacheEnabled
    case authorizationKey
    case authorizeRemoteTxRequests
    case blinkRepeat
    case certificateSignedMaxChainSize
    case certificateStoreMaxLength
    case chargeProfileMaxStackLevel
    case chargingScheduleAllowedChargingRateUnit
    case chargingScheduleMaxPeriods
    case clockAlignedDataInterval
    case connectionTimeOut
    case connectorPhaseRotation
    case connectorPhaseRotationMaxLength
    case connectorSwitch3to1PhaseSupported
    case cpoName
    case freecharging
    case getConfigurationMaxKeys
    case heartbeatInterval
    case lightIntensity
    case localAuthListEnabled
    case localAuthListMaxLength
    case localAuthorizeOffline
    case localPreAuthorize
    case maxChargingProfilesInstalled
    case maxEnergyOnInvalidId
    case messageTimeout
    case meterValuesAlignedData
    case meterValuesAlignedDataMaxLength
    case meterValuesSampledData
    case meterValuesSampledDataMaxLength
    case meterValueSampleInterval
    case minimumStatusDuration
    case numberOfConnectors
    case reserveConnectorZeroSupported
    case resetRetries
    case securityProfile
    case sendLocalListMaxLength
    case stopTransactionMaxMeterValues
    case stopTransactionOnEVSideDisconnect
    case stopTransactionOnInvalidId
    case stopTxnAlignedData
    case stopTxnAlignedDataMaxLength
    case stopTxnSampledData
    case stopTxnSampledDataMaxLength
    case supportedFeatureProfiles
    case supportedFeatureProfilesMaxLength
    case supportedFileTransferProtocols
    case transactionMessageAttempts
    case transactionMessageRetryInterval
    case unlockConnectorOnEVSideDisconnect
    case webSocketPingInterval

    /// The name on the wire: the case's own, with a capital, but for myenergi's key.
    var name: String {
        let own = "\(self)"
        return self == .freecharging ? own : own.prefix(1).uppercased() + own.dropFirst()
    }

    /// Keys are compared without regard to case.
    init?(name: String) {
        // A peer's text may be as long as a frame, and a string is normalised to be looked up.
        guard name.utf8.count <= Self.longest, let key = Self.named[name.lowercased()] else {
            return nil
        }
        self = key
    }

    /// By their names in small letters: a CSMS may ask for many a second, and an enum's own name is
    /// looked up by reflection.
    private static let named = [String: ConfigurationKey](
        uniqueKeysWithValues: allCases.map { ("\($0)".lowercased(), $0) }
    )
    private static let longest = allCases.map { "\($0)".utf8.count }.max() ?? 0
}
