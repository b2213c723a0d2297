extension Command {
    /// Writes the call; false when there is nothing to ask this station for.
    func write(_ at: CommandCircumstances, into writer: inout FrameWriter) -> Bool {
        let id = at.id
        switch self {
        case .cancelReservation:
            guard let held = at.station.ledger.reservations.last else { return false }
            writer.call(id, CancelReservation(reservationId: held.id))
        case .changeAvailability(let connector, let type):
            writer.call(id, ChangeAvailability(connectorId: connector, type: type))
        case .changeConfiguration(let key, let value):
            writer.call(id, ChangeConfiguration(key: key, value: value))
        case .clearCache:
            writer.call(id, ClearCache())
        case .clearChargingProfile(let request):
            writer.call(id, request)
        case .dataTransfer(let vendor, let data):
            writer.call(id, DataTransfer(vendorId: vendor, data: data))
        case .getCompositeSchedule(let request):
            writer.call(id, request)
        case .getConfiguration(let key):
            writer.call(id, GetConfiguration(key: key.map { [$0] }))
        case .getLocalListVersion:
            writer.call(id, GetLocalListVersion())
        case .remoteStart(let connector, let tag, let profile):
            writer.call(
                id,
                RemoteStartTransaction(
                    idTag: tag ?? at.tag,
                    connectorId: connector,
                    chargingProfile: profile?.profile(at: at.now, transaction: nil)
                )
            )
        case .remoteStop(let connector):
            guard let running = at.station.running(at: connector) else { return false }
            writer.call(id, RemoteStopTransaction(transactionId: running.id))
        case .reserve(let connector, let lasts):
            writer.call(
                id,
                ReserveNow(
                    connectorId: connector,
                    expiryDate: at.later(by: lasts),
                    idTag: at.tag,
                    parentIdTag: at.tags.info(of: at.tag).parentIdTag,
                    reservationId: at.newID
                )
            )
        case .reset(let type):
            writer.call(id, Reset(type: type))
        case .sendLocalList(let type, let entries):
            writer.call(id, at.list(type, entries: entries))
        case .setChargingProfile(let connector, let template):
            return set(template, at: connector, at, into: &writer)
        case .trigger(let message, let connector):
            writer.call(id, TriggerMessage(requestedMessage: message, connectorId: connector))
        case .unlock(let connector):
            writer.call(id, UnlockConnector(connectorId: connector))
        case .certificateSigned, .deleteCertificate, .extendedTrigger, .getDiagnostics,
            .getInstalledCertificates, .getLog, .installCertificate, .signedUpdate, .update:
            return writeUpkeep(at, into: &writer)
        }
        return true
    }

    /// A profile for a transaction needs one.
    private func set(
        _ template: ProfileTemplate,
        at connector: Int,
        _ at: CommandCircumstances,
        into writer: inout FrameWriter
    ) -> Bool {
        let running = at.station.running(at: connector == 0 ? nil : connector)
        guard !template.isForTransaction || running != nil else { return false }
        writer.call(
            at.id,
            SetChargingProfile(
                connectorId: template.isForTransaction
                    ? running?.connector ?? connector : connector,
                csChargingProfiles: template.profile(at: at.now, transaction: running?.id)
            )
        )
        return true
    }

    /// Firmware, logs and certificates.
    private func writeUpkeep(_ at: CommandCircumstances, into writer: inout FrameWriter) -> Bool {
        let id = at.id
        switch self {
        case .certificateSigned(let chain):
            writer.call(id, CertificateSigned(certificateChain: chain))
        case .deleteCertificate:
            guard let known = at.station.ledger.certificates.last else { return false }
            writer.call(id, DeleteCertificate(certificateHashData: known))
        case .extendedTrigger(let message, let connector):
            writer.call(
                id,
                ExtendedTriggerMessage(requestedMessage: message, connectorId: connector)
            )
        case .getDiagnostics(let location):
            writer.call(id, GetDiagnostics(location: location))
        case .getInstalledCertificates(let type):
            writer.call(id, GetInstalledCertificateIds(certificateType: type))
        case .getLog(let type, let location):
            writer.call(
                id,
                GetLog(
                    log: GetLog.Log(remoteLocation: location),
                    logType: type,
                    requestId: at.newID
                )
            )
        case .installCertificate(let type, let certificate):
            writer.call(
                id,
                InstallCertificate(certificateType: type, certificate: certificate)
            )
        case .signedUpdate(let location, let certificate, let signature):
            writer.call(
                id,
                SignedUpdateFirmware(
                    requestId: at.newID,
                    firmware: SignedUpdateFirmware.Firmware(
                        location: location,
                        retrieveDateTime: at.now,
                        signingCertificate: certificate,
                        signature: signature
                    )
                )
            )
        case .update(let location):
            writer.call(id, UpdateFirmware(location: location, retrieveDate: at.now))
        default: return false
        }
        return true
    }
}

extension CommandCircumstances {
    /// The first of the CSMS's tags; a differential list brings one more each time.
    fileprivate func list(_ type: UpdateType, entries: Int) -> SendLocalList {
        let version = station.ledger.nextListVersion
        let numbers =
            type == .full
            ? 0..<min(entries, tags.count)
            : version % tags.count..<version % tags.count + 1
        return SendLocalList(
            listVersion: version,
            localAuthorizationList: numbers.map { number in
                let tag = tags.tag(number)
                return AuthorizationData(
                    idTag: tag,
                    idTagInfo: tags.info(of: tag)
                )
            },
            updateType: type
        )
    }
}
