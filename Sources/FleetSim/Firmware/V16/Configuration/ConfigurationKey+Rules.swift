// What a key holds, who may touch it and when a charger has it.
extension ConfigurationKey {
    enum Kind: Equatable {
        case boolean
        case integer(ClosedRange<Int32>)
        case measurands
        case phaseRotations
        case text(longest: Int)
    }

    enum Access {
        case readOnly, readWrite, writeOnly
    }

    var kind: Kind {
        switch self {
        case .additionalRootCertificateCheck, .allowOfflineTxForUnknownId, .authEnabled,
            .authorizationCacheEnabled, .authorizeRemoteTxRequests,
            .connectorSwitch3to1PhaseSupported, .freecharging, .localAuthListEnabled,
            .localAuthorizeOffline, .localPreAuthorize, .reserveConnectorZeroSupported,
            .stopTransactionOnEVSideDisconnect, .stopTransactionOnInvalidId,
            .unlockConnectorOnEVSideDisconnect:
            .boolean
        case .meterValuesAlignedData, .meterValuesSampledData, .stopTxnAlignedData,
            .stopTxnSampledData:
            .measurands
        case .authorizationKey:
            .text(longest: 40)
        case .chargingScheduleAllowedChargingRateUnit, .cpoName, .supportedFeatureProfiles,
            .supportedFileTransferProtocols:
            .text(longest: 500)
        case .connectorPhaseRotation:
            .phaseRotations
        case .meterValuesAlignedDataMaxLength, .meterValuesSampledDataMaxLength,
            .stopTxnAlignedDataMaxLength, .stopTxnSampledDataMaxLength:
            .integer(0...Int32(MeasurandList.capacity))
        case .messageTimeout, .transactionMessageAttempts, .connectionTimeOut, .heartbeatInterval:
            .integer(1...Self.longest)
        case .clockAlignedDataInterval:
            .integer(0...86_400)
        case .certificateSignedMaxChainSize:
            .integer(1...10_000)
        case .lightIntensity:
            .integer(0...100)
        case .securityProfile:
            .integer(0...3)
        default:
            .integer(0...Self.longest)
        }
    }

    var access: Access {
        switch self {
        case .additionalRootCertificateCheck, .certificateSignedMaxChainSize,
            .certificateStoreMaxLength, .chargeProfileMaxStackLevel,
            .chargingScheduleAllowedChargingRateUnit, .chargingScheduleMaxPeriods,
            .connectorPhaseRotationMaxLength, .connectorSwitch3to1PhaseSupported,
            .getConfigurationMaxKeys, .localAuthListMaxLength, .maxChargingProfilesInstalled,
            .meterValuesAlignedDataMaxLength, .meterValuesSampledDataMaxLength,
            .numberOfConnectors, .reserveConnectorZeroSupported, .sendLocalListMaxLength,
            .stopTransactionMaxMeterValues, .stopTxnAlignedDataMaxLength,
            .stopTxnSampledDataMaxLength, .supportedFeatureProfiles,
            .supportedFeatureProfilesMaxLength, .supportedFileTransferProtocols:
            .readOnly
        case .authorizationKey: .writeOnly
        default: .readWrite
        }
    }

    /// The feature that brings the key; nil: only a charger whose factory sets it has it.
    var feature: FeatureProfiles? {
        switch self {
        case .authEnabled, .blinkRepeat, .connectorPhaseRotationMaxLength,
            .connectorSwitch3to1PhaseSupported, .freecharging, .lightIntensity,
            .maxEnergyOnInvalidId, .supportedFeatureProfilesMaxLength:
            nil
        case .supportedFileTransferProtocols: .firmwareManagement
        case .localAuthListEnabled, .localAuthListMaxLength, .sendLocalListMaxLength:
            .localAuthListManagement
        case .reserveConnectorZeroSupported: .reservation
        case .chargeProfileMaxStackLevel, .chargingScheduleAllowedChargingRateUnit,
            .chargingScheduleMaxPeriods, .maxChargingProfilesInstalled:
            .smartCharging
        case .additionalRootCertificateCheck, .authorizationKey, .certificateSignedMaxChainSize,
            .certificateStoreMaxLength, .cpoName, .securityProfile:
            .security
        default: .core
        }
    }

    /// The key that says how many items a list may have.
    var lengthKey: ConfigurationKey? {
        switch self {
        case .connectorPhaseRotation: .connectorPhaseRotationMaxLength
        case .meterValuesAlignedData: .meterValuesAlignedDataMaxLength
        case .meterValuesSampledData: .meterValuesSampledDataMaxLength
        case .stopTxnAlignedData: .stopTxnAlignedDataMaxLength
        case .stopTxnSampledData: .stopTxnSampledDataMaxLength
        case .supportedFeatureProfiles: .supportedFeatureProfilesMaxLength
        default: nil
        }
    }

    /// Ten years of seconds: longer than any run, short enough to be added to without care.
    private static let longest: Int32 = 315_360_000
}
