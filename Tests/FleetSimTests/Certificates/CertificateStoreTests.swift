import Testing

@testable import FleetSim

@Suite struct `a certificate store` {
    private func admit(
        _ name: String,
        to store: inout CertificateStore,
        as use: CertificateUse = .centralSystemRoot,
        upTo limit: Int = 9,
        replacesOnly: Bool = false
    ) throws -> CertificateStore.Admission {
        store.admit(
            try CertificateFixture.certificate(name),
            as: use,
            upTo: limit,
            replacesOnly: replacesOnly
        )
    }

    @Test func `takes what is issued by itself or by what it has, and each thing once`() throws {
        var store = CertificateStore()
        let tooEarly = try admit("next-root", to: &store)
        let admissions = try ["root", "next-root", "root"].map { try admit($0, to: &store) }
        #expect(tooEarly == .untrusted)
        #expect(admissions == [.taken, .taken, .taken])
        #expect(
            store.entries.map(\.certificate.subject.commonName) == ["Virtual Root", "Next Root"]
        )
    }

    @Test func `has room for a number of certificates`() throws {
        var store = CertificateStore()
        let first = try admit("root", to: &store, upTo: 1)
        let second = try admit("other-root", to: &store, upTo: 1)
        #expect([first, second] == [.taken, .noRoom])
    }

    @Test func `replaces a root only by one that it issued, and keeps one to fall back to`() throws
    {
        var store = CertificateStore()
        let first = try admit("root", to: &store, replacesOnly: true)
        let unknown = try admit("other-root", to: &store, replacesOnly: true)
        let successor = try admit("next-root", to: &store, replacesOnly: true)
        #expect([first, unknown, successor] == [.taken, .untrusted, .taken])
        #expect(store.entries.count == 2)
        store.dropFallbacks(of: .centralSystemRoot)
        #expect(store.entries.map(\.certificate.subject.commonName) == ["Next Root"])
    }

    @Test func `finds a certificate by its hashes in either case`() throws {
        var store = CertificateStore()
        _ = try admit("root", to: &store)
        _ = try admit("root", to: &store, as: .manufacturerRoot)
        var hash = try #require(store.entries.first?.hash)
        hash.issuerNameHash = hash.issuerNameHash.uppercased()
        #expect(store.entry(hash) != nil)
        hash.hashAlgorithm = .sha512
        #expect(store.entry(hash) == nil)
    }
}
