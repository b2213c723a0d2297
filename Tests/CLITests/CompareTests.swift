import Foundation
import TestSupport
import Testing

@Suite struct `comparing on the command line` {
    private static let scenario = """
        seed: 5
        fleet: [{model: generic-ac, count: 20}]
        duration: 3h
        csms: {reference: {service_time: 8ms, heartbeat: 30s}}

        """

    private func run(
        _ folder: TemporaryFolder,
        _ out: String,
        _ options: [String] = []
    ) throws -> String {
        let file = try folder.write(Self.scenario, to: "scenario.yaml")
        let path = folder.file(out)
        let outcome = try Program.run(["run", file, "--quiet", "--out", path] + options)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return path
    }

    @Test func `the same run twice is equal`() throws {
        let folder = try TemporaryFolder()
        let old = try run(folder, "old.sqlite")
        let new = try run(folder, "new.sqlite")
        let outcome = try Program.run(["compare", old, new])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("Equal: the runs are the same, event by event."))
    }

    @Test func `another scenario is refused, and then named by the first event that differs`()
        throws
    {
        let folder = try TemporaryFolder()
        let old = try run(folder, "old.sqlite")
        let slow = ["--set", "csms.reference.service_time=10ms"]
        let new = try run(folder, "new.sqlite", slow)
        let refused = try Program.run(["compare", old, new])
        #expect(refused.status == 2)
        #expect(refused.errors.contains("are not alike"), "\(refused.errors)")
        #expect(refused.errors.contains("service_time=10ms"))
        let told = try Program.run(["compare", old, new, "--unlike"])
        #expect(told.status == 1, "\(told.output)")
        #expect(told.output.contains("The first event that differs is at 00:00:0"))
        #expect(told.output.contains("Failed: worse in p50, p99."), "\(told.output)")
        let gated = ["compare", old, new, "--unlike", "--gate"]
        #expect(try Program.run(gated + ["p99:+60%"]).status == 0)
        #expect(try Program.run(gated + ["p99:+2%"]).status == 1)
    }

    @Test func `it makes the runs itself, in virtual time with a seed for each pair`() throws {
        let folder = try TemporaryFolder()
        let one = try folder.write(Self.scenario, to: "one.yaml")
        let slow = Self.scenario.replacingOccurrences(of: "8ms", with: "10ms")
        let other = try folder.write(slow, to: "other.yaml")
        let outcome = try Program.run([
            "compare", "--run", one, "--run", other, "-n", "3", "--out", folder.file("made"),
            "--format", "json",
        ])
        #expect(outcome.status == 1, "\(outcome.errors)")
        #expect(outcome.output.contains("\"basis\": \"exact\""))
        let order = outcome.errors.matches(of: /round \d of 3: \S*\/(one|other).yaml, seed (\d)/)
            .map { "\($0.1) \($0.2)" }
        #expect(order == ["one 5", "other 5", "other 6", "one 6", "one 7", "other 7"])
        let again = try Program.run([
            "compare", folder.file("made-base.sqlite"), folder.file("made-new.sqlite") + "#2",
            "--unlike", "--format", "html", "-o", folder.file("page.html"),
        ])
        #expect(again.errors.isEmpty, "\(again.errors)")
        #expect(try folder.read("page.html").hasPrefix("<!doctype html>"))
    }

    @Test(arguments: [
        ("page.html", "<!doctype html>"), ("text.md", "# "), ("data.json", "{"),
        ("cases.xml", "<?xml"),
    ])
    func `the name of a file says in which format it is written`(
        name: String,
        beginning: String
    ) throws {
        let folder = try TemporaryFolder()
        let database = try run(folder, "run.sqlite")
        for words in [["report", database], ["compare", database, database]] {
            let file = folder.file("\(words[0])-\(name)")
            let outcome = try Program.run(words + ["-o", file])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try folder.read("\(words[0])-\(name)").hasPrefix(beginning), "\(words[0])")
        }
        let named = folder.file("named-\(name)")
        _ = try Program.run(["report", database, "--format", "csv", "-o", named])
        #expect(try folder.read("named-\(name)").hasPrefix("action,"))
    }

    @Test(arguments: [
        (["a"], "what is to be held against a?"),
        ([], "which run databases?"),
        (["a", "b", "--gate", "p99"], "a gate is FIGURE:LIMIT"),
        (["a", "b", "--gate", "trougput:-5%"], "did you mean ‘throughput’?"),
        (["a", "b", "--metric", "BotNotification.p99"], "did you mean ‘BootNotification’?"),
        (["a", "b", "--floor", "5"], "--floor takes a percentage"),
        (["a", "b", "-n", "5"], "-n is for runs that are made here"),
        (["--run", "x.yaml", "--csms", "ws://a/"], "--csms twice"),
        (["--run", "x.yaml", "a"], "takes no run databases"),
        (["a", "b", "--format", "pdf"], "--format takes one of md, json, junit, html"),
        (["nowhere.sqlite", "b"], "nowhere.sqlite: no such file"),
        (["README.md", "b"], "README.md: it is not a run database"),
    ])
    func `what cannot be done is told, with exit code 2`(
        arguments: [String],
        message: String
    ) throws {
        let outcome = try Program.run(["compare"] + arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
}
