import TestSupport
import Testing

@testable import FleetSim

@Suite struct `certificates` {
    @Test func `say who they are, who issued them and how long they count`() throws {
        let root = try CertificateFixture.certificate("root")
        #expect(root.isSelfIssued)
        #expect(root.subject.commonName == "Virtual Root")
        #expect(root.subject.organization == "Virtual CPO")
        #expect(root.notBefore == DateTime("2025-01-01T00:00:00Z"))
        #expect(root.notAfter == DateTime("2060-01-01T00:00:00Z"))
        let charger = try CertificateFixture.certificate("charger")
        #expect(!charger.isSelfIssued)
        #expect(charger.issuer == root.subject)
        #expect(charger.subject.commonName == "00000007")
        #expect(charger.isValid(at: DateTime(unixMilliseconds: 1_772_409_600_000)))
        #expect(!charger.isValid(at: DateTime(unixMilliseconds: 1_972_409_600_000)))
    }

    @Test func `have the hashes that OpenSSL's OCSP client sends`() throws {
        let issuers = ["other-root": "other-root"]
        let lines = try CertificateFixture.hashes()
        #expect(lines.count == 4)
        for line in lines {
            let issuer = try CertificateFixture.certificate(issuers[line[0]] ?? "root")
            let certificate = try CertificateFixture.certificate(line[0])
            let hash = CertificateHashData(certificate, issuer: issuer)
            #expect(hash.issuerNameHash == line[1])
            #expect(hash.issuerKeyHash == line[2])
            // OCPP wants no leading zeros, which OpenSSL prints.
            #expect(hash.serialNumber == String(line[3].drop { $0 == "0" }))
        }
    }

    @Test func `come in chains, the leaf first`() throws {
        let text = try CertificateFixture.pem("charger") + CertificateFixture.pem("root")
        let chain = try #require(Certificate.chain(pem: "a line before\r\n" + text))
        #expect(chain.map(\.subject.commonName) == ["00000007", "Virtual Root"])
    }

    @Test(arguments: [
        "", "PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMP////8=\n-----END CERTIFICATE-----",
    ])
    func `are nothing when they cannot be read`(text: String) {
        #expect(Certificate.chain(pem: text) == nil)
    }

    @Test(arguments: UInt64(1)...20)
    func `do not trap however damaged`(seed: UInt64) throws {
        var random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        let text = try CertificateFixture.pem("next-root")
        let sound = try #require(PEM.blocks("CERTIFICATE", in: text)?.first)
        for _ in 0..<500 {
            var damaged = sound
            for _ in 0...random.below(3) {
                damaged[Int(random.below(200))] = UInt8(random.below(256))
            }
            if random.chance(0.3) { damaged = Array(damaged.prefix(Int(random.below(300)))) }
            let read = Certificate(der: damaged)
            if let read { #expect(read.serialNumber.count <= 20) }
        }
    }

    @Test func `are asked for with a request that OpenSSL can read`() throws {
        var key = RandomStream(seed: 7, entity: 1, purpose: .keyPair)
        let request = CertificateRequest.pem(
            organization: "Ladesäule & Söhne",
            commonName: "00000007",
            key: &key
        )
        #expect(request.utf8.count <= 5_500)
        let said = try OpenSSL.run(
            ["req", "-noout", "-text", "-nameopt", "utf8,sep_comma_plus"],
            input: request
        )
        #expect(said.contains("Subject: O=Ladesäule & Söhne,CN=00000007"), "\(said)")
        #expect(said.contains("Public-Key: (2048 bit)"), "\(said)")
        #expect(said.contains("Signature Algorithm: sha256WithRSAEncryption"), "\(said)")
    }
}
