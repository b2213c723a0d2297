import Foundation
import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `a fleet out of lists` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func scenario(_ text: String, _ files: [String: String] = [:]) throws -> Scenario {
        for (name, text) in files { _ = try folder.write(text, to: name) }
        return try ScenarioFile.load(path: try folder.write(text, to: "s.yaml")).scenario
    }

    /// What `export` writes of a scenario.
    private func lists(_ scenario: Scenario) throws -> [String: String] {
        let plan = try FleetPlan(scenario)
        let (chargers, kinds) = plan.listedChargers
        return [
            "chargers.csv": WrittenLists.chargers(chargers, kinds: kinds, withPasswords: true),
            "tokens.csv": WrittenLists.tokens(plan.listedTokens),
        ]
    }

    private static let busy = """
        seed: 5
        duration: 4h
        faults: [{at: 1h, kind: csms-restart, down: 1m}, {kind: card-byte-order, share: 20%}]
        """

    /// Two kinds of site, with all that a column can say.
    private static let original = """
        \(busy)
        csms:
          reference:
            tags: {count: 30, blocked: 20%, expired: 10%, grouped: 50%}
            commands: [{action: RemoteStartTransaction, at: 30m}, {action: SendLocalList, at: 20m, type: Full, entries: 9}]
        fleet:
          - site: depot
            count: 3
            chargers:
              - {model: wallbox-commander-2, count: 2, network: wifi, drop_outs: true, identification: [rfid, pin]}
              - model: {like: generic-ac, current: 20A, phases: 1, firmware: "1, \\"2\\""}
                count: 2
                current_limit: 16A
                powered_at: 5m
                setup: {identity: "X{n:03}", user: "X{n:03}", password: geheim}
                configuration: {HeartbeatInterval: 700, AuthorizationKey: "0102030405060708"}
            arrivals: {per_day: 60}
            power: {limit: 63A}
          - {site: home, model: myenergi-zappi, count: 4, arrivals: {per_day: 30, strangers: 10%}}
        """

    private static let again = """
        \(busy)
        csms:
          reference:
            commands: [{action: RemoteStartTransaction, at: 30m}, {action: SendLocalList, at: 20m, type: Full, entries: 9}]
        chargers: {file: chargers.csv}
        tokens: {file: tokens.csv}
        fleet:
          - {site: "depot-*", arrivals: {per_day: 60}, power: {limit: 63A}}
          - {site: "home-*", arrivals: {per_day: 30, strangers: 10%}}
        """

    @Test func `that was exported is the same fleet and the same run, to the byte`() throws {
        let original = try scenario(Self.original)
        let lists = try lists(original)
        let again = try scenario(Self.again, lists)
        #expect(try FleetPlan(again).chargers == FleetPlan(original).chargers)
        #expect(try self.lists(again) == lists)
        let (first, second) = (try original.simulated(), try again.simulated())
        #expect(first.result.fingerprint == second.result.fingerprint)
        #expect(first.sessions == second.sessions)
        #expect(!first.sessions.isEmpty)
    }

    @Test func `is split over shards like any other`() throws {
        let again = try scenario(Self.again, try lists(try scenario(Self.original)))
        let whole = try again.simulated(SimulationOptions(threads: 1))
        let split = try again.simulated(SimulationOptions(threads: 3))
        #expect(whole.result == split.result)
    }

    @Test func `writes what a cell has to have in quotation marks`() throws {
        let original = try scenario(
            """
            fleet:
              - site: "a;b"
                model: {like: generic-ac, vendor: "[x]", model: "~"}
                setup: {identity: "#1, \\"x\\" ${e}"}
                configuration: {ChargeProfile: "{x}"}
                green: {mode: eco, boosts: {from: "22:30", until: "05:00"}, minimum_green_level: 40%}
                power: {limit: 20A}
            """.replacing("configuration: {ChargeProfile: \"{x}\"}\n", with: "network: mobile\n")
                .replacing("${e}", with: "$${e}")
        )
        let lists = try lists(original)
        let again = try scenario(
            "chargers: {file: chargers.csv}\nfleet: [{site: \"a;b\", power: {limit: 20A}}]",
            lists
        )
        let kinds = [original, again].map { $0.fleet[0].chargers[0] }
        #expect(kinds[0].model == kinds[1].model)
        #expect(kinds[0].green == kinds[1].green)
        #expect(kinds[0].network == kinds[1].network)
        #expect(try FleetPlan(again).chargers == FleetPlan(original).chargers)
    }

    @Test func `leaves passwords out unless they are asked for, and writes where they come from`()
        throws
    {
        let scenario = try ScenarioFile.load(
            path: try folder.write(
                "fleet: [{chargers: {file: c.csv, model: generic-ac, setup: {user: u, password: pw0}}}]",
                to: "s.yaml"
            ).onceWritten(
                "identity,password\nA,plain1\nB,{env: PW}\nC,\n",
                to: folder.file("c.csv")
            ),
            environment: Environment { _ in "of the environment" }
        ).scenario
        let (chargers, kinds) = try FleetPlan(scenario).listedChargers
        let without = WrittenLists.chargers(chargers, kinds: kinds, withPasswords: false)
        #expect(without.contains("{env: PW}"))
        for secret in ["plain1", "pw0", "of the environment"] {
            #expect(!without.contains(secret))
        }
        #expect(WrittenLists.hidesPasswords(chargers, kinds: kinds))
        let with = WrittenLists.chargers(chargers, kinds: kinds, withPasswords: true)
        #expect(with.contains("plain1") && with.contains("pw0"))
        #expect(!with.contains("of the environment"))
    }

    @Test func `has no two chargers of one name, of whichever lists they are`() throws {
        let twice = try scenario(
            """
            fleet:
              - {site: a, chargers: {file: a.csv, model: generic-ac}}
              - {site: b, chargers: {file: b.csv, model: generic-ac}}
              - {site: c, model: generic-ac}
            """,
            ["a.csv": "identity\nA\nB\n", "b.csv": "identity\nB\nCP000005\n"]
        )
        #expect(
            throws: FleetProblems(lines: [
                "fleet.1.chargers.0: two chargers are called ‘B’, at a and at b",
                "fleet.2.chargers.0: two chargers are called ‘CP000005’, at b and at c",
            ])
        ) { try FleetPlan(twice) }
    }

    @Test func `has drivers with its tokens, in the shares that are asked for`() throws {
        let scenario = try scenario(
            """
            seed: 3
            duration: 24h
            tokens: {file: tokens.csv, blocked: 25%, unknown: 25%}
            fleet: [{site: s, count: 10, model: generic-ac, arrivals: {per_day: 40, patience: 5h}}]
            """,
            [
                "tokens.csv": """
                token,status,group,share
                good1,accepted,family,
                good2,accepted,family,
                bad,blocked,,
                late,expired,,0%
                new,unknown,,
                """
            ]
        )
        let run = try scenario.simulated()
        var counts: [String: Int] = [:]
        for session in run.sessions { counts[session.tag ?? "", default: 0] += 1 }
        let all = run.sessions.count
        #expect(Set(counts.keys) == ["good1", "good2", "bad", "new"])
        for (token, share) in [("good1", 0.25), ("good2", 0.25), ("bad", 0.25), ("new", 0.25)] {
            let own = Double(counts[token] ?? 0)
            // Four standard deviations of a binomial count.
            let spread = 4 * (Double(all) * share * (1 - share)).squareRoot()
            #expect(abs(own - Double(all) * share) < spread, "\(token): \(own) of \(all)")
        }
        let refused = run.sessions.filter { ["bad", "new"].contains($0.tag ?? "") }
        #expect(refused.allSatisfy { $0.deliveredMilliwattHours == 0 })
    }

    @Test func `is known to the reference CSMS with its statuses and groups`() throws {
        let tags = try FleetPlan(
            try scenario(
                "tokens: {file: t.csv}\nfleet: [{model: generic-ac}]",
                [
                    "t.csv": """
                    token,status,group
                    A1,,G
                    B1,blocked,
                    C1,expired,H
                    D1,unknown,
                    """
                ]
            )
        ).tagList
        func info(_ text: String) throws -> IdTagInfo {
            tags.info(of: IdToken(try #require(Token(text))))
        }
        #expect(try info("a1").status == .accepted)
        #expect(try info("A1").parentIdTag?.text == "G")
        #expect(try info("B1").status == .blocked)
        #expect(try info("C1").parentIdTag?.text == "H")
        #expect(try info("D1").status == .invalid)
        #expect(try info("E1").status == .invalid)
        #expect(tags.count == 4)
    }
}

extension String {
    /// The same path, with a file beside it.
    fileprivate func onceWritten(_ text: String, to path: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return self
    }
}
