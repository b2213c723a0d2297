import Foundation
import TestSupport
import Testing

@Suite struct `bad input` {
    private let small = "fleet: [{model: wallbox-pulsar-plus, count: 2}]\nduration: 10m\n"

    @Test(arguments: [
        (["dance"], "there is no command ‘dance’"),
        (["rum"], "did you mean ‘run’?"),
        (["rnu"], "did you mean ‘run’?"),
        (["--verson"], "did you mean ‘--version’?"),
        (["version"], "did you mean ‘--version’?"),
        (["models", "wallbox-pulsr"], "did you mean ‘wallbox-pulsar-"),
        (["figures", "wait"], "did you mean ‘waiting’, ‘wait.mean’"),
        (["figures", "latency"], "latency’ or ‘"),
        (["init", "--kind", "load-test", "--model", "wallbx"], "did you mean ‘wallbox-"),
        (["help", "run", "extra"], "not also ‘extra’"),
        (["run", ""], "an argument is empty"),
        (["run", "scenarios/smallest.yaml", "--csms", ""], "--csms has an empty value"),
        (["run", "scenarios/smallest.yaml", "--csms="], "--csms has an empty value"),
        (["run", "scenarios/smallest.yaml", "--seed", ""], "--seed has an empty value"),
        (["run", "scenarios/smallest.yaml", "--out", ""], "--out has an empty value"),
        (["nightly", "suite.yaml", "--csms", ""], "--csms has an empty value"),
        (["capacity", "scenarios/capacity.yaml", "--csms", ""], "--csms has an empty value"),
        (
            ["run", "scenarios/smallest.yaml", "--csms", "ws://a/", "--csms", "ws://b/"],
            "--csms is there twice"
        ),
        (["run", "scenarios/smallest.yaml", "--summary", "medium"], "short, full, not ‘medium’"),
        (["run", "scenarios/smallest.yaml", "--shard", "3/2"], "--shard takes I/N"),
        (["run", "scenarios/smallest.yaml", "--out", "."], "it is a folder"),
        (["run", "scenarios/smallest.yaml", "--out", "nodir/"], "by its name it is a folder"),
        (["run", "scenarios/smallest.yaml", "--out", "-"], "cannot go to standard output"),
        (["report", "x", "-o", "-"], "‘-’ is no file to write"),
        (["plan"], "which scenario?"),
        (["run"], "which scenario?"),
        (["run", "a.yaml", "b.yaml"], "one scenario at a time"),
        (["run", "scenarios/smallest.yaml", "--sede", "3"], "did you mean ‘--seed’?"),
        (["run", "scenarios/smallest.yaml", "--seed"], "--seed needs a value"),
        (["run", "scenarios/smallest.yaml", "--threads", "0"], "--threads takes a whole number"),
        (["run", "scenarios/smallest.yaml", "--threads", "many"], "not ‘many’"),
        (["run", "scenarios/smallest.yaml", "--calls", "some"], "none, errors, all"),
        (["run", "scenarios/smallest.yaml", "--quiet=yes"], "--quiet takes no value"),
        (
            ["run", "scenarios/smallest.yaml", "--csms", "http://x"],
            "--csms http://x: a CSMS is at ws://"
        ),
        (["run", "scenarios/smallest.yaml", "--csms", "ws://x y"], "neither spaces nor"),
        (["run", "scenarios/smallest.yaml", "--speed", "2"], "--speed is for live runs"),
        (["run", "scenarios/smallest.yaml", "--record", "x"], "--record is for live runs"),
        (["run", "scenarios/smallest.yaml", "--replay", "README.md"], "no recording of fleetsim"),
        (
            ["run", "scenarios/smallest.yaml", "--replay", "README.md", "--speed", "2"],
            "--speed is for live runs: a replay does what its recording says"
        ),
        (["serve-csms", "--listen", "here"], "--listen takes HOST:PORT"),
        (["serve-csms", "--client-ca", "x"], "TLS needs a --tls-certificate"),
        (["run", "scenarios/smallest.yaml", "--seed", "-1"], "--seed -1: "),
        (["run", "scenarios/smallest.yaml", "--duration", "-1h"], "--duration -1h: "),
        (["run", "scenarios/smallest.yaml", "--set", "fleet.7.count=1"], "fleet.7"),
        (
            ["run", "scenarios/first-day.yaml", "--chargers", "3.5"],
            "--chargers takes a whole number"
        ),
        (["run", "nowhere.yaml"], "nowhere.yaml"),
        (["run", "scenarios"], "directory"),
        (["check"], "which scenario?"),
        (["report"], "which run database?"),
        (["report", "nowhere.sqlite"], "nowhere.sqlite"),
        (["report", "README.md", "--format", "md"], "README.md"),
        (["report", "x", "--format", "pdf"], "html, md, json, csv"),
        (["models", "x"], "there is no model ‘x’"),
        (["models", "myenergi-zapi"], "did you mean ‘myenergi-zappi’?"),
        (["presets", "nl_worc"], "did you mean ‘nl_work’?"),
        (["figures", "peek"], "there is no figure ‘peek’, did you mean ‘peak’?"),
        (["help", "pln"], "there is no command ‘pln’, did you mean ‘plan’?"),
        (["report", "x", "--format", "htm"], "did you mean ‘html’?"),
        (["run", "scenarios/smallest.yaml", "--color", "perhaps"], "auto, always, never"),
        (["run"], "fleetsim init"),
        (["completions", "tcsh"], "completions for bash, zsh and fish"),
    ])
    func `a wrong command line gets a line that says so and exit code 2`(
        arguments: [String],
        message: String
    ) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test func `every mistake of a scenario is listed and nothing is run`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            """
            sead: 4
            duration: -3h
            fleet:
              - {model: wallbox-pulsar, count: 0}
              - {model: generic-ac, count: 2, arrivals: {strangers: 120%}}
            """,
            to: "bad.yaml"
        )
        let outcome = try Program.run(["run", path, "--out", folder.file("run.sqlite")])
        #expect(outcome.status == 2)
        let lines = outcome.errors.split(separator: "\n").filter { !$0.hasPrefix(" ") }
        #expect(lines.count == 5, "\(outcome.errors)")
        #expect(lines.allSatisfy { $0.hasPrefix("\(path):") })
        #expect(!FileManager.default.fileExists(atPath: folder.file("run.sqlite")))
        #expect(try Program.run(["check", path]).errors == outcome.errors)
    }

    @Test func `a configuration that the charger would not take is refused before the run`() throws
    {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "fleet: [{model: generic-ac, configuration: {HeartbeatIntervall: 3, ResetRetries: -2}}]",
            to: "bad.yaml"
        )
        let outcome = try Program.run(["check", path])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("HeartbeatIntervall: a charger has no such"))
        #expect(outcome.errors.contains("ResetRetries: ‘-2’ is no value"))
    }

    @Test func `what can be no run database is told in a line, with exit code 2`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(small, to: "small.yaml")
        let letter = try folder.write("a letter to a friend", to: "letter.txt")
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        let made = try Python.run(
            script: "Tests/Oracles/sql.py",
            arguments: [folder.file("other.sqlite"), "CREATE TABLE t (a)"]
        )
        #expect(made.status == 0, "\(made.output)")
        for (out, problem) in [
            (folder.path, "it is a folder"), (folder.file("folder-to-be/"), "it is a folder"),
            (folder.file("pipe"), "a pipe, a device or a socket"),
            ("/dev/null", "a pipe, a device or a socket"),
            (letter, "it is not a run database of FleetSim"),
            (letter + "/run.sqlite", "Not a directory"),
            (folder.file("other.sqlite"), "it is not a run database of FleetSim"),
            ("/sys/run.sqlite", "its folder takes no new file"),
            ("/proc/run.sqlite", "unable to open database file"),
            ("/proc/nowhere/run.sqlite", "cannot make the folder"),
        ] {
            let outcome = try Program.run(["run", path, "--quiet", "--out", out])
            #expect(outcome.status == 2, "\(out): \(outcome.errors)")
            #expect(outcome.errors.hasPrefix("fleetsim: "), "\(out)")
            #expect(outcome.errors.contains(problem), "\(out): \(outcome.errors)")
            #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
        }
        #expect(try folder.read("letter.txt") == "a letter to a friend")
    }

    @Test func `an empty file and a folder that is not there yet take a run database`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(small, to: "small.yaml")
        let empty = try folder.write("", to: "empty.sqlite")
        for out in [empty, folder.file("a/run.sqlite")] {
            let outcome = try Program.run(["run", path, "--quiet", "--out", out])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try Program.run(["report", out, "--format", "md"]).status == 0)
        }
    }

    @Test func `a path of folders that are not there makes none of them`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(small, to: "small.yaml")
        let out = folder.file("reslts/day/run.sqlite")
        let outcome = try Program.run(["run", path, "--quiet", "--out", out])
        #expect(outcome.status == 2)
        #expect(
            outcome.errors
                == "fleetsim: cannot make the folder ‘\(folder.file("reslts/day"))’: there is no "
                + "‘\(folder.file("reslts"))’ to make it in\n"
        )
        #expect(!FileManager.default.fileExists(atPath: folder.file("reslts")))
    }

    @Test func `a disk that fills up ends the run with exit code 3 and a database that reads`()
        throws
    {
        let folder = try TemporaryFolder()
        let database = folder.file("run.sqlite")
        let outcome = try Program.run(
            [
                "run", "scenarios/first-day.yaml", "--calls", "all", "--quiet", "--out", database,
            ],
            // Half a megabyte: the write fails as on a full disk, whatever signal there is at its end.
            shell: "ulimit -f 512"
        )
        #expect(outcome.status == 3, "\(outcome.errors)")
        #expect(outcome.errors.hasPrefix("fleetsim: \(database): "), "\(outcome.errors)")
        #expect(outcome.errors.contains("File too large"), "\(outcome.errors)")
        let report = try Program.run(["report", database, "--format", "md"])
        #expect(report.status == 0, "\(report.errors)")
        #expect(report.output.contains("failed: what follows was measured until then."))
    }

    @Test func `a second run is added to the file and replaces nothing`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(small, to: "small.yaml")
        let database = folder.file("run.sqlite")
        for seed in ["1", "2"] {
            let run = try Program.run(
                ["run", path, "--seed", seed, "--quiet", "--out", database])
            #expect(run.status == 0, "\(run.errors)")
        }
        let first = try Program.run(["report", database, "--run", "1", "--format", "json"])
        let last = try Program.run(["report", database, "--format", "json"])
        #expect(first.output.contains("\"seed\": 1") && last.output.contains("\"seed\": 2"))
    }

    @Test func `a file that is no run database is left as it was`() throws {
        let folder = try TemporaryFolder()
        let scenario = try folder.write(small, to: "small.yaml")
        let other = try folder.write("a letter to a friend", to: "letter.txt")
        let outcome = try Program.run(["run", scenario, "--quiet", "--out", other])
        #expect(outcome.status == 2)
        #expect(try String(contentsOfFile: other, encoding: .utf8) == "a letter to a friend")
    }
}
