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

    /// One row for each key.
    private struct Rule {
        var kind: Kind
        var access: Access
        var feature: FeatureProfiles?
        var lengthKey: ConfigurationKey?

        init(
            _ kind: Kind,
            _ access: Access = .readWrite,
            of feature: FeatureProfiles? = .core,
            length: ConfigurationKey? = nil
        ) {
            self.kind = kind
            self.access = access
            self.feature = feature
            lengthKey = length
        }
    }

    var kind: Kind { rule.kind }
    var access: Access { rule.access }

    /// The feature that brings the key; nil: only a charger whose factory sets it has it.
    var feature: FeatureProfiles? { rule.feature }

    /// The key that says how many items a list may have.
    var lengthKey: ConfigurationKey? { rule.lengthKey }

    private var rule: Rule {
        let longest = Self.longest
        return switch self {
        case .additionalRootCertificateCheck: Rule(.boolean, .readOnly, of: .security)
        case .allowOfflineTxForUnknownId: Rule(.boolean)
        case .authEnabled: Rule(.boolean, of: nil)
        case .authorizationCacheEnabled: Rule(.boolean)
        case .authorizationKey: Rule(.text(longest: 40), .writeOnly, of: .security)
        case .authorizeRemoteTxRequests: Rule(.boolean)
        case .blinkRepeat: Rule(.integer(0...longest), of: nil)
        case .certificateSignedMaxChainSize: Rule(.integer(1...10_000), .readOnly, of: .security)
        case .certificateStoreMaxLength: Rule(.integer(0...longest), .readOnly, of: .security)
        case .chargeProfileMaxStackLevel: Rule(.integer(0...longest), .readOnly, of: .smartCharging)
        case .chargingScheduleAllowedChargingRateUnit:
            Rule(.text(longest: 500), .readOnly, of: .smartCharging)
        case .chargingScheduleMaxPeriods: Rule(.integer(0...longest), .readOnly, of: .smartCharging)
        case .clockAlignedDataInterval: Rule(.integer(0...86_400))
        case .connectionTimeOut: Rule(.integer(1...longest))
        case .connectorPhaseRotation:
            Rule(.phaseRotations, length: .connectorPhaseRotationMaxLength)
        case .connectorPhaseRotationMaxLength: Rule(.integer(0...longest), .readOnly, of: nil)
        case .connectorSwitch3to1PhaseSupported: Rule(.boolean, .readOnly, of: nil)
        case .cpoName: Rule(.text(longest: 500), of: .security)
        case .freecharging: Rule(.boolean, of: nil)
        case .getConfigurationMaxKeys: Rule(.integer(0...longest), .readOnly)
        case .heartbeatInterval: Rule(.integer(1...longest))
        case .lightIntensity: Rule(.integer(0...100), of: nil)
        case .localAuthListEnabled: Rule(.boolean, of: .localAuthListManagement)
        case .localAuthListMaxLength:
            Rule(.integer(0...longest), .readOnly, of: .localAuthListManagement)
        case .localAuthorizeOffline: Rule(.boolean)
        case .localPreAuthorize: Rule(.boolean)
        case .maxChargingProfilesInstalled:
            Rule(.integer(0...longest), .readOnly, of: .smartCharging)
        case .maxEnergyOnInvalidId: Rule(.integer(0...longest), of: nil)
        case .messageTimeout: Rule(.integer(1...longest))
        case .meterValuesAlignedData: Rule(.measurands, length: .meterValuesAlignedDataMaxLength)
        case .meterValuesAlignedDataMaxLength:
            Rule(.integer(0...Int32(MeasurandList.capacity)), .readOnly)
        case .meterValuesSampledData: Rule(.measurands, length: .meterValuesSampledDataMaxLength)
        case .meterValuesSampledDataMaxLength:
            Rule(.integer(0...Int32(MeasurandList.capacity)), .readOnly)
        case .meterValueSampleInterval: Rule(.integer(0...longest))
        case .minimumStatusDuration: Rule(.integer(0...longest))
        case .numberOfConnectors: Rule(.integer(0...longest), .readOnly)
        case .reserveConnectorZeroSupported: Rule(.boolean, .readOnly, of: .reservation)
        case .resetRetries: Rule(.integer(0...longest))
        case .securityProfile: Rule(.integer(0...3), of: .security)
        case .sendLocalListMaxLength:
            Rule(.integer(0...longest), .readOnly, of: .localAuthListManagement)
        case .stopTransactionMaxMeterValues: Rule(.integer(0...longest), .readOnly)
        case .stopTransactionOnEVSideDisconnect: Rule(.boolean)
        case .stopTransactionOnInvalidId: Rule(.boolean)
        case .stopTxnAlignedData: Rule(.measurands, length: .stopTxnAlignedDataMaxLength)
        case .stopTxnAlignedDataMaxLength:
            Rule(.integer(0...Int32(MeasurandList.capacity)), .readOnly)
        case .stopTxnSampledData: Rule(.measurands, length: .stopTxnSampledDataMaxLength)
        case .stopTxnSampledDataMaxLength:
            Rule(.integer(0...Int32(MeasurandList.capacity)), .readOnly)
        case .supportedFeatureProfiles:
            Rule(.text(longest: 500), .readOnly, length: .supportedFeatureProfilesMaxLength)
        case .supportedFeatureProfilesMaxLength: Rule(.integer(0...longest), .readOnly, of: nil)
        case .supportedFileTransferProtocols:
            Rule(.text(longest: 500), .readOnly, of: .firmwareManagement)
        case .transactionMessageAttempts: Rule(.integer(1...longest))
        case .transactionMessageRetryInterval: Rule(.integer(0...longest))
        case .unlockConnectorOnEVSideDisconnect: Rule(.boolean)
        case .webSocketPingInterval: Rule(.integer(0...longest))
        }
    }

    /// Ten years of seconds: longer than any run, short enough to be added to without care.
    private static let longest: Int32 = 315_360_000
}
