import Foundation
import TestSupport
import Testing

/// Runs against two CSMSs in turn: the command's own, so that all that is asserted is order and count.
@Suite(.serialized) struct `two CSMSs in turn` {
    private let folder: TemporaryFolder
    private let scenario: String

    init() throws {
        folder = try TemporaryFolder()
        scenario = try folder.write(
            """
            seed: 5
            window: 1s
            fleet: [{model: generic-ac, count: 5}]
            csms: {reference: {heartbeat: 1s}}
            load: [{ramp: 1s, to: 100%, name: arriving}, {hold: 3s, name: there}]

            """,
            to: "short.yaml"
        )
    }

    private func server() throws -> (program: Program, url: String) {
        let program = try Program(["serve-csms", scenario, "--listen", "127.0.0.1:0"])
        let said = try program.hear(/listens at (ws:\/\/127\.0\.0\.1:[0-9]+\/)/, "its address")
        return (program, String(said.1))
    }

    /// Ends a server, and gives how many connections it had.
    private func end(_ program: Program) throws -> Int? {
        program.signal(SIGINT)
        let outcome = try program.wait()
        #expect(outcome.status == 0)
        return outcome.output.firstMatch(of: /connections: ([0-9]+)/).flatMap { Int($0.1) }
    }

    @Test func `compare makes runs of both in alternating order, each pair with its seed`() throws {
        let (a, b) = (try server(), try server())
        let outcome = try Program.run([
            "compare", "--run", scenario, "--csms", a.url, "--csms", b.url, "-n", "3", "--out",
            folder.file("made"), "--format", "json", "--incomplete",
        ])
        // Whether the host lets three short runs decide anything is not for this test.
        #expect([0, 1, 3].contains(outcome.status), "\(outcome.errors)")
        let order = outcome.errors.matches(of: /round (\d) of 3: (\S+), seed (\d+)/)
            .map { "\($0.1) \($0.2 == a.url ? "a" : $0.2 == b.url ? "b" : "?") \($0.3)" }
        #expect(order == ["1 a 5", "1 b 5", "2 b 6", "2 a 6", "3 a 7", "3 b 7"])
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        #expect(json is [String: Any])
        for (side, url) in [("base", a.url), ("new", b.url)] {
            let database = folder.file("made-\(side).sqlite")
            let asked = try Program.run(["report", database])
            #expect(asked.output.contains("Against the CSMS at \(url), in real time"))
            #expect(try Program.run(["report", database, "--run", "3"]).status == 0)
            #expect(try Program.run(["report", database, "--run", "4"]).status == 2)
        }
        // Five chargers, three runs of each side.
        #expect(try end(a.program) ?? 0 >= 15)
        #expect(try end(b.program) ?? 0 >= 15)
    }

    @Test func `a night runs both in alternating order and keeps a run of each per seed`() throws {
        let (tested, baseline) = (try server(), try server())
        let suite = try folder.write(
            "name: pair\nruns: 3\nscenarios: [{scenario: short.yaml}]\n",
            to: "suite.yaml"
        )
        let outcome = try Program.run([
            "nightly", suite, "--csms", tested.url, "--baseline", baseline.url, "--label", "1.0",
            "--out", folder.file("out"),
        ])
        // A night that is held against a baseline may alarm in its first night, if the host made it slow.
        #expect([0, 1, 3].contains(outcome.status), "\(outcome.errors)")
        let rounds = outcome.errors.matches(of: /round (\d) of 3: (\S+), seed (\d+)/)
            .map { (round: Int($0.1) ?? 0, side: String($0.2), seed: Int($0.3) ?? 0) }
        #expect([6, 12].contains(rounds.count))
        let expected = ["tested", "baseline", "baseline", "tested", "tested", "baseline"]
        for look in stride(from: 0, to: rounds.count, by: 6) {
            let six = rounds[look..<look + 6]
            #expect(six.map(\.side) == expected)
            #expect(six.map(\.round) == [1, 1, 2, 2, 3, 3])
            let first = six[look].seed
            #expect(six.map(\.seed) == [first, first, first + 1, first + 1, first + 2, first + 2])
        }
        let each = rounds.count / 2
        for side in ["tested", "baseline"] {
            let database = folder.file("suite.history.runs/1/short-\(side).sqlite")
            #expect(try Program.run(["report", database, "--run", "\(each)"]).status == 0)
            #expect(try Program.run(["report", database, "--run", "\(each + 1)"]).status == 2)
        }
        #expect(try folder.read("out/nightly.json").contains("\"label\": \"1.0\""))
        #expect(try end(tested.program) ?? 0 >= 5 * each)
        #expect(try end(baseline.program) ?? 0 >= 5 * each)
    }

    @Test func `a baseline without a CSMS under test is refused`() throws {
        let suite = try folder.write("scenarios: [{scenario: short.yaml}]\n", to: "suite.yaml")
        let outcome = try Program.run(["nightly", suite, "--baseline", "ws://127.0.0.1:1/"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--baseline is held against a --csms, and there is none"))
    }
}
