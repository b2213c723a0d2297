// Requests for new firmware.
extension Charger {
    /// Takes a plain update; nil when the type takes only signed ones.
    ///
    /// The answer has no room for a refusal, so one that cannot be had any more is passed over.
    mutating func updateFirmware(
        _ request: UpdateFirmware,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool? {
        let mustBeSigned = configuration.features.contains(.security)
        guard type.firmwareUpdate.takesUnsigned || !mustBeSigned else { return nil }
        output.result(id, UpdateFirmware.Confirmation())
        guard upkeep.value?.update?.canBeCanceled != false else { return false }
        begin(
            FirmwareUpdate(
                requestID: nil,
                location: request.location,
                retrieveDate: request.retrieveDate,
                retries: Retries(request.retries, every: request.retryInterval)
            ),
            at: now,
            into: &output
        )
        return true
    }

    mutating func updateSignedFirmware(
        _ request: SignedUpdateFirmware,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let status = answer(to: request, at: now)
        output.result(id, SignedUpdateFirmware.Confirmation(status: status))
        switch status {
        case .accepted, .acceptedCanceled: break
        case .rejected: return false
        case .invalidCertificate, .revokedCertificate:
            raise(.invalidFirmwareSigningCertificate, status.rawValue.string, at: now)
            return false
        }
        let firmware = request.firmware
        begin(
            FirmwareUpdate(
                requestID: request.requestId,
                location: firmware.location,
                hasReadableSignature: Base64.decode(firmware.signature.utf8)?.isEmpty == false,
                retrieveDate: firmware.retrieveDateTime,
                installDate: firmware.installDateTime,
                retries: Retries(request.retries, every: request.retryInterval)
            ),
            at: now,
            into: &output
        )
        return true
    }

    /// The certificate is looked at before anything is fetched (L01).
    private func answer(
        to request: SignedUpdateFirmware,
        at now: SimTime
    ) -> SignedUpdateFirmwareStatus {
        switch type.firmwareUpdate.failure {
        case .certificate: return .invalidCertificate
        case .revocation: return .revokedCertificate
        case nil, .download, .signature, .verification, .installation: break
        }
        let chain = Certificate.chain(pem: request.firmware.signingCertificate)
        guard let signer = chain?.first, signer.isValid(at: clock(at: now)) else {
            return .invalidCertificate
        }
        guard let update = upkeep.value?.update, update.phase != .ended else { return .accepted }
        return update.canBeCanceled ? .acceptedCanceled : .rejected
    }
}
