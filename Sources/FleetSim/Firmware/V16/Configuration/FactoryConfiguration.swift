/// The values that all chargers of a type leave the factory with.
///
/// A class because thousands of chargers refer to the same one, and hardly change it.
final class FactoryConfiguration: Sendable {
    let features: FeatureProfiles
    /// What a list of measurands may name.
    let measured: MeasurandSet
    /// A bit for each key that the charger has.
    let present: UInt64
    /// A bit for each key whose new value only counts after a restart.
    let needsRestart: UInt64
    /// The value behind each key: a number, 0 or 1, or a packed list of measurands.
    let numbers: [Int64]
    let texts: [String]

    init(
        features: FeatureProfiles,
        measured: MeasurandSet,
        present: UInt64,
        needsRestart: UInt64,
        numbers: [Int64],
        texts: [String]
    ) {
        assert(numbers.count == ConfigurationKey.allCases.count, "each key has its number")
        assert(numbers.count <= UInt64.bitWidth, "each key has a bit of its own")
        assert(texts.count == numbers.count, "each key has its text")
        self.features = features
        self.measured = measured
        self.present = present
        self.needsRestart = needsRestart
        self.numbers = numbers
        self.texts = texts
    }

    /// What a charger with this many connectors has if its maker says nothing else.
    convenience init(
        connectors: Int,
        features: FeatureProfiles,
        measured: MeasurandSet = .usual
    ) {
        let keys = ConfigurationKey.allCases
        var numbers = [Int64](repeating: 0, count: keys.count)
        var texts = [String](repeating: "", count: keys.count)
        for (key, number) in Self.numbers { numbers[Int(key.rawValue)] = number }
        numbers[Int(ConfigurationKey.numberOfConnectors.rawValue)] = Int64(connectors)
        let wanted: [Measurand] = [.energyActiveImportRegister, .powerActiveImport]
        let usual = MeasurandList(wanted.filter(measured.contains))
        for key in keys where key.kind == .measurands {
            let sends = key == .meterValuesAlignedData || key == .meterValuesSampledData
            let list = sends ? usual : MeasurandList()
            numbers[Int(key.rawValue)] = Int64(bitPattern: list.packed)
        }
        texts[Int(ConfigurationKey.connectorPhaseRotation.rawValue)] = "Unknown"
        texts[Int(ConfigurationKey.supportedFeatureProfiles.rawValue)] = features.text
        texts[Int(ConfigurationKey.supportedFileTransferProtocols.rawValue)] =
            "FTP,FTPS,HTTP,HTTPS"
        texts[Int(ConfigurationKey.chargingScheduleAllowedChargingRateUnit.rawValue)] =
            "Current,Power"
        var present: UInt64 = 0
        for key in keys where key.feature.map(features.contains) ?? false { present |= key.bit }
        self.init(
            features: features,
            measured: measured,
            present: present,
            needsRestart: 0,
            numbers: numbers,
            texts: texts
        )
    }

    private static let numbers: [(ConfigurationKey, Int64)] = [
        (.authEnabled, 1),
        (.authorizationCacheEnabled, 1),
        (.certificateSignedMaxChainSize, 10_000),
        (.certificateStoreMaxLength, 8),
        (.chargeProfileMaxStackLevel, 10),
        (.chargingScheduleMaxPeriods, 24),
        (.connectionTimeOut, 60),
        (.getConfigurationMaxKeys, 60),
        (.heartbeatInterval, 86_400),
        (.localAuthListEnabled, 1),
        (.localAuthListMaxLength, 200),
        (.localAuthorizeOffline, 1),
        (.maxChargingProfilesInstalled, 20),
        (.messageTimeout, 30),
        (.meterValuesAlignedDataMaxLength, Int64(MeasurandList.capacity)),
        (.meterValuesSampledDataMaxLength, Int64(MeasurandList.capacity)),
        (.meterValueSampleInterval, 60),
        (.reserveConnectorZeroSupported, 1),
        (.resetRetries, 2),
        (.sendLocalListMaxLength, 100),
        (.stopTransactionMaxMeterValues, 100),
        (.stopTransactionOnEVSideDisconnect, 1),
        (.stopTransactionOnInvalidId, 1),
        (.stopTxnAlignedDataMaxLength, Int64(MeasurandList.capacity)),
        (.stopTxnSampledDataMaxLength, Int64(MeasurandList.capacity)),
        (.transactionMessageAttempts, 3),
        (.transactionMessageRetryInterval, 60),
        (.unlockConnectorOnEVSideDisconnect, 1),
    ]
}

extension ConfigurationKey {
    var bit: UInt64 { 1 << UInt64(rawValue) }
}
