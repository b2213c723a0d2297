// Configuration keys, the cache and vendor data.
extension Charger {
    mutating func changeConfiguration(
        _ request: ChangeConfiguration,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let status = change(request)
        output.result(id, ChangeConfiguration.Confirmation(status: status))
        guard status == .accepted || status == .rebootRequired else { return false }
        guard status == .accepted, let key = ConfigurationKey(name: request.key) else {
            return true
        }
        takeEffect(key, at: now, into: &output)
        return true
    }

    /// OCPP leaves open what becomes of a request for too many keys; it is too long a list.
    func getConfiguration(
        _ request: GetConfiguration,
        _ id: MessageID,
        into output: inout ChargerOutput
    ) throws(PayloadError) -> Bool {
        let maximum = Int(configuration[.getConfigurationMaxKeys])
        guard request.key?.count ?? 0 <= maximum else {
            throw PayloadError(.occurenceConstraintViolation, "more than \(maximum) keys")
        }
        var known: [KeyValue] = []
        var unknown: [String] = []
        if let names = request.key, !names.isEmpty {
            for name in names {
                if let key = ConfigurationKey(name: name), isReadable(key) {
                    known.append(value(of: key))
                } else {
                    unknown.append(name)
                }
            }
        } else {
            known = ConfigurationKey.allCases.filter(isReadable).map(value)
        }
        output.result(
            id,
            GetConfiguration.Confirmation(
                configurationKey: known.isEmpty ? nil : known,
                unknownKey: unknown.isEmpty ? nil : unknown
            )
        )
        return true
    }

    mutating func clearCache(
        _ request: ClearCache,
        _ id: MessageID,
        into output: inout ChargerOutput
    ) -> Bool {
        let hasCache = configuration.isOn(.authorizationCacheEnabled)
        tags.clearCache()
        output.result(
            id,
            ClearCache.Confirmation(status: hasCache ? .accepted : .rejected)
        )
        return hasCache
    }

    /// No vendor's data means anything to a virtual charger.
    func transferData(
        _ request: DataTransfer,
        _ id: MessageID,
        into output: inout ChargerOutput
    ) -> Bool {
        output.result(id, DataTransfer.Confirmation(status: .unknownVendorId))
        return false
    }

    private mutating func change(_ request: ChangeConfiguration) -> ConfigurationStatus {
        guard let key = ConfigurationKey(name: request.key) else { return .notSupported }
        guard configuration.has(key) else { return .notSupported }
        guard !isReadOnly(key) else { return .rejected }
        guard isSecure(request.value, for: key) else { return .rejected }
        noteProfile(before: key)
        switch configuration.change(key, to: request.value) {
        case .done: return .accepted
        case .waitsForRestart: return .rebootRequired
        case .misfit: return .rejected
        case .absent: return .notSupported
        }
    }

    /// New intervals count from now on.
    private mutating func takeEffect(
        _ key: ConfigurationKey,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch key {
        case .heartbeatInterval:
            scheduleHeartbeat(at: now, into: &output)
        case .clockAlignedDataInterval:
            scheduleClockAligned(after: now, into: &output)
        case .meterValueSampleInterval:
            for connectorIndex in connectors.indices
            where connectors[connectorIndex].transaction != nil {
                scheduleSample(connectorIndex, at: now, into: &output)
            }
        case .authorizationKey, .cpoName, .securityProfile:
            securitySettingChanged(key, at: now, into: &output)
        case .authEnabled, .freecharging:
            for connectorIndex in connectors.indices {
                _ = startFreely(connectorIndex, at: now, into: &output)
            }
        // These are asked for when they are needed.
        case .additionalRootCertificateCheck, .allowOfflineTxForUnknownId,
            .authorizationCacheEnabled, .authorizeRemoteTxRequests, .blinkRepeat,
            .certificateSignedMaxChainSize, .certificateStoreMaxLength,
            .chargeProfileMaxStackLevel, .chargingScheduleAllowedChargingRateUnit,
            .chargingScheduleMaxPeriods, .connectionTimeOut, .connectorPhaseRotation,
            .connectorPhaseRotationMaxLength, .connectorSwitch3to1PhaseSupported,
            .getConfigurationMaxKeys, .lightIntensity, .localAuthListEnabled,
            .localAuthListMaxLength, .localAuthorizeOffline, .localPreAuthorize,
            .maxChargingProfilesInstalled, .maxEnergyOnInvalidId, .messageTimeout,
            .meterValuesAlignedData, .meterValuesAlignedDataMaxLength, .meterValuesSampledData,
            .meterValuesSampledDataMaxLength, .minimumStatusDuration, .numberOfConnectors,
            .reserveConnectorZeroSupported, .resetRetries, .sendLocalListMaxLength,
            .stopTransactionMaxMeterValues, .stopTransactionOnEVSideDisconnect,
            .stopTransactionOnInvalidId, .stopTxnAlignedData, .stopTxnAlignedDataMaxLength,
            .stopTxnSampledData, .stopTxnSampledDataMaxLength, .supportedFeatureProfiles,
            .supportedFeatureProfilesMaxLength, .supportedFileTransferProtocols,
            .transactionMessageAttempts, .transactionMessageRetryInterval,
            .unlockConnectorOnEVSideDisconnect, .webSocketPingInterval:
            break
        }
    }

    /// A cable that is fixed to the charger is never unlocked there, whatever is wanted.
    private func isReadOnly(_ key: ConfigurationKey) -> Bool {
        key.access == .readOnly || key == .unlockConnectorOnEVSideDisconnect && !type.outlet.hasLock
    }

    /// A key that can only be written is hidden, as if it were unknown.
    private func isReadable(_ key: ConfigurationKey) -> Bool {
        configuration.has(key) && key.access != .writeOnly
    }

    private func value(of key: ConfigurationKey) -> KeyValue {
        KeyValue(
            key: key.name,
            readonly: isReadOnly(key),
            value: configuration.text(of: key)
        )
    }
}
