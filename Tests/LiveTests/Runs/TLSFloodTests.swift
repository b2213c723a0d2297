import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// Peers that keep TLS busy and send no data: OpenSSL reads on for as long as such records come.
@Suite struct `a peer that goes on and on with TLS` {
    private let authority: TestAuthority
    private static let words = "TLS: the peer sent more than 256 KiB of handshakes, new keys or"

    init() throws {
        authority = try TestAuthority()
    }

    private func run(
        calling url: String,
        until isEnough: @escaping (LiveOutcome) -> Bool
    ) throws -> LiveOutcome {
        try LiveOutcome.run(
            SecureBench.scenario,
            url: url,
            speed: SecureBench.speed,
            tls: SecureBench.client(trusting: authority),
            farewell: .milliseconds(100),
            until: isEnough
        )
    }

    @Test(arguments: ["keys", "answered-keys", "tickets", "handshakes"])
    func `as a CSMS is cut off and told, and the run ends`(mode: String) throws {
        let file = try authority.certify("csms", as: "IP:127.0.0.1")
        let csms = try PythonConversation(
            script: "Tests/Oracles/tls_flood.py",
            arguments: ["serve", mode, file]
        )
        let port = try csms.hear()
        let live = try run(calling: "wss://127.0.0.1:\(port)/ocpp") { live in
            live.details("link-fault").count { $0.hasPrefix(Self.words) } >= 2
        }
        #expect(live.details("link-fault").allSatisfy { $0.hasPrefix(Self.words) })
        #expect(live.total.connections.opened >= 2)
    }

    @Test func `before its handshake is done is cut off and told, and the run ends`() throws {
        // A record of TLS 1.2 full of requests to say hello, which a client passes over.
        let record: [UInt8] = [0x16, 3, 3, 0x40, 0] + Array(repeating: 0, count: 0x4000)
        let csms = try StubCSMS { line in
            try line.hearBytes()
            while true { try line.say(record) }
        }
        let live = try run(calling: "wss" + csms.url.dropFirst(2)) { live in
            live.total.connections.failed >= 4
        }
        csms.end()
        let told = live.details("connect-failed")
        #expect(!told.isEmpty && told.allSatisfy { $0.hasPrefix(Self.words) }, "\(told)")
        #expect(live.total.connections.opened == 0)
    }

    @Test(arguments: ["keys", "answered-keys"])
    func `as a charger is cut off, and the server ends`(mode: String) throws {
        let settings = try SecureBench.server(of: authority)
        let csms = try LiveCSMS(SecureBench.scenario) { $0.tls = settings }
        let port = csms.url.dropFirst("wss://127.0.0.1:".count).prefix { $0 != "/" }
        let charger = try PythonConversation(
            script: "Tests/Oracles/tls_flood.py",
            arguments: ["call", mode, String(port)]
        )
        #expect(try charger.hear() == "cut")
        csms.end()
        #expect(csms.tally.opened == 1 && csms.tally.closed == 1)
    }
}
