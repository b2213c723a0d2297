import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// Chargers and a CSMS that speak TLS, each with settings of its own.
enum SecureBench {
    /// Two chargers.
    static let scenario = Scenario.quiet(chargers: 2)
    static let speed = 60.0

    static func identities() throws -> [String] {
        try FleetPlan(scenario).chargers.map(\.identity)
    }

    /// A server that shows a certificate for this machine.
    static func server(of authority: TestAuthority) throws -> TLSSettings {
        var settings = TLSSettings()
        let file = try authority.certify("csms", as: "IP:127.0.0.1")
        settings.certificate = (file, file)
        return settings
    }

    static func client(trusting authority: TestAuthority) -> TLSSettings {
        var settings = TLSSettings()
        settings.authorities = authority.root
        return settings
    }

    /// A run, and what the CSMS saw of it.
    static func run(
        _ scenario: Scenario = scenario,
        server: TLSSettings?,
        client: TLSSettings,
        scheme: String = "wss",
        checksNames: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation,
        until isEnough: @escaping (LiveOutcome) -> Bool
    ) throws -> (live: LiveOutcome, tally: ServerTally) {
        let csms = try LiveCSMS(scenario) {
            $0.tls = server
            $0.checksNames = checksNames
            $0.speed = speed
        }
        let address = csms.url.drop { $0 != ":" }
        var quiet = scenario
        quiet.faults = []
        let live = try LiveOutcome.run(
            quiet,
            url: scheme + address,
            speed: speed,
            tls: client,
            sourceLocation: sourceLocation,
            until: isEnough
        )
        csms.end()
        return (live, csms.tally)
    }
}
