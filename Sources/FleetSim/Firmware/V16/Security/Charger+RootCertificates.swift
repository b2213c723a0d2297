// Root certificates: installed, listed, deleted (M03 to M05).
extension Charger {
    mutating func installCertificate(
        _ request: InstallCertificate,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let status = install(request, at: now)
        output.result(id, InstallCertificate.Confirmation(status: status))
        if status == .rejected, request.certificateType == .centralSystemRoot {
            raise(.invalidCentralSystemCertificate, at: now)
        }
        return status == .accepted
    }

    func getInstalledCertificateIDs(
        _ request: GetInstalledCertificateIds,
        _ id: MessageID,
        into output: inout ChargerOutput
    ) -> Bool {
        let entries = security.value?.roots.entries(of: request.certificateType) ?? []
        output.result(
            id,
            GetInstalledCertificateIds.Confirmation(
                status: entries.isEmpty ? .notFound : .accepted,
                certificateHashData: entries.isEmpty ? nil : entries.map(\.hash)
            )
        )
        return !entries.isEmpty
    }

    mutating func deleteCertificate(
        _ request: DeleteCertificate,
        _ id: MessageID,
        into output: inout ChargerOutput
    ) -> Bool {
        let status = delete(request.certificateHashData)
        output.result(id, DeleteCertificate.Confirmation(status: status))
        return status == .accepted
    }

    private mutating func install(
        _ request: InstallCertificate,
        at now: SimTime
    ) -> InstallCertificateStatus {
        guard let chain = Certificate.chain(pem: request.certificate), chain.count == 1,
            chain[0].isValid(at: clock(at: now))
        else { return .rejected }
        guard type.security.storesCertificates else { return .failed }
        let limit = Int(configuration[.certificateStoreMaxLength])
        let replacesOnly =
            request.certificateType == .centralSystemRoot
            && configuration.isOn(.additionalRootCertificateCheck)
        let admission = changeSecurity {
            $0.roots.admit(
                chain[0],
                as: request.certificateType,
                upTo: limit,
                replacesOnly: replacesOnly
            )
        }
        return admission == .taken ? .accepted : .rejected
    }

    /// Neither the charger's own certificate nor the root that the connection stands on can go.
    private mutating func delete(_ hash: CertificateHashData) -> DeleteCertificateStatus {
        if let own = security.value?.own, hash.names(own) { return .failed }
        guard let roots = security.value?.roots, roots.entry(hash) != nil else { return .notFound }
        let current = roots.entries(of: .centralSystemRoot).last
        let isInUse = current?.hash.isSame(as: hash) ?? false
        guard !isInUse || configuration[.securityProfile] < 2 else { return .failed }
        changeSecurity { $0.roots.remove(hash) }
        return .accepted
    }
}
