/// The root certificates that a charger trusts, in the order they came.
struct CertificateStore {
    struct Entry {
        let use: CertificateUse
        let certificate: Certificate
        let hash: CertificateHashData
    }

    /// What becomes of a certificate that is to be trusted.
    enum Admission {
        case taken
        /// No trusted issuer has issued it, or a root that is there has not.
        case untrusted
        case noRoom
    }

    private(set) var entries: [Entry] = []

    func entries(of use: CertificateUse) -> [Entry] { entries.filter { $0.use == use } }

    /// Takes a certificate in if there is room and, with `replacesOnly`, if the root in use issued it.
    mutating func admit(
        _ certificate: Certificate,
        as use: CertificateUse,
        upTo limit: Int,
        replacesOnly: Bool
    ) -> Admission {
        guard let issuer = issuer(of: certificate) else { return .untrusted }
        let hash = CertificateHashData(certificate, issuer: issuer)
        guard !entries.contains(where: { $0.use == use && $0.hash == hash }) else { return .taken }
        let old = entries(of: use).last?.certificate
        if replacesOnly, let old {
            guard certificate.issuer == old.subject else { return .untrusted }
            // One root and the one before it, to fall back to, are all there may be.
            dropFallbacks(of: use)
        }
        guard entries.count < limit else { return .noRoom }
        entries.append(Entry(use: use, certificate: certificate, hash: hash))
        assert(entries.count <= limit, "no more certificates than there is room for")
        return .taken
    }

    /// Forgets all of a use but the last.
    mutating func dropFallbacks(of use: CertificateUse) {
        guard let last = entries.lastIndex(where: { $0.use == use }) else { return }
        entries = entries.indices.filter { entries[$0].use != use || $0 == last }.map {
            entries[$0]
        }
    }

    func entry(_ hash: CertificateHashData) -> Entry? {
        entries.first { $0.hash.isSame(as: hash) }
    }

    mutating func remove(_ hash: CertificateHashData) {
        entries.removeAll { $0.hash.isSame(as: hash) }
    }

    private func issuer(of certificate: Certificate) -> Certificate? {
        certificate.isSelfIssued
            ? certificate
            : entries.last { $0.certificate.subject == certificate.issuer }?.certificate
    }
}
