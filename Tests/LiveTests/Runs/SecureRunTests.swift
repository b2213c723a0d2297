import Foundation
import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `live chargers over TLS` {
    private let authority: TestAuthority

    init() throws {
        authority = try TestAuthority()
    }

    /// Both chargers have booted and told the status of charger and connector.
    private func expectAllIsWell(
        server: TLSSettings,
        client: TLSSettings,
        checksNames: Bool = false
    ) throws {
        let run = try SecureBench.run(server: server, client: client, checksNames: checksNames) {
            $0.count(.ok) >= 6
        }
        #expect(run.live.total.connections.opened == 2)
        #expect(run.live.total.notables == [])
        #expect(run.live.unanswered == 0)
        #expect(run.live.sent == run.tally.frames)
        #expect(run.tally.opened == 2 && run.tally.closed == 2)
    }

    @Test(arguments: TLSVersion.allCases)
    func `are counted as they are without`(version: TLSVersion) throws {
        var client = SecureBench.client(trusting: authority)
        (client.lowest, client.highest) = (version, version)
        let server = try SecureBench.server(of: authority)
        try expectAllIsWell(server: server, client: client)
    }

    @Test func `speak to any server when they are not to look at certificates`() throws {
        var server = try SecureBench.server(of: authority)
        let other = try authority.certify("other", as: "DNS:elsewhere.example", isExpired: true)
        server.certificate = (other, other)
        var client = TLSSettings()
        client.verifies = false
        try expectAllIsWell(server: server, client: client)
    }

    @Test(arguments: TLSVersion.allCases)
    func `show one certificate for all`(version: TLSVersion) throws {
        var server = try SecureBench.server(of: authority)
        server.authorities = authority.root
        server.highest = version
        var client = SecureBench.client(trusting: authority)
        let shared = try authority.certify("chargers", as: "DNS:chargers")
        client.certificate = (shared, shared)
        try expectAllIsWell(server: server, client: client)
    }

    @Test func `show each its own certificate, from a folder`() throws {
        var server = try SecureBench.server(of: authority)
        server.authorities = authority.root
        var client = SecureBench.client(trusting: authority)
        client.certificates = authority.path
        let identities = try SecureBench.identities()
        for name in identities { _ = try authority.certify(name, as: "DNS:\(name)") }
        try expectAllIsWell(server: server, client: client)

        // That of the second is by another authority now, and it alone is turned away.
        let unknown = try TestAuthority()
        let folder = try TemporaryFolder()
        let signers = [authority, unknown]
        for (name, signer) in zip(identities, signers) {
            let file = try signer.certify(name, as: "DNS:\(name)")
            _ = try folder.write(
                try String(contentsOfFile: file, encoding: .utf8),
                to: "\(name).pem"
            )
        }
        client.certificates = folder.path
        let run = try withExtendedLifetime(folder) {
            try SecureBench.run(server: server, client: client, until: Self.isHalfIn)
        }
        #expect(run.live.total.connections.opened == 1 && run.tally.opened == 1)
        let refused = run.live.total.notables.filter { $0.kind == "connect-failed" }
        #expect(!refused.isEmpty && refused.allSatisfy { $0.charger == 1 })
        let words = "TLS client certificate: the CSMS refused the client certificate (alert "
        #expect(refused.allSatisfy { $0.detail.hasPrefix(words) }, "\(refused)")
    }

    /// One of the two is in, and the other is turned away.
    private static func isHalfIn(_ live: LiveOutcome) -> Bool {
        live.total.connections.connected == 1 && live.total.connections.failed > 0
    }

    @Test func `get certificates of their own from an authority, each in its name`() throws {
        var server = try SecureBench.server(of: authority)
        server.authorities = authority.root
        var client = SecureBench.client(trusting: authority)
        client.issuer = (authority.root, authority.rootKey)
        try expectAllIsWell(server: server, client: client, checksNames: true)
        let url = "wss://127.0.0.1:1/"
        func refusal(_ issuer: (String, String?)) -> String? {
            client.issuer = issuer
            do {
                let plan = try FleetPlan(SecureBench.scenario)
                _ = try Dialling(plan, url: url, password: nil, tls: client, speed: 1)
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(refusal((authority.root, nil))?.contains("there is no key in") == true)
        #expect(refusal(("/nowhere", nil))?.contains("‘/nowhere’ cannot be read") == true)
    }

    @Test func `are turned away with another's certificate, where names are looked at`() throws {
        var server = try SecureBench.server(of: authority)
        server.authorities = authority.root
        var client = SecureBench.client(trusting: authority)
        let first = try SecureBench.identities()[0]
        let shared = try authority.certify(first, as: "DNS:\(first)")
        client.certificate = (shared, shared)
        let run = try SecureBench.run(
            server: server,
            client: client,
            checksNames: true,
            until: Self.isHalfIn
        )
        #expect(run.live.total.connections.opened == 1 && run.tally.opened == 1)
        let refused = run.live.total.notables.filter { $0.kind == "connect-failed" }
        #expect(!refused.isEmpty && refused.allSatisfy { $0.charger == 1 })
        #expect(refused.allSatisfy { $0.detail.contains("401 Unauthorized") })
    }

    @Test func `are refused before they call where OpenSSL would show none of their certificates`()
        throws
    {
        let folder = try TemporaryFolder()
        let identities = try SecureBench.identities()
        for name in identities {
            let pem = try authority.certify(name, as: "DNS:\(name)")
            let text = try String(contentsOfFile: pem, encoding: .utf8)
            let isWeak = name == identities[1]
            _ = try folder.write(isWeak ? TestAuthority.weak(name) : text, to: "\(name).pem")
        }
        var client = SecureBench.client(trusting: authority)
        client.certificates = folder.path
        let plan = try FleetPlan(SecureBench.scenario)
        let error = #expect(throws: DiallingError.self) {
            let url = "wss://127.0.0.1:1/"
            _ = try Dialling(plan, url: url, password: nil, tls: client, speed: 1)
        }
        let told = error?.description ?? ""
        #expect(told.contains("\(identities[1]).pem’ cannot be used"), "\(told)")
        #expect(told.contains("too small") || told.contains("too weak"), "\(told)")
    }

    @Test func `name the file that is missing, is no certificate or has another's key`() throws {
        let names = try SecureBench.identities()
        let mine = try authority.certify(names[0], as: "DNS:mine")
        var client = SecureBench.client(trusting: authority)
        client.certificates = authority.path
        func refusal() -> String? {
            do {
                let plan = try FleetPlan(SecureBench.scenario)
                let url = "wss://127.0.0.1:1/"
                _ = try Dialling(plan, url: url, password: nil, tls: client, speed: 1)
                return nil
            } catch {
                return "\(error)"
            }
        }
        let file = "\(authority.path)/\(names[1]).pem"
        #expect(refusal()?.contains("‘\(file)’ cannot be read") == true)
        let text = try String(contentsOfFile: mine, encoding: .utf8)
        let lines = text.split(separator: "-----END CERTIFICATE-----\n")
        #expect(mkfifo(file, 0o600) == 0)
        #expect(refusal()?.contains("‘\(file)’ cannot be read: it is not a regular file") == true)
        client.authorities = file
        #expect(refusal()?.contains("it is not a regular file") == true)
        client.authorities = authority.root
        try FileManager.default.removeItem(atPath: file)
        try Self.write("nothing", to: file)
        #expect(refusal()?.contains("there is no certificate in ‘\(file)’") == true)
        try Self.write(lines[0] + "-----END CERTIFICATE-----\n", to: file)
        #expect(refusal()?.contains("there is no key in ‘\(file)’") == true)
        let other = try String(contentsOfFile: authority.certify("x", as: "DNS:x"), encoding: .utf8)
        let otherKey = other.split(separator: "-----END CERTIFICATE-----\n")[1]
        try Self.write(lines[0] + "-----END CERTIFICATE-----\n" + otherKey, to: file)
        #expect(refusal()?.contains("the key in ‘\(file)’ is another's") == true)
        try Self.write(text, to: file)
        #expect(refusal() == nil)
    }

    private static func write(_ text: some StringProtocol, to file: String) throws {
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    @Test(arguments: TLSVersion.allCases, [true, false])
    func `that were cut off go on with their sessions, if they are to`(
        version: TLSVersion,
        resumes: Bool
    ) throws {
        var scenario = SecureBench.scenario
        // Again and again, for who knows when the chargers are there to be cut off.
        scenario.faults = (1...1_000).map { number in
            FaultSpec(at: .seconds(30 * number), kind: .csmsRestart(down: .seconds(1)))
        }
        var server = try SecureBench.server(of: authority)
        server.authorities = authority.root
        var client = SecureBench.client(trusting: authority)
        let shared = try authority.certify("chargers", as: "DNS:chargers")
        client.certificate = (shared, shared)
        client.highest = version
        client.resumes = resumes
        let run = try SecureBench.run(scenario, server: server, client: client) { live in
            live.total.connections.opened >= 4 && (!resumes || live.resumed >= 2)
        }
        #expect(resumes ? run.live.resumed >= 2 : run.live.resumed == 0)
        // On a slow machine one is cut off between its handshake and its upgrade.
        let connections = run.live.total.connections
        let attempts = connections.opened + connections.failed + connections.connecting
        #expect(run.live.resumed <= attempts - 2, "no charger begins with an old session")
    }
}
