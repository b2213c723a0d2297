// Calls that the CSMS makes: each is answered, then acted upon.
extension Charger {
    mutating func obey(
        _ action: Action,
        id: MessageID,
        payload: inout JSONReader,
        bytes: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        do throws(PayloadError) {
            guard configuration.features.take(action),
                let granted = try answer(action, id, &payload, at: now, into: &output)
            else {
                let detail = "a charger does not take \(action.name)"
                output.error(id, .notSupported, detail)
                output.actions.append(.callError(action, .in, .notSupported, text: detail))
                return count(action, .error, bytes, at: now, into: &output)
            }
            count(action, granted ? .ok : .rejected, bytes, at: now, into: &output)
        } catch {
            output.error(id, error.code, error.detail)
            output.actions.append(.callError(action, .in, error.code, text: error.detail))
            count(action, .error, bytes, at: now, into: &output)
        }
    }

    /// Answers a call for an action that OCPP does not know: NotImplemented is for these, NotSupported for one
    /// that it does and this charger does not (OCPP-J 1.6 §4.2.3).
    func refuse(
        unknown name: JSONText,
        id: MessageID,
        bytes: Int,
        into output: inout ChargerOutput
    ) {
        output.error(id, .notImplemented, "unknown action")
        output.actions.append(.unknownCall(name: name.string, bytes: bytes))
    }

    /// Answers and acts; whether the request was granted, nil for an action that only a CSMS takes.
    private mutating func answer(
        _ action: Action,
        _ id: MessageID,
        _ payload: inout JSONReader,
        at now: SimTime,
        into output: inout ChargerOutput
    ) throws(PayloadError) -> Bool? {
        switch action {
        case .certificateSigned:
            try certificateSigned(CertificateSigned(from: &payload), id, at: now, into: &output)
        case .deleteCertificate:
            try deleteCertificate(DeleteCertificate(from: &payload), id, into: &output)
        case .extendedTriggerMessage:
            try trigger(
                WantedMessage(ExtendedTriggerMessage(from: &payload)),
                id,
                at: now,
                into: &output
            )
        case .getDiagnostics:
            try getDiagnostics(GetDiagnostics(from: &payload), id, at: now, into: &output)
        case .getInstalledCertificateIds:
            try getInstalledCertificateIDs(
                GetInstalledCertificateIds(from: &payload),
                id,
                into: &output
            )
        case .getLog:
            try getLog(GetLog(from: &payload), id, at: now, into: &output)
        case .installCertificate:
            try installCertificate(InstallCertificate(from: &payload), id, at: now, into: &output)
        case .signedUpdateFirmware:
            try updateSignedFirmware(
                SignedUpdateFirmware(from: &payload),
                id,
                at: now,
                into: &output
            )
        case .updateFirmware:
            try updateFirmware(UpdateFirmware(from: &payload), id, at: now, into: &output)
        // Who is given the payload unread asks first whether the profile is supported: a payload that cannot be
        // read is no error of a call that is not.
        case .cancelReservation:
            try cancelReservation(&payload, id, at: now, into: &output)
        case .changeAvailability:
            try changeAvailability(ChangeAvailability(from: &payload), id, at: now, into: &output)
        case .changeConfiguration:
            try changeConfiguration(ChangeConfiguration(from: &payload), id, at: now, into: &output)
        case .clearCache:
            try clearCache(ClearCache(from: &payload), id, into: &output)
        case .clearChargingProfile:
            try takesProfiles
                ? clearChargingProfile(
                    ClearChargingProfile(from: &payload),
                    id,
                    at: now,
                    into: &output
                ) : nil
        case .dataTransfer:
            try transferData(DataTransfer(from: &payload), id, into: &output)
        case .getCompositeSchedule:
            try takesProfiles
                ? getCompositeSchedule(
                    GetCompositeSchedule(from: &payload),
                    id,
                    at: now,
                    into: &output
                ) : nil
        case .getConfiguration:
            try getConfiguration(GetConfiguration(from: &payload), id, into: &output)
        case .getLocalListVersion:
            try tellListVersion(&payload, id, into: &output)
        case .remoteStartTransaction:
            try startRemotely(RemoteStartTransaction(from: &payload), id, at: now, into: &output)
        case .remoteStopTransaction:
            try stopRemotely(RemoteStopTransaction(from: &payload), id, at: now, into: &output)
        case .reserveNow:
            try reserve(&payload, id, at: now, into: &output)
        case .reset:
            try reset(Reset(from: &payload), id, at: now, into: &output)
        case .setChargingProfile:
            try takesProfiles
                ? setChargingProfile(SetChargingProfile(from: &payload), id, at: now, into: &output)
                : nil
        case .sendLocalList:
            try takeList(&payload, id, into: &output)
        case .triggerMessage:
            try trigger(
                WantedMessage(TriggerMessage(from: &payload)),
                id,
                at: now,
                into: &output
            )
        case .unlockConnector:
            try unlock(UnlockConnector(from: &payload), id, at: now, into: &output)
        case .authorize, .bootNotification, .diagnosticsStatusNotification,
            .firmwareStatusNotification, .heartbeat, .logStatusNotification, .meterValues,
            .securityEventNotification, .signCertificate, .signedFirmwareStatusNotification,
            .startTransaction, .statusNotification, .stopTransaction:
            nil
        }
    }

    /// The charger cannot know when the CSMS meant to call, so only the count is kept.
    private func count(
        _ action: Action,
        _ outcome: Outcome,
        _ bytes: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        output.actions.append(
            .measured(
                MeasuredCall(
                    action: action,
                    direction: .in,
                    outcome: outcome,
                    intended: now,
                    sent: nil,
                    ended: now,
                    bytesReceived: bytes
                )
            )
        )
    }
}
