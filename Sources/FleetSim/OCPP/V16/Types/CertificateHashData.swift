/// What names a certificate without showing it, as OCSP does (RFC 6960 §4.1.1).
package struct CertificateHashData: JSONRecord {
    package var hashAlgorithm: HashAlgorithm
    /// Over the issuer’s distinguished name in DER, in hexadecimal.
    package var issuerNameHash: String
    /// Over the value of the issuer’s public key, in hexadecimal.
    package var issuerKeyHash: String
    /// In hexadecimal, without leading zeros.
    package var serialNumber: String

    package init(
        hashAlgorithm: HashAlgorithm,
        issuerNameHash: String,
        issuerKeyHash: String,
        serialNumber: String
    ) {
        self.hashAlgorithm = hashAlgorithm
        self.issuerNameHash = issuerNameHash
        self.issuerKeyHash = issuerKeyHash
        self.serialNumber = serialNumber
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        hashAlgorithm = try members.required("hashAlgorithm")
        issuerNameHash = try members.required("issuerNameHash", upTo: 128)
        issuerKeyHash = try members.required("issuerKeyHash", upTo: 128)
        serialNumber = try members.required("serialNumber", upTo: 40)
    }

    package func write(members: inout JSONWriter) {
        members.member("hashAlgorithm", hashAlgorithm)
        members.member("issuerNameHash", issuerNameHash)
        members.member("issuerKeyHash", issuerKeyHash)
        members.member("serialNumber", serialNumber)
    }
}

/// What the hashes of a certificate were made with.
package enum HashAlgorithm: WireText, WireEnum {
    case sha256 = "SHA256"
    case sha384 = "SHA384"
    case sha512 = "SHA512"
}
