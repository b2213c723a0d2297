import Foundation
import TestSupport
import Testing

@Suite struct `fleetsim capacity` {
    /// Four workers that need a second for a call on average.
    private static let scenario = """
        name: queue
        csms:
          reference:
            service_time: {law: exponential, mean: 1s}
            workers: 4
            heartbeat: 900s
        fleet:
          - site: home
            count: 400
            chargers: [{model: generic-ac}]
            arrivals: {per_day: 0}
        thresholds: [calls.latency p99 < 10s]

        """

    /// The load at which 1 % of the calls of M/M/4 takes longer than a bound, by Erlang's formula.
    private static func truth(bound: Double) -> Double {
        func beyond(_ offered: Double) -> Double {
            var blocking = 1.0
            for servers in 1...4 {
                blocking = offered * blocking / (Double(servers) + offered * blocking)
            }
            let waiting = blocking / (1 - offered / 4 * (1 - blocking))
            let rest = 3 - offered
            let line = (1 - exp(-rest * bound)) / rest
            return exp(-bound) * (1 + waiting * line)
        }
        var (low, high) = (0.1, 3.9999)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if abs(middle - 3) < 1e-9 || beyond(middle) > 0.01 {
                high = middle
            } else {
                low = middle
            }
        }
        return low
    }

    private func search(_ options: [String] = [], in folder: TemporaryFolder) throws
        -> Program.Outcome
    {
        let file = try folder.write(Self.scenario, to: "queue.yaml")
        return try Program.run(
            ["capacity", file, "--out", folder.file("capacity.sqlite")] + options
        )
    }

    private struct Report: Decodable {
        struct Capacity: Decodable {
            struct Answer: Decodable {
                var estimate: Double?
                var low: Double?
                var high: Double?
                var threshold: String?
                var comes_back: Bool?
            }

            struct Trial: Decodable {
                var load: Double
                var verdict: String
                var measured_us: Int
            }

            var answer: Answer?
            var trials: [Trial]
        }

        var capacity: Capacity
    }

    private func report(_ text: String) throws -> Report.Capacity {
        try JSONDecoder().decode(Report.self, from: Data(text.utf8)).capacity
    }

    @Test func `finds what queueing theory says, in twelve trials`() throws {
        let folder = try TemporaryFolder()
        let outcome = try search(["--format", "json"], in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        let capacity = try report(outcome.output)
        let answer = try #require(capacity.answer)
        // One call each in 900 s.
        let truth = Self.truth(bound: 10) * 900
        let estimate = try #require(answer.estimate)
        #expect(abs(estimate / truth - 1) < 0.05, "\(estimate), and theory says \(truth)")
        #expect(capacity.trials.count <= 12)
        #expect(answer.threshold == "calls.latency p99 < 10s")
        #expect(answer.comes_back == true)
    }

    @Test func `prints what docs/capacity.md shows`() throws {
        let page = Program.root.appendingPathComponent("docs/capacity.md")
        let lines = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
        let start = try #require(lines.firstIndex(of: "<!-- capacity -->"))
        let block = lines[(start + 2)...].prefix { $0 != "```" }
        let command = try #require(block.first)
        #expect(command.hasPrefix("$ fleetsim capacity "))
        let folder = try TemporaryFolder()
        let words = command.split(separator: " ").dropFirst(2).map(String.init)
        let run = try Program.run(words + ["--out", folder.file("capacity.sqlite")])
        try #require(run.status == 0, "\(run.errors)")
        var rest = run.output.components(separatedBy: "\n")[...]
        for line in block.dropFirst() where line != "…" {
            let index = try #require(rest.firstIndex(of: line), "not printed: \(line)")
            rest = rest[(index + 1)...]
        }
    }

    @Test func `goes on where it was interrupted, and comes to the same`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.scenario, to: "queue.yaml")
        let words = ["capacity", file, "--most", "3000", "--out"]
        let program = try Program(words + [folder.file("broken.sqlite")])
        try program.wait(until: "the second trial") { try program.said.contains("trial 2: ") }
        program.signal(SIGINT)
        let broken = try program.wait()
        // It may have been over before it heard.
        try #require([0, 130].contains(broken.status), "\(broken.errors)")
        let again = try Program.run(words + [folder.file("broken.sqlite")])
        let whole = try Program.run(words + [folder.file("whole.sqlite")])
        #expect(again.status == 0 && whole.status == 0, "\(again.errors)")
        func fingerprint(_ outcome: Program.Outcome) -> Substring? {
            outcome.output.firstMatch(of: /fingerprint ([0-9a-f]{16})/)?.1
        }
        #expect(fingerprint(again) != nil)
        #expect(fingerprint(again) == fingerprint(whole))
    }

    @Test func `of chargers in a list tries no more than these`() throws {
        let folder = try TemporaryFolder()
        let list = "identity,site,model,count\nCP-{n:03},home,generic-ac,40\n"
        _ = try folder.write(list, to: "list.csv")
        let parts = Self.scenario.split(separator: "fleet:")
        let listed = parts[0] + "chargers: {file: list.csv}\nthresholds: [calls.failed < 50%]\n"
        let file = try folder.write(String(listed), to: "listed.yaml")
        let outcome = try Program.run(
            ["capacity", file, "--format", "json", "--out", folder.file("capacity.sqlite")]
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        let capacity = try report(outcome.output)
        #expect(capacity.answer?.low == 40 && capacity.trials.map(\.load) == [40])
    }

    @Test func `is a gate that what is kept passes`() throws {
        let folder = try TemporaryFolder()
        // The first trial is the most that may be tried: one is enough to tell.
        let outcome = try search(
            ["--most", "400", "--from", "400", "--at-least", "400"],
            in: folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("Capacity at least 400 chargers: no more was tried."))
    }

    @Test func `is a gate that what is not kept fails`() throws {
        let folder = try TemporaryFolder()
        let outcome = try search(
            [
                "--most", "400", "--from", "400", "--at-least", "400", "--set",
                "thresholds.0=calls.latency p99 < 1us",
            ],
            in: folder
        )
        #expect(outcome.status == 1, "\(outcome.errors)")
        #expect(outcome.output.contains("The 400 chargers asked for are not reached."))
    }

    @Test func `is a gate by what was asked for, though no number of chargers comes to it`() throws
    {
        let folder = try TemporaryFolder()
        let outcome = try search(
            ["--axis", "reconnects", "--most", "0.7", "--from", "0.7", "--at-least", "0.7"],
            in: folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("The 0.700 reconnects/s asked for are reached."))
    }

    /// Takes the answer of the last search away, as if it had been interrupted.
    private func takeAnswer(of folder: TemporaryFolder, _ more: String...) throws {
        let (status, said) = try Python.run(
            script: "Tests/Oracles/sql.py",
            arguments: [folder.file("capacity.sqlite"), "UPDATE capacity SET answer = NULL"] + more
        )
        #expect(status == 0, "\(said)")
    }

    private static let one = ["--most", "400", "--from", "400", "--format", "json"]

    @Test func `goes on with trials that were measured as long, and with no other`() throws {
        let folder = try TemporaryFolder()
        func seconds(_ options: [String]) throws -> [Int] {
            let outcome = try search(Self.one + options, in: folder)
            try #require(outcome.status == 0, "\(outcome.errors)")
            return try report(outcome.output).trials.map { $0.measured_us / 1_000_000 }
        }
        #expect(try seconds(["--measure", "2h"]) == [7_200])
        try takeAnswer(of: folder)
        #expect(try seconds(["--measure", "1h"]) == [3_600])
        try takeAnswer(of: folder, "UPDATE trial SET figures = json_set(figures, '$.seed', 5)")
        let again = try search(Self.one + ["--measure", "1h"], in: folder)
        #expect(again.output.contains("\"seed\": 5"), "what was measured alike is taken")
    }

    @Test func `plays a trial again that was not believed before`() throws {
        let folder = try TemporaryFolder()
        #expect(try search(Self.one, in: folder).status == 0)
        try takeAnswer(
            of: folder,
            """
            UPDATE trial SET verdict = 'untrusted',
                figures = json_set(figures, '$.verdict', 'untrusted', '$.reason', 'late')
            """
        )
        let outcome = try search(Self.one, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try report(outcome.output).trials.map(\.verdict) == ["passed"])
    }

    @Test func `believes no trial in which no call was made that a threshold is about`() throws {
        let folder = try TemporaryFolder()
        let outcome = try search(
            ["--most", "4", "--from", "4", "--measure", "1s"],
            in: folder
        )
        #expect(outcome.status == 3, "\(outcome.output)")
        #expect(
            outcome.errors.contains(
                "in the 1 s that were measured there was no call that a threshold is about"
            ),
            "\(outcome.errors)"
        )
    }

    @Test(arguments: ["latency p99 < 10000000000000s", "latency mean < 1000000000000d"])
    func `takes a bound of any size`(bound: String) throws {
        let folder = try TemporaryFolder()
        let options = ["--measure", "2h", "--set", "thresholds.0=calls.\(bound)"]
        let outcome = try search(Self.one + options, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(arguments: [
        (["--csms", "ws://csms.example/"], "say --yes"),
        (["--csms", "ws://127.0.0.1.example.com/"], "say --yes"),
        (["--axis", "sideways"], "--axis takes one of chargers, rate, reconnects, backlog"),
        (["--at-least", "-4"], "--at-least takes a number above 0"),
        (["--most", "1e99"], "--most takes a number above 0"),
        (["--most", "500", "--at-least", "501"], "beyond the most that is tried, 500 chargers"),
        (["--at-least", "3000000"], "beyond the most that is tried, 2,000,000 chargers"),
        (
            ["--set", "fleet.0.chargers.0.count=3", "--most", "1000", "--at-least", "1000"],
            "beyond the most that is tried, 999 chargers"
        ),
        (["--from", "500", "--most", "100"], "--from 500 is not between the least and the most"),
        (["--measure", "soon"], "--measure takes a time"),
        (["--drain", "0s"], "--drain takes a time"),
        (["--set", "csms=none"], "has no CSMS"),
    ])
    func `refuses what it cannot or must not do before any trial`(
        options: [String],
        message: String
    ) throws {
        let folder = try TemporaryFolder()
        let outcome = try search(options, in: folder)
        #expect(outcome.status == 2, "\(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("capacity.sqlite")))
    }

    @Test func `ends with 3 where the CSMS is never reached`() throws {
        let folder = try TemporaryFolder()
        let outcome = try search(
            ["--csms", "ws://127.0.0.1:1/", "--from", "4", "--measure", "1s"],
            in: folder
        )
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("the CSMS was never reached"), "\(outcome.errors)")
    }

    @Test(arguments: ["rate", "reconnects"])
    func `tries a CSMS in real time`(axis: String) throws {
        let folder = try TemporaryFolder()
        let server = try Program(["serve-csms", "--listen", "127.0.0.1:0"])
        let port = try server.hear(/ws:\/\/127\.0\.0\.1:(\d+)\//, "the address").1
        defer { server.signal(SIGTERM) }
        let outcome = try search(
            [
                "--csms", "ws://127.0.0.1:\(port)/", "--axis", axis, "--from", "5", "--most", "5",
                "--measure", "4s", "--set", "fleet.0.count=20", "--set", "trust.share=100%",
                "--set", "thresholds.0=calls.latency p99 < 600s", "--format", "json",
            ],
            in: folder
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        let capacity = try report(outcome.output)
        #expect(capacity.trials.map(\.verdict) == ["passed"])
        #expect(try #require(capacity.answer?.low) > 4)
    }
}
