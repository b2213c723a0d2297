/// A configuration key of OCPP 1.6 that the charger has.
///
/// The order is that of GetConfiguration's answer.
enum ConfigurationKey: UInt8, CaseIterable {
    case allowOfflineTxForUnknownId
    case authorizationCacheEnabled
    case authorizeRemoteTxRequests
    case clockAlignedDataInterval
    case connectionTimeOut
    case connectorPhaseRotation
    case getConfigurationMaxKeys
    case heartbeatInterval
    case localAuthorizeOffline
    case localPreAuthorize
    case messageTimeout
    case meterValuesAlignedData
    case meterValuesAlignedDataMaxLength
    case meterValuesSampledData
    case meterValuesSampledDataMaxLength
    case meterValueSampleInterval
    case minimumStatusDuration
    case numberOfConnectors
    case resetRetries
    case stopTransactionMaxMeterValues
    case stopTransactionOnEVSideDisconnect
    case stopTransactionOnInvalidId
    case stopTxnAlignedData
    case stopTxnAlignedDataMaxLength
    case stopTxnSampledData
    case stopTxnSampledDataMaxLength
    case supportedFeatureProfiles
    case transactionMessageAttempts
    case transactionMessageRetryInterval
    case unlockConnectorOnEVSideDisconnect
    case webSocketPingInterval

    /// What a key holds.
    enum Kind: Equatable {
        case boolean
        case integer(ClosedRange<Int32>)
        case measurands
        case text
    }

    /// The name on the wire: the case's own, with a capital.
    var name: String {
        let own = "\(self)"
        return own.prefix(1).uppercased() + own.dropFirst()
    }

    var kind: Kind {
        switch self {
        case .allowOfflineTxForUnknownId, .authorizationCacheEnabled, .authorizeRemoteTxRequests,
            .localAuthorizeOffline, .localPreAuthorize, .stopTransactionOnEVSideDisconnect,
            .stopTransactionOnInvalidId, .unlockConnectorOnEVSideDisconnect:
            .boolean
        case .meterValuesAlignedData, .meterValuesSampledData, .stopTxnAlignedData,
            .stopTxnSampledData:
            .measurands
        case .connectorPhaseRotation, .supportedFeatureProfiles:
            .text
        case .messageTimeout, .transactionMessageAttempts, .connectionTimeOut, .heartbeatInterval:
            .integer(1...Self.longest)
        case .clockAlignedDataInterval:
            .integer(0...86_400)
        default:
            .integer(0...Self.longest)
        }
    }

    var isReadOnly: Bool {
        switch self {
        case .getConfigurationMaxKeys, .meterValuesAlignedDataMaxLength,
            .meterValuesSampledDataMaxLength, .numberOfConnectors, .stopTransactionMaxMeterValues,
            .stopTxnAlignedDataMaxLength, .stopTxnSampledDataMaxLength, .supportedFeatureProfiles:
            true
        default: false
        }
    }

    /// Keys are compared without regard to case.
    init?(name: String) {
        let wanted = name.lowercased()
        guard let key = Self.allCases.first(where: { "\($0)".lowercased() == wanted }) else {
            return nil
        }
        self = key
    }

    /// Ten years of seconds: longer than any run, short enough to be added to without care.
    private static let longest: Int32 = 315_360_000
}
