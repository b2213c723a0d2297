import Foundation
import TestSupport
import Testing

@Suite struct `the README and its documents` {
    /// The fenced block after a marker.
    private func block(_ marker: String, of file: String) throws -> [String] {
        let lines = try text(of: file)
        let start = try #require(lines.firstIndex(of: "<!-- \(marker) -->"))
        return Array(lines[(start + 2)...].prefix(while: { $0 != "```" }))
    }

    private func text(of file: String) throws -> [String] {
        try String(contentsOf: Program.root.appendingPathComponent(file), encoding: .utf8)
            .components(separatedBy: "\n")
    }

    @Test func `the README is read within a minute`() throws {
        #expect(try text(of: "README.md").count <= 101)
    }

    /// Each `console` block of the README: a command, and lines of what it prints in their order.
    @Test(arguments: ["storm", "plan", "nightly"])
    func `the README shows what its commands print`(marker: String) throws {
        let folder = try TemporaryFolder()
        let lines = try block(marker, of: "README.md")
        var command = try #require(lines.first)
        #expect(command.hasPrefix("$ fleetsim "))
        let tellsStatus = command.hasSuffix("; echo $?")
        if tellsStatus { command.removeLast("; echo $?".count) }
        let arguments = command.split(separator: " ").dropFirst(2).map(String.init)
        let run = try Program.run(arguments + ["--out", folder.file("run.sqlite")])
        let told = run.output + (tellsStatus ? "\(run.status)\n" : "")
        #expect(tellsStatus || run.status == 0, "\(run.errors)")
        var rest = told.components(separatedBy: "\n")[...]
        for line in lines.dropFirst() where line != "…" {
            let index = try #require(rest.firstIndex(of: line), "not printed: \(line)")
            rest = rest[(index + 1)...]
        }
    }

    @Test func `the sample report and the picture are today's`() throws {
        let folder = try TemporaryFolder()
        let run = try Program.run([
            "run", "scenarios/first-day.yaml", "--out", folder.file("run.sqlite"),
        ])
        try #require(run.status == 0, "\(run.errors)")
        let rest = run.output
            .replacingOccurrences(of: folder.file("run.sqlite"), with: "results/first-day.sqlite")
            .replacingOccurrences(of: " --out results/first-day.sqlite", with: "")
            .components(separatedBy: "\n")
        #expect(masked(rest) == masked(try text(of: "results/sample-report.md")))
        let page = folder.file("report.html")
        let told = try Program.run(["report", folder.file("run.sqlite"), "-o", page])
        try #require(told.status == 0, "\(told.errors)")
        let today = try String(contentsOfFile: page, encoding: .utf8).components(separatedBy: "\n")
        let pictured = try text(of: "docs/report.html")
        #expect(
            masked(today, after: "<footer>") == masked(pictured, after: "<footer>"),
            "the picture in README is of another page than today's: run scripts/picture"
        )
    }

    /// It builds nothing where FLEETSIM names the program, as in `./scripts/test`.
    @Test func `the demo ends by naming the reports of its runs`() throws {
        let folder = try TemporaryFolder()
        let demo = Process()
        demo.executableURL = Program.root.appendingPathComponent("scripts/demo")
        demo.arguments = [folder.path]
        let output = URL(fileURLWithPath: folder.file("output"))
        try Data().write(to: output)
        demo.standardOutput = try FileHandle(forWritingTo: output)
        try demo.run()
        demo.waitUntilExit()
        let lines = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
        // A busy machine spoils the run in real time, which is 3.
        try #require([0, 3].contains(demo.terminationStatus), "\(lines.suffix(5))")
        for name in ["first-day", "live-demo"] {
            let page = folder.file("\(name).html")
            #expect(lines.last?.contains(page) == true)
            #expect(try String(contentsOfFile: page, encoding: .utf8).hasPrefix("<!doctype html>"))
        }
    }

    @Test func `shows what a plan prints`() throws {
        let folder = try TemporaryFolder()
        let out = folder.file("plan.sqlite")
        let plan = try Program.run(["plan", "scenarios/plan-street.yaml", "--out", out])
        try #require(plan.status == 0, "\(plan.errors)")
        var rest = plan.output.replacingOccurrences(of: " --out \(out)", with: "")
            .replacingOccurrences(of: out, with: "results/plan-street.sqlite")
            .components(separatedBy: "\n")[...]
        for line in try block("plan", of: "docs/planning.md") where line != "…" {
            let index = try #require(rest.firstIndex(of: line), "the plan does not print: \(line)")
            rest = rest[(index + 1)...]
        }
    }

    @Test func `shows what check says`() throws {
        let folder = try TemporaryFolder()
        let scenario = """
            name: bad
            duration: -4h
            csms:
              reference:
                tags: {count: 500, blocked: 120%}
            fleet:
              - {model: wallbox-pulsar-puls, count: 1, arivals: {preset: nl_home, per_day: 1}}
            """
        let file = try folder.write(scenario, to: "bad.yaml")
        let check = try Program.run(["check", file])
        #expect(check.status == 2)
        let said = (check.output + check.errors).replacingOccurrences(of: file, with: "bad.yaml")
        let lines = said.split(separator: "\n").map(String.init)
        #expect(try lines == Array(block("check", of: "docs/scenarios.md").dropFirst()))
    }

    @Test func `shows a scenario that runs`() throws {
        let folder = try TemporaryFolder()
        let scenario = try folder.write(
            block("scenario", of: "docs/scenarios.md").joined(separator: "\n"),
            to: "scenario.yaml"
        )
        let run = try Program.run(["run", scenario, "--out", folder.file("run.sqlite")])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("20 chargers at 1 site"))
    }

    /// Without the three lines that tell of the machine and its clock.
    private func masked(_ lines: [String]) -> [String] {
        masked(lines, after: "## The simulator itself", lines: 2)
    }

    private func masked(_ lines: [String], after title: String, lines gap: Int = 1) -> [String] {
        let start = lines.firstIndex(of: title) ?? lines.endIndex
        let told = start + gap..<start + gap + 3
        return lines.indices.filter { !told.contains($0) }.map { lines[$0] }
    }
}
