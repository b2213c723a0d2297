extension CertificateHashData {
    /// What names a certificate, with SHA-256: the only algorithm that chargers here compute.
    init(_ certificate: Certificate, issuer: Certificate) {
        self.init(
            hashAlgorithm: .sha256,
            issuerNameHash: Self.hexadecimal(SHA256.digest(certificate.issuer.der)),
            issuerKeyHash: Self.hexadecimal(SHA256.digest(issuer.publicKey)),
            serialNumber: Self.serialText(certificate)
        )
    }

    /// Digits of hexadecimal numbers may be of either case.
    func isSame(as other: CertificateHashData) -> Bool {
        hashAlgorithm == other.hashAlgorithm && isOfSameIssue(as: other)
            && issuerKeyHash.lowercased() == other.issuerKeyHash.lowercased()
    }

    /// Whether it names this certificate, as far as can be told without its issuer's key.
    func names(_ certificate: Certificate) -> Bool {
        let nameHash = Self.hexadecimal(SHA256.digest(certificate.issuer.der))
        return hashAlgorithm == .sha256 && issuerNameHash.lowercased() == nameHash
            && serialNumber.lowercased() == Self.serialText(certificate)
    }

    private func isOfSameIssue(as other: CertificateHashData) -> Bool {
        issuerNameHash.lowercased() == other.issuerNameHash.lowercased()
            && serialNumber.lowercased() == other.serialNumber.lowercased()
    }

    /// The serial number's digits without leading zeros, and at least one.
    private static func serialText(_ certificate: Certificate) -> String {
        let digits = hexadecimal(certificate.serialNumber).drop { $0 == "0" }
        return digits.isEmpty ? "0" : String(digits)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
