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
        scheme: String = "wss",
        until isEnough: @escaping (LiveOutcome) -> Bool = { $0.total.connections.failed >= 4 }
    ) throws {
        let run = try SecureBench.run(
            server: server,
            client: client,
            scheme: scheme,
            until: isEnough
        )
        let told = run.live.details("connect-failed")
        #expect(!told.isEmpty)
        #expect(told.allSatisfy { detail in causes.contains { detail.hasPrefix($0) } }, "\(told)")
        #expect(run.live.total.connections.opened == 0 && run.tally.opened == 0)
    }

    @Test func `for the CSMS has another's name`() throws {
        var server = server
        let other = try authority.certify("other", as: "DNS:elsewhere.example")
        server.certificate = (other, other)
        try expect(["TLS name: "], server: server, client: client)
    }

    @Test func `for the authority is not known`() throws {
        let unknown = try TestAuthority()
        let client = SecureBench.client(trusting: unknown)
        try withExtendedLifetime(unknown) {
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

    @Test(arguments: TLSVersion.allCases)
    func `for the chargers have no certificate`(version: TLSVersion) throws {
        var server = server
        server.authorities = authority.root
        server.highest = version
        let alert =
            switch version {
            case .v12: "40, handshake failure"
            case .v13: "116, certificate required"
            }
        let words = "the CSMS wants a client certificate and got none (alert \(alert))"
        try expect(["TLS client certificate: " + words], server: server, client: client)
    }

    @Test(arguments: TLSVersion.allCases)
    func `for another authority signed the chargers`(version: TLSVersion) throws {
        var (server, client) = (server, client)
        server.authorities = authority.root
        server.highest = version
        let unknown = try TestAuthority()
        let strange = try unknown.certify("strange", as: "DNS:strange")
        client.certificate = (strange, strange)
        try withExtendedLifetime(unknown) {
            let words = "the CSMS refused the client certificate (alert 48, unknown ca)"
            try expect(["TLS client certificate: " + words], server: server, client: client)
        }
    }

    @Test(arguments: TLSVersion.allCases)
    func `for OpenSSL's server refuses the chargers' certificate, with an alert that is quoted`(
        version: TLSVersion
    ) throws {
        let old = try authority.certify("old-charger", as: "DNS:old", isExpired: true)
        var client = client
        client.certificate = (old, old)
        let csms = try OpenSSLServer(
            server.certificate?.chain ?? "",
            "-Verify",
            "1",
            "-verify_return_error",
            "-CAfile",
            authority.root,
            version == .v12 ? "-tls1_2" : "-tls1_3"
        )
        let told = try run(calling: "wss://127.0.0.1:\(csms.port)/ocpp", client)
        let cause =
            "TLS client certificate: the CSMS refused the client certificate"
            + " (alert 45, certificate expired)"
        #expect(told.allSatisfy { $0.hasPrefix(cause) }, "\(told)")
    }

    @Test func `for the chargers have no certificate, and the server sends no alert`() throws {
        let csms = try PythonConversation(
            script: "Tests/Oracles/mute_tls.py",
            arguments: [server.certificate?.chain ?? ""]
        )
        let told = try run(calling: "wss://127.0.0.1:\(csms.hear())/ocpp", client)
        let cause = "the peer hung up instead of answering the upgrade: perhaps it wants a client"
        #expect(told.allSatisfy { $0.hasPrefix(cause) }, "\(told)")
        try csms.say("end")
    }

    @Test func `for the chargers speak plainly to it`() throws {
        // What hangs up on them without a word is first looked at.
        let causes = ["the peer hung up instead of answering", "the port speaks TLS: use wss://"]
        try expect(causes, server: server, client: TLSSettings(), scheme: "ws") { live in
            live.details("connect-failed").contains(causes[1])
        }
    }

    @Test func `for the chargers speak plainly to OpenSSL's server`() throws {
        let csms = try OpenSSLServer(server.certificate?.chain ?? "")
        let url = "ws://127.0.0.1:\(csms.port)/ocpp"
        let told = try run(calling: url, TLSSettings()) { live in
            live.details("connect-failed").contains { $0.hasPrefix("the port speaks TLS") }
        }
        #expect(told.contains { $0.hasPrefix("the port speaks TLS: use wss://") }, "\(told)")
    }

    @Test(arguments: [
        // An alert, as several libraries of TLS send it; the words of nginx, of Go and of Apache.
        "\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}\u{46}",
        "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n<html>\r\n<head><title>400 The plain HTTP"
            + " request was sent to HTTPS port</title></head>",
        "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n",
        "HTTP/1.1 400 Bad Request\r\n\r\nYou're speaking plain HTTP to an SSL-enabled server port.",
    ])
    func `for the chargers speak plainly to what says so`(answer: String) throws {
        let csms = try StubCSMS { line in
            _ = try line.hearRequest()
            try line.say(answer)
        }
        let told = try run(calling: csms.url, TLSSettings())
        csms.end()
        #expect(told.allSatisfy { $0.hasPrefix("the port speaks TLS: use wss://") }, "\(told)")
    }

    @Test func `for a bad request is no word about TLS`() throws {
        let csms = try StubCSMS { line in
            _ = try line.hearRequest()
            try line.say("HTTP/1.1 400 Bad Request\r\n\r\nno such tenant")
        }
        let told = try run(calling: csms.url, TLSSettings())
        csms.end()
        #expect(told.allSatisfy { $0.hasPrefix("the CSMS answered 400 Bad Request") }, "\(told)")
    }

    @Test func `for the CSMS speaks plainly`() throws {
        try expect(["the port does not speak TLS: use ws://"], server: nil, client: client)
    }

    /// What two chargers are told by a peer that refuses every connection.
    private func run(
        calling url: String,
        _ client: TLSSettings,
        until isEnough: @escaping (LiveOutcome) -> Bool = { $0.total.connections.failed >= 4 }
    ) throws -> [String] {
        let live = try LiveOutcome.run(
            SecureBench.scenario,
            url: url,
            speed: SecureBench.speed,
            tls: client,
            until: isEnough
        )
        #expect(live.total.connections.opened == 0)
        let told = live.details("connect-failed")
        #expect(!told.isEmpty)
        return told
    }
}
