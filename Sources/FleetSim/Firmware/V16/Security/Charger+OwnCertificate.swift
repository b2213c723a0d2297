// The charger's own certificate: asked for, received, renewed (A02, A03).
extension Charger {
    /// So long before the end a certificate is renewed: a month.
    private static let renewalLead: SimDuration = .seconds(30 * 86_400)

    /// Asks for a certificate for a new key; false without the operator's name to put into it.
    mutating func requestCertificate(at now: SimTime) -> Bool {
        guard !configuration.text(of: .cpoName).isEmpty else { return false }
        let number = changeSecurity { security in
            security.keyPairs += 1
            return security.keyPairs
        }
        outbox.append(.signCertificate(keyPair: number), at: now)
        return true
    }

    /// The request for a key pair; the same number always has the same key.
    func signingRequest(keyPair: UInt64) -> String {
        var key = RandomStream(seed: UInt64(serial), entity: keyPair, purpose: .keyPair)
        return CertificateRequest.pem(
            organization: configuration.text(of: .cpoName),
            commonName: serialText,
            key: &key
        )
    }

    mutating func certificateSigned(
        _ request: CertificateSigned,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let limit = Int(configuration[.certificateSignedMaxChainSize])
        let chain =
            request.certificateChain.utf8.count <= limit
            ? Certificate.chain(pem: request.certificateChain) : nil
        guard let own = chain?.first, isOurs(own, at: now) else {
            output.result(id, CertificateSigned.Confirmation(status: .rejected))
            raise(.invalidChargePointCertificate, at: now)
            return false
        }
        output.result(id, CertificateSigned.Confirmation(status: .accepted))
        changeSecurity { $0.own = own }
        scheduleRenewal(of: own, at: now, into: &output)
        if configuration[.securityProfile] == 3 { connectAnewSoon(at: now, into: &output) }
        return true
    }

    /// Asks for a new certificate since the old one nears its end; once only, whatever comes of it.
    mutating func renewCertificate(at now: SimTime, into output: inout ChargerOutput) {
        guard canReport else {
            return set(.renewal, at: now + .seconds(3_600), into: &output)
        }
        if !requestCertificate(at: now) {
            output.actions.append(
                .notable(kind: "no-renewal", detail: "CpoName is not set")
            )
        }
    }

    /// Whether a certificate can be used, now or later, and is made out to this charger.
    private func isOurs(_ certificate: Certificate, at now: SimTime) -> Bool {
        let operatorName = configuration.text(of: .cpoName)
        let organization = certificate.subject.organization ?? ""
        return certificate.notBefore < certificate.notAfter
            && certificate.notAfter > clock(at: now)
            && certificate.subject.commonName == serialText
            && (operatorName.isEmpty || organization.contains(operatorName))
    }

    /// A short-lived certificate is renewed at half its time, so that none asks for the next at once.
    private mutating func scheduleRenewal(
        of certificate: Certificate,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let end = moment(of: certificate.notAfter)
        assert(end > now, "a certificate that was taken has time left")
        let half = SimDuration(nanoseconds: (end - now).nanoseconds / 2)
        set(.renewal, at: max(end - Self.renewalLead, now + half), into: &output)
    }
}
