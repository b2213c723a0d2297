import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `a TLS handshake that fails` {
    private let authority: TestAuthority
    private let server: TLSSettings
    private let client: TLSSettings

    init() throws {
        authority = try TestAuthority()
        server = try SecureBench.server(of: authority)
        client = SecureBench.client(trusting: authority)
    }

    private func expect(
        _ causes: [String],
        server: TLSSettings?,
        client: TLSSettings,
        scheme: String = "wss"
    ) throws {
        let run = try SecureBench.run(server: server, client: client, scheme: scheme)
        let told = run.live.details("connect-failed")
        #expect(!told.isEmpty)
        #expect(told.allSatisfy { detail in causes.contains { detail.hasPrefix($0) } }, "\(told)")
        #expect(run.live.total.connections.opened == 0 && run.tally.opened == 0)
        #expect(run.live.total.connections.failed >= 4)
        #expect(run.live.result.status == .complete)
    }

    @Test func `for the CSMS has another's name`() throws {
        var server = server
        let other = try authority.certify("other", as: "DNS:elsewhere.example")
        server.certificate = (other, other)
        try expect(["TLS name: "], server: server, client: client)
    }

    @Test func `for nobody knows the authority`() throws {
        let stranger = try TestAuthority()
        let client = SecureBench.client(trusting: stranger)
        try withExtendedLifetime(stranger) {
            try expect(["TLS chain: "], server: server, client: client)
        }
    }

    @Test func `for the certificate has expired`() throws {
        var server = server
        let old = try authority.certify("old", as: "IP:127.0.0.1", isExpired: true)
        server.certificate = (old, old)
        try expect(["TLS expiry: "], server: server, client: client)
    }

    @Test func `for the CSMS wants a newer version`() throws {
        var (server, client) = (server, client)
        (server.lowest, client.highest) = (.v13, .v12)
        try expect(["TLS protocol: "], server: server, client: client)
    }

    @Test func `for the chargers want a newer version`() throws {
        var (server, client) = (server, client)
        (server.highest, client.lowest) = (.v12, .v13)
        try expect(["TLS protocol: "], server: server, client: client)
    }

    @Test(arguments: TLSSettings.Version.allCases)
    func `for the chargers have no certificate`(version: TLSSettings.Version) throws {
        var server = server
        server.authorities = authority.root
        server.highest = version
        try expect(["TLS client certificate: "], server: server, client: client)
    }

    @Test(arguments: TLSSettings.Version.allCases)
    func `for the chargers' certificate is by a stranger`(version: TLSSettings.Version) throws {
        var (server, client) = (server, client)
        server.authorities = authority.root
        server.highest = version
        let stranger = try TestAuthority()
        let strange = try stranger.certify("strange", as: "DNS:strange")
        client.certificate = (strange, strange)
        try withExtendedLifetime(stranger) {
            try expect(["TLS client certificate: "], server: server, client: client)
        }
    }

    @Test func `for the chargers speak plainly to it`() throws {
        let causes = [
            "the peer hung up instead of answering", "the CSMS answered the upgrade wrongly",
        ]
        try expect(causes, server: server, client: TLSSettings(), scheme: "ws")
    }

    @Test func `for the CSMS speaks plainly`() throws {
        try expect(["TLS protocol: the peer does not speak it"], server: nil, client: client)
    }
}
