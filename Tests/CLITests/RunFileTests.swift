import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `the file of a run` {
    private let folder: TemporaryFolder
    private var database: String { folder.file("run.sqlite") }
    /// The superuser may write everywhere, unless it gives that up.
    private let asGuest =
        "[ $(id -u) != 0 ] || exec setpriv --inh-caps=-all --bounding-set=-all \"$0\" \"$@\""

    init() throws {
        folder = try TemporaryFolder()
    }

    private func start() throws -> Program {
        let program = try Program([
            "run", "scenarios/first-day.yaml", "--duration", "365d", "--set", "window=30m",
            "--quiet",
            "--out", database,
        ])
        try program.wait(until: "a log that was folded in") {
            var facts = stat()
            return stat(database, &facts) == 0 && facts.st_size > 400_000
        }
        return program
    }

    private func report(_ path: String, shell: String? = nil) throws -> String {
        let outcome = try Program.run(["report", path, "--format", "json"], shell: shell)
        try #require(outcome.status == 0, "\(path): \(outcome.errors)")
        return outcome.output
    }

    /// Copies the files of a run into a folder that may not be written.
    private func lock(_ names: [String]) throws -> String {
        let directory = folder.file("locked-\(names.count)")
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: false
        )
        for name in names {
            try FileManager.default.copyItem(
                atPath: folder.file(name),
                toPath: directory + "/" + name
            )
            chmod(directory + "/" + name, 0o444)
        }
        chmod(directory, 0o555)
        return directory + "/run.sqlite"
    }

    @Test func `can be read while it is written, and after a kill where nothing may be written`()
        throws
    {
        let program = try start()
        #expect(try report(database).contains("\"status\": \"running\""))
        program.signal(SIGKILL)
        #expect(try program.wait().wasKilled)
        let all = ["run.sqlite", "run.sqlite-wal", "run.sqlite-shm"]
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)) == Set(all))
        var told: [String] = []
        for names in [all, Array(all.prefix(2))] {
            // Without its index the log is read as well.
            let path = try lock(names)
            told.append(try report(path, shell: asGuest))
            let left = try FileManager.default.contentsOfDirectory(
                atPath: (path as NSString).deletingLastPathComponent
            )
            #expect(Set(left) == Set(names), "nothing was written")
            chmod((path as NSString).deletingLastPathComponent, 0o755)
        }
        told.append(try report(database))
        #expect(Set(told).count == 1, "each tells the same")
        #expect(told[0].contains("\"status\": \"interrupted\""))
        #expect(told[0].contains("ended without a word, killed or cut off"))
    }

    @Test func `is missed by its run when another has taken its place`() throws {
        let program = try start()
        let other = folder.file("other.sqlite")
        let made = try Program.run(["run", "scenarios/smallest.yaml", "--quiet", "--out", other])
        try #require(made.status == 0, "\(made.errors)")
        #expect(rename(other, database) == 0)
        let outcome = try program.wait()
        #expect(outcome.status == 3)
        let told = "it was moved, replaced or removed while it was written"
        #expect(outcome.errors.contains(told), "\(outcome.errors)")
        #expect(try report(database).contains("\"status\": \"complete\""), "it is the other's")
    }

    @Test(arguments: [["run"], ["run", "--shard", "1/2"]])
    func `lies in the folder of results, whatever the scenario is called`(
        command: [String]
    ) throws {
        let scenario = Program.root.appendingPathComponent("scenarios/smallest.yaml").path
        let outcome = try Program.run(
            command + [scenario, "--set", "name=../../escaped", "--set", "fleet.0.count=2"],
            shell: "mkdir '\(folder.path)/inner' && cd '\(folder.path)/inner'"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["inner"])
        let results = try FileManager.default.contentsOfDirectory(
            atPath: folder.file("inner/results")
        )
        #expect(results.count == 1 && results[0].hasPrefix("..-..-escaped."), "\(results)")
    }

    @Test func `of a killed live run holds its windows without what lies beside it`() throws {
        let program = try Program([
            "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--duration", "10h",
            "--speed", "600", "--set", "window=10s", "--quiet", "--out", database,
        ])
        let copy = folder.file("copy.sqlite")
        try program.wait(until: "a few windows in the file itself") {
            try? FileManager.default.removeItem(atPath: copy)
            guard FileManager.default.fileExists(atPath: database) else { return false }
            try FileManager.default.copyItem(atPath: database, toPath: copy)
            let outcome = try Program.run(["report", copy, "--format", "json"])
            guard outcome.status == 0,
                let found = outcome.output.firstMatch(of: /"simulated_us": ([0-9]+)/)
            else { return false }
            return Int(found.1) ?? 0 > 30_000_000
        }
        // A kill while the log is folded in leaves a file that needs its log. Nothing is folded in that
        // is younger than what a reader sees, and what is older is folded in by this test.
        let reader = try PythonConversation(
            script: "Tests/Oracles/reader.py",
            arguments: [database]
        )
        #expect(try reader.hear() == "1")
        try program.wait(until: "no fold but the test's own") {
            let (_, told) = try Python.run(
                script: "Tests/Oracles/sql.py",
                arguments: [database, "PRAGMA wal_checkpoint(PASSIVE)"]
            )
            return told.hasPrefix("0|")
        }
        program.signal(SIGKILL)
        #expect(try program.wait().wasKilled)
        let path = try lock(["run.sqlite"])
        defer { chmod(folder.file("locked-1"), 0o755) }
        let told = try report(path, shell: asGuest)
        #expect(told.contains("\"status\": \"interrupted\""))
        let found = try #require(told.firstMatch(of: /"simulated_us": ([0-9]+)/))
        #expect(Int(found.1) ?? 0 > 30_000_000)
        try reader.say("same")
        #expect(try reader.hear() == "1", "it read to the end")
    }

    @Test func `takes a run's rows while another program holds a transaction open that is older`()
        throws
    {
        let run = ["run", "scenarios/smallest.yaml", "--quiet", "--out", database]
        #expect(try Program.run(run).status == 0)
        let reader = try PythonConversation(
            script: "Tests/Oracles/reader.py",
            arguments: [database]
        )
        #expect(try reader.hear() == "1")
        for _ in 0..<2 {
            let outcome = try Program.run(run + ["--calls", "all"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("another program has ‘\(database)’ open"))
        }
        #expect(try report(database).contains("\"status\": \"complete\""))
        // Without the folder's leave, too.
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let copy = try lock(names.filter { !$0.hasSuffix("-shm") })
        #expect(try report(copy, shell: asGuest) == report(database))
        chmod((copy as NSString).deletingLastPathComponent, 0o755)
        try reader.say("same")
        #expect(try reader.hear() == "1", "it sees what there was")
        try reader.say("next")
        #expect(try reader.hear() == "3")
        let (_, rows) = try Python.run(
            script: "Tests/Oracles/sql.py",
            arguments: [
                database, "SELECT id, status FROM run",
                "SELECT count(*) > 100 FROM call WHERE run = 3", "PRAGMA integrity_check",
            ]
        )
        #expect(rows == "1|complete\n2|complete\n3|complete\n1\nok\n")
    }

    @Test func `of a run that was killed as it made the tables is told as the empty file it was`()
        throws
    {
        for (tables, told) in [
            ([], "it is not a run database of FleetSim"),
            (["letters"], "to undo them, copy the file together with its -journal"),
        ] {
            let path = folder.file("run.sqlite")
            _ = try Python.run(script: "Tests/Oracles/cut_off.py", arguments: [path] + tables)
            let copy = try lock(["run.sqlite", "run.sqlite-journal"])
            let locked = (copy as NSString).deletingLastPathComponent
            let outcome = try Program.run(["report", copy], shell: asGuest)
            #expect(outcome.status != 0 && outcome.errors.contains(told), "\(outcome.errors)")
            chmod(locked, 0o755)
            try FileManager.default.removeItem(atPath: locked)
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.removeItem(atPath: path + "-journal")
        }
    }

    @Test func `takes two runs that make it at the same moment`() throws {
        let scenario = try folder.write(
            "fleet: [{model: wallbox-pulsar-plus, count: 2}]\nduration: 2h\n",
            to: "small.yaml"
        )
        for round in 0..<5 {
            let path = folder.file("both-\(round).sqlite")
            let runs = try (0..<4).map { _ in
                try Program(["run", scenario, "--quiet", "--out", path])
            }
            for run in runs {
                let outcome = try run.wait()
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            let (_, rows) = try Python.run(
                script: "Tests/Oracles/sql.py",
                arguments: [path, "SELECT id, status FROM run", "PRAGMA integrity_check"]
            )
            #expect(rows == "1|complete\n2|complete\n3|complete\n4|complete\nok\n")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.allSatisfy { !$0.contains("sqlite-") }, "\(names)")
    }

    @Test func `is its owner's alone where a CSMS or a secret is in play, and never opened wider`()
        throws
    {
        func mode(_ path: String) -> mode_t {
            var facts = stat()
            return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
        }
        let live = ["--csms", "ws://127.0.0.1:1/", "--duration", "1s", "--quiet"]
        let recording = folder.file("r.rec")
        _ = try Program.run(
            ["run", "scenarios/smallest.yaml", "--record", recording, "--out", database] + live,
            shell: "umask 0"
        )
        #expect(mode(database) == 0o600 && mode(recording) == 0o600)
        let open = folder.file("open.sqlite")
        let run = ["run", "scenarios/smallest.yaml", "--duration", "10m", "--quiet", "--out", open]
        #expect(try Program.run(run, shell: "umask 022").status == 0)
        #expect(mode(open) == 0o644)
        _ = try Program.run(["run", "scenarios/smallest.yaml", "--out", open] + live)
        #expect(mode(open) == 0o600)
        #expect(try Program.run(run, shell: "umask 0").status == 0)
        #expect(mode(open) == 0o600)
        let secret = folder.file("secret.sqlite")
        let password = ["--set", "csms.security={password: correct-horse-battery}"]
        #expect(
            try Program.run(
                ["run", "scenarios/smallest.yaml", "--duration", "10m", "--quiet", "--out", secret]
                    + password,
                shell: "umask 0"
            ).status == 0
        )
        #expect(mode(secret) == 0o600)
    }

    @Test func `of a recording replaces a recording, and else only what it is told to`() throws {
        let live = ["--csms", "ws://127.0.0.1:1/", "--duration", "1s", "--quiet"]
        let letter = try folder.write("a letter to a friend", to: "letter.txt")
        func record(_ file: String, _ more: [String] = []) throws -> Program.Outcome {
            try Program.run(
                ["run", "scenarios/smallest.yaml", "--record", file, "--out", database] + live
                    + more
            )
        }
        let refused = try record(letter)
        #expect(refused.status == 2)
        #expect(refused.errors.contains("is no recording of fleetsim, and is replaced only with"))
        #expect(!FileManager.default.fileExists(atPath: database), "nothing was run")
        #expect(try folder.read("letter.txt") == "a letter to a friend")
        for _ in 0..<2 { #expect(try record(folder.file("r.rec")).status == 3, "no CSMS") }
        #expect(try record(database).errors.contains("is what this command works with"))
        #expect(try record(letter, ["--force"]).status == 3)
        #expect(try folder.read("letter.txt").hasPrefix("fleetsim recording "))
        let full = try record("/dev/full")
        #expect(full.status == 3)
        #expect(full.errors.contains("cannot write the recording ‘/dev/full’: No space left"))
    }

    @Test func `is whole after a fault at any call, and after a kill at any moment`() throws {
        // Thinned; CONTRIBUTING.md says how to do all of it.
        for (script, arguments) in [
            ("scripts/disk-faults", ["6000", "--every", "400"]),
            ("scripts/disk-faults", ["6000", "--live", "--every", "97"]), ("scripts/kills", ["8"]),
        ] {
            let (status, said) = try Python.run(script: script, arguments: arguments)
            #expect(status == 0, "\(said)")
        }
    }
}
