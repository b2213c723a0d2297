/// What a charger reads of an X.509 certificate (RFC 5280 §4.1).
///
/// Signatures are not verified: that takes a crypto library, which a simulation can do without.
struct Certificate: Equatable {
    /// The serial number's bytes, from the highest on, without leading zeros.
    let serialNumber: [UInt8]
    let issuer: DistinguishedName
    let subject: DistinguishedName
    let notBefore: DateTime
    let notAfter: DateTime
    /// The value of the subject's public key: the bit string without tag, length and unused bits.
    let publicKey: [UInt8]

    /// RFC 5280 §4.1.2.2.
    private static let longestSerialNumber = 20

    init?(der: [UInt8]) {
        var file = DERReader(der)
        guard var certificate = file.enter(DERReader.Tag.sequence), file.isAtEnd,
            var body = certificate.enter(DERReader.Tag.sequence)
        else { return nil }
        if body.next == DERReader.Tag.version { _ = body.skip() }
        guard let serial = body.take(DERReader.Tag.integer), !serial.isEmpty,
            body.enter(DERReader.Tag.sequence) != nil,
            let issuer = DistinguishedName(from: &body),
            var validity = body.enter(DERReader.Tag.sequence),
            let notBefore = Self.time(&validity), let notAfter = Self.time(&validity),
            let subject = DistinguishedName(from: &body),
            var keyInfo = body.enter(DERReader.Tag.sequence),
            keyInfo.enter(DERReader.Tag.sequence) != nil,
            let key = keyInfo.take(DERReader.Tag.bitString), !key.isEmpty
        else { return nil }
        serialNumber = Array(serial.drop { $0 == 0 })
        guard serialNumber.count <= Self.longestSerialNumber else { return nil }
        self.issuer = issuer
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        publicKey = Array(key.dropFirst())
    }

    /// The certificates of a chain in PEM, the leaf first; nothing unless all can be read.
    static func chain(pem: String) -> [Certificate]? {
        guard let blocks = PEM.blocks("CERTIFICATE", in: pem), !blocks.isEmpty else { return nil }
        let chain = blocks.compactMap(Certificate.init(der:))
        return chain.count == blocks.count ? chain : nil
    }

    var isSelfIssued: Bool { issuer.der == subject.der }

    func isValid(at moment: DateTime) -> Bool { notBefore <= moment && moment <= notAfter }

    /// A time with two digits for the year, or with four.
    private static func time(_ reader: inout DERReader) -> DateTime? {
        let isShort = reader.next == DERReader.Tag.utcTime
        let tag = isShort ? DERReader.Tag.utcTime : DERReader.Tag.generalizedTime
        guard let text = reader.take(tag), text.last == UInt8(ascii: "Z"),
            text.count == (isShort ? 13 : 15)
        else { return nil }
        let digits = text.dropLast().map { $0.digit }
        guard digits.allSatisfy({ $0 < 10 }) else { return nil }
        var pairs = stride(from: 0, to: digits.count, by: 2).map {
            Int(digits[$0]) * 10 + Int(digits[$0 + 1])
        }
        // Two digits stand for the years from 1950 to 2049 (RFC 5280 §4.1.2.5.1).
        let century = isShort ? (pairs[0] < 50 ? 20 : 19) : pairs.removeFirst()
        assert(pairs.count == 6, "what is left of either form are year to second, two digits each")
        guard
            let date = CalendarDate(year: century * 100 + pairs[0], month: pairs[1], day: pairs[2]),
            pairs[3] < 24, pairs[4] < 60, pairs[5] < 60
        else { return nil }
        let seconds = ((date.daysSince1970 * 24 + pairs[3]) * 60 + pairs[4]) * 60 + pairs[5]
        return DateTime(unixMilliseconds: Int64(seconds) * 1_000)
    }
}
