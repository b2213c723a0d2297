/// The name of a certificate's issuer or subject.
struct DistinguishedName: Equatable {
    /// As it stands in the certificate, which is what names are compared and hashed by.
    let der: [UInt8]
    private(set) var commonName: String?
    private(set) var organization: String?

    /// Takes the name that comes next.
    init?(from reader: inout DERReader) {
        guard let der = reader.takeWhole(DERReader.Tag.sequence) else { return nil }
        self.der = der
        var outer = DERReader(der)
        guard var names = outer.enter(DERReader.Tag.sequence) else { return nil }
        while !names.isAtEnd {
            guard var relative = names.enter(DERReader.Tag.set) else { return nil }
            while !relative.isAtEnd {
                guard var attribute = relative.enter(DERReader.Tag.sequence),
                    let type = attribute.take(DERReader.Tag.oid), let tag = attribute.next,
                    let text = attribute.take(tag)
                else { return nil }
                note(type, String(decoding: text, as: UTF8.self))
            }
        }
    }

    /// A name of an organization and what is called so in it.
    static func der(organization: String, commonName: String) -> [UInt8] {
        DERWriter.sequence(
            attribute(ObjectID.organization, organization),
            attribute(ObjectID.commonName, commonName)
        )
    }

    private mutating func note(_ type: [UInt8], _ text: String) {
        switch type {
        case ObjectID.commonName: commonName = text
        case ObjectID.organization: organization = text
        default: break
        }
    }

    private static func attribute(_ type: [UInt8], _ text: String) -> [UInt8] {
        DERWriter.set(DERWriter.sequence(DERWriter.oid(type), DERWriter.utf8String(text)))
    }
}

/// Object identifiers as they are encoded.
enum ObjectID {
    /// Arc 2.5.4.3.
    static let commonName: [UInt8] = [0x55, 0x04, 0x03]
    /// Arc 2.5.4.10.
    static let organization: [UInt8] = [0x55, 0x04, 0x0A]
    /// Arc 1.2.840.113549.1.1.1.
    static let rsaEncryption: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    /// Arc 1.2.840.113549.1.1.11.
    static let sha256WithRSA: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]
}
