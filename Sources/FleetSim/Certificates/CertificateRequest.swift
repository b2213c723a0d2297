/// A request for a charger's certificate (PKCS #10, RFC 2986), made of a name and random bytes.
///
/// It is well-formed, and every reader finds in it an RSA key of 2048 bits. But there is no private
/// key behind that one, since a simulation signs nothing: a peer that verifies the request's own
/// signature refuses it.
enum CertificateRequest {
    private static let keyBytes = 256
    /// 65537, as everybody's.
    private static let exponent: [UInt8] = [1, 0, 1]

    static func pem(organization: String, commonName: String, key: inout RandomStream) -> String {
        let body = DERWriter.sequence(
            DERWriter.integer([0]),
            DistinguishedName.der(organization: organization, commonName: commonName),
            publicKey(&key),
            DERWriter.emptyField(0)
        )
        let request = DERWriter.sequence(
            body,
            DERWriter.sequence(DERWriter.oid(ObjectID.sha256WithRSA), DERWriter.null),
            DERWriter.bitString(bytes(&key))
        )
        return PEM.armour(request, as: "CERTIFICATE REQUEST")
    }

    private static func publicKey(_ key: inout RandomStream) -> [UInt8] {
        var modulus = bytes(&key)
        // A modulus of full length, and odd as a product of odd primes is.
        modulus[0] |= 0x80
        modulus[keyBytes - 1] |= 1
        let numbers = DERWriter.sequence(
            DERWriter.integer(modulus),
            DERWriter.integer(exponent)
        )
        return DERWriter.sequence(
            DERWriter.sequence(DERWriter.oid(ObjectID.rsaEncryption), DERWriter.null),
            DERWriter.bitString(numbers)
        )
    }

    private static func bytes(_ stream: inout RandomStream) -> [UInt8] {
        (0..<keyBytes).map { _ in UInt8(truncatingIfNeeded: stream.next() >> 56) }
    }
}
