import Foundation
import TestSupport
import Testing

@Suite struct `nights on the command line` {
    private let folder: TemporaryFolder
    private let suite: String

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.write(
            """
            fleet: [{model: generic-ac, count: 20}]
            duration: 1h
            csms: {reference: {service_time: 8ms, heartbeat: 30s}}

            """,
            to: "day.yaml"
        )
        suite = try folder.write(
            """
            name: depot
            keep_databases: 2
            scenarios:
              - scenario: day.yaml

            """,
            to: "suite.yaml"
        )
    }

    private func night(_ label: String, _ time: String) throws -> Program.Outcome {
        try Program.run([
            "nightly", suite, "--label", label, "--out", folder.file("out"), "--github",
            "--set", "csms.reference.service_time=\(time)",
        ])
    }

    @Test func `8 ms, then 10 ms: found; 8 ms again: not`() throws {
        for number in 1...4 {
            let outcome = try night("1.\(number)", "8ms")
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        }
        let slow = try night("1.5", "10ms")
        #expect(slow.status == 1, "\(slow.output)\(slow.errors)")
        #expect(slow.errors.contains("day: something looks different; running again"))
        #expect(
            slow.output.contains("Worse since 1.5 (last good: 1.4): response time p50 of ‘day’ +")
        )
        #expect(slow.output.contains("::error title=depot::Worse since 1.5"))
        #expect(try folder.read("out/nightly.xml").contains("failures=\"2\""))
        #expect(try folder.read("out/nightly.html").contains("✗</span>Regression"))
        #expect(try folder.read("out/nightly.json").contains("\"ending\": \"regression\""))
        let still = try night("1.6", "10ms")
        #expect(still.status == 1)
        #expect(still.output.contains("Still worse, since 1.5"))
        let again = try night("1.7", "8ms")
        #expect(again.status == 0, "\(again.output)")
        #expect(again.output.contains("No longer worse: response time p50 of ‘day’"))
        #expect(try night("1.8", "8ms").status == 0)
        // Run databases of two nights are left, and each night had seeds of its own.
        let kept = try FileManager.default.contentsOfDirectory(
            atPath: folder.file("suite.history.runs")
        )
        #expect(kept.sorted() == ["7", "8"])

        let csv = folder.file("history.csv")
        #expect(try Program.run(["nightly", suite, "--export", csv]).status == 0)
        let rows = try folder.read("history.csv").split(separator: "\r\n")
        #expect(rows.count == 9)
        #expect(rows[0] == "time,commit,day.failed,day.p50,day.p99,day.throughput")
    }

    @Test func `what is accepted is the new level`() throws {
        for number in 1...3 { #expect(try night("1.\(number)", "8ms").status == 0) }
        #expect(try night("1.4", "10ms").status == 1)
        let accepted = try Program.run(["nightly", suite, "--accept"])
        #expect(accepted.output.contains("accepted 2 levels"), "\(accepted.output)")
        #expect(try night("1.5", "10ms").status == 0)
    }

    /// A suite of one scenario, with keys of its own, whose threshold no run keeps.
    private func strict(_ keys: String = "") throws -> String {
        _ = try folder.write(
            """
            fleet: [{model: generic-ac, count: 20}]
            duration: 1h
            csms: {reference: {service_time: 8ms, heartbeat: 30s}}
            thresholds: [heartbeat.latency p99 < 5ms, heartbeat.latency p50 < 1h]

            """,
            to: "strict.yaml"
        )
        return try folder.write(
            "name: depot\nruns: 3\n\(keys)scenarios: [{scenario: strict.yaml}]\n",
            to: "strict-suite.yaml"
        )
    }

    @Test func `a threshold that runs miss makes the night fail, and every form names it`() throws {
        let outcome = try Program.run([
            "nightly", try strict(), "--out", folder.file("out"), "--github",
        ])
        #expect(outcome.status == 1, "\(outcome.output)\(outcome.errors)")
        let told =
            "strict: heartbeat.latency p99 < 5ms failed in 3 of 3 runs; at worst measured "
        #expect(outcome.output.contains("- \(told)"), "\(outcome.output)")
        #expect(outcome.output.contains("Failed: 1 of "))
        #expect(outcome.output.contains("::error title=depot::\(told)"))
        #expect(try folder.read("out/nightly.md").contains(told))
        let xml = try folder.read("out/nightly.xml")
        #expect(xml.contains("name=\"heartbeat.latency p50 &lt; 1h\" time=\"0\"/>"), "\(xml)")
        #expect(xml.contains("failures=\"1\"") && xml.contains("<failure type=\"threshold\""))
        #expect(try folder.read("out/nightly.html").contains("<section class=\"verdict bad\""))
        let json = try folder.read("out/nightly.json")
        #expect(json.contains("\"ending\": \"failed\"") && json.contains("\"failures\": 3"))
    }

    @Test func `a suite may have thresholds told only`() throws {
        let suite = try strict("thresholds: report\n")
        let outcome = try Program.run(["nightly", suite, "--out", folder.file("out")])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("heartbeat.latency p99 < 5ms failed in 3 of 3 runs"))
        #expect(try folder.read("out/nightly.xml").contains("failures=\"0\""))
        let wrong = try Program.run(["nightly", try strict("thresholds: ignore\n")])
        #expect(wrong.status == 2)
    }

    @Test func `a CSMS that is not there is told without the name of the program`() throws {
        _ = try folder.write(
            "fleet: [{model: generic-ac, count: 2}]\nload: [{step: 100%, hold: 2s}]\n",
            to: "short.yaml"
        )
        let suite = try folder.write(
            "runs: 3\ncsms: ws://127.0.0.1:1/\nscenarios: [{scenario: short.yaml}]\n",
            to: "short-suite.yaml"
        )
        let outcome = try Program.run(["nightly", suite])
        #expect(outcome.status == 3)
        #expect(
            outcome.output.contains(
                "- short: tested: the run is unreachable: the CSMS was never reached"
            ),
            "\(outcome.output)"
        )
    }

    @Test func `no file is replaced that a night did not write, and the history by nothing`()
        throws
    {
        let suite = try strict()
        let history = folder.file("strict-suite.history.sqlite")
        let nightly = ["nightly", suite]
        #expect(try Program.run(nightly).status == 1)
        let before = try Data(contentsOf: URL(fileURLWithPath: history))
        for (arguments, why) in [
            (["--export", history, "--force"], "is never replaced by it"),
            (["--export", suite, "--force"], "is never replaced by it"),
            (["--history", history, "--export", history], "is never replaced by it"),
            (["--export", folder.file("day.yaml")], "is no history in CSV, and is replaced only"),
            (["--export", folder.file("a/history.csv")], "cannot write"),
        ] {
            let outcome = try Program.run(nightly + arguments)
            #expect(outcome.status == (why == "cannot write" ? 3 : 2), "\(arguments)")
            #expect(outcome.errors.contains(why), "\(outcome.errors)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: history)) == before)
        let csv = nightly + ["--export", folder.file("history.csv")]
        for _ in 0..<2 { #expect(try Program.run(csv).status == 0) }
    }

    @Test(arguments: [
        (["--accept", "--export", "history.csv"], "--accept runs no night, and --export"),
        (["--accept", "--out", "report"], "--accept runs no night, and --out"),
        (["--export", "history.csv", "--label", "v2"], "--export runs no night, and --label"),
    ])
    func `what is for a night is refused where none is run`(
        options: [String],
        why: String
    ) throws {
        let outcome = try Program.run(["nightly", try strict()] + options)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(why), "\(outcome.errors)")
    }

    @Test func `where it is told to is tried before the first run`() throws {
        let suite = try strict()
        try FileManager.default.createDirectory(
            atPath: folder.file("taken"),
            withIntermediateDirectories: false
        )
        _ = try folder.write("Dear friend\n", to: "taken/nightly.md")
        for (path, why) in [
            ("/proc/nights", "cannot make the folder"), (folder.file("a/b"), "there is no"),
            (folder.file("taken"), "is no report of a night in Markdown"),
        ] {
            let outcome = try Program.run(["nightly", suite, "--out", path])
            #expect(outcome.status == 2, "\(outcome.errors)")
            #expect(outcome.errors.contains(why), "\(outcome.errors)")
            #expect(!outcome.errors.contains("round 1"))
        }
        let history = folder.file("strict-suite.history.sqlite")
        #expect(!FileManager.default.fileExists(atPath: history))
        let label = String(repeating: "v", count: 101)
        let long = try Program.run(["nightly", suite, "--label", label])
        #expect(long.status == 2 && long.errors.contains("--label takes up to 100 characters"))
        let garbage = folder.file("taken/nightly.md")
        let foreign = try Program.run(["nightly", suite, "--history", garbage])
        #expect(foreign.status == 2)
        #expect(foreign.errors.contains("not a history database of FleetSim"), "\(foreign.errors)")
    }

    @Test func `mistakes of a suite are told all at once, with their places`() throws {
        let bad = try folder.write(
            """
            runs: 2
            florr: 5%
            baseline: ws://b/
            metrics: [p99, Hartbeat.p50]
            scenarios:
              - {scenario: day.yaml}
              - {scenario: day.yaml}

            """,
            to: "bad.yaml"
        )
        let outcome = try Program.run(["nightly", bad])
        #expect(outcome.status == 2)
        for line in [
            "bad.yaml:1:7: ‘2’ is not a whole number from 3 to 100",
            "bad.yaml:2:1: unknown key ‘florr’, did you mean ‘floor’?",
            "bad.yaml:3:11: a baseline is held against a ‘csms’, and there is none",
            "bad.yaml:4:16: there is no action ‘Hartbeat’, did you mean ‘Heartbeat’?",
            "two scenarios are called ‘day’, give one of them a ‘name’",
        ] {
            #expect(outcome.errors.contains(line), "\(outcome.errors)")
        }
    }

    @Test func `a scenario that is not good costs no night`() throws {
        let bad = try folder.write("scenarios: [{scenario: nowhere.yaml}]\n", to: "bad.yaml")
        let outcome = try Program.run(["nightly", bad])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("nowhere.yaml"), "\(outcome.errors)")
        let history = folder.file("bad.history.sqlite")
        #expect(!FileManager.default.fileExists(atPath: history))
    }
}

@Suite struct `ready files for nights` {
    @Test func `are read by what would run them, and use options that there are`() throws {
        let read = try Python.run(
            script: "Tests/Oracles/ready_files.py",
            arguments: [Program.root.appendingPathComponent("docs/nightly.md").path]
        )
        #expect(read.status == 0, "\(read.output)")
        let options = read.output.split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(options.contains("--label") && options.contains("--out"))
        let help = try Program.run(["nightly", "--help"]).output
        for option in options { #expect(help.contains("\n  \(option) "), "\(option)") }
    }

    @Test(arguments: ["compare", "nightly"])
    func `every option of the help is told of in the documents`(command: String) throws {
        let help = try Program.run([command, "--help"]).output
        let file = command == "compare" ? "docs/comparing.md" : "docs/nightly.md"
        let document = try String(
            contentsOf: Program.root.appendingPathComponent(file),
            encoding: .utf8
        )
        // What every command takes is told in docs/commands.md.
        let known: Set = ["--seed", "--set", "--color", "--help"]
        for option in help.matches(of: /\n  (--?[a-z]+)/).map({ String($0.1) })
        where !known.contains(option) {
            #expect(document.contains(option), "\(file) does not tell of \(option)")
        }
    }
}
