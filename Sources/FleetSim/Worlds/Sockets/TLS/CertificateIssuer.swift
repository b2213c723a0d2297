import COpenSSL

/// An authority that certifies chargers as a run begins: each gets a key and a certificate.
final class CertificateIssuer {
    private let authority: ClientCertificate
    private static let lifetime = 365 * 86_400

    /// Reads the authority's certificate and its key from one file of PEM, or the key from another.
    init(file: String, key: String?) throws(TLSSetupError) {
        authority = try ClientCertificate(file: file, key: key)
    }

    /// A certificate whose common name is a charger's identity.
    func certify(_ identity: String) throws(TLSSetupError) -> ClientCertificate {
        var certificate: OpaquePointer?
        var key: OpaquePointer?
        guard
            fleetsim_certify(
                identity,
                authority.certificate,
                authority.key,
                Self.lifetime,
                &certificate,
                &key
            ) == 1, let certificate, let key
        else { throw .last("no certificate can be made for ‘\(identity)’") }
        return try ClientCertificate(taking: certificate, key)
    }
}
