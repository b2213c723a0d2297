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
        #expect(slow.output.contains("Worse since 1.5 (last good: 1.4): day p50 +"))
        #expect(slow.output.contains("::error title=depot::Worse since 1.5"))
        #expect(try folder.read("out/nightly.xml").contains("failures=\"2\""))
        #expect(try folder.read("out/nightly.html").contains("✗</span>Regression"))
        #expect(try folder.read("out/nightly.json").contains("\"ending\": \"regression\""))
        let still = try night("1.6", "10ms")
        #expect(still.status == 1)
        #expect(still.output.contains("Still worse, since 1.5"))
        let again = try night("1.7", "8ms")
        #expect(again.status == 0, "\(again.output)")
        #expect(again.output.contains("No longer worse: day p50"))
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
