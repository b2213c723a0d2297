import Foundation
import TestSupport
import Testing

/// What a command reads is never what it writes, through any link and with `--force`.
@Suite struct `the input of a command` {
    private let folder: TemporaryFolder
    private let database: String
    private let scenario: String

    init() throws {
        folder = try TemporaryFolder()
        database = folder.file("run.sqlite")
        _ = try folder.write("identity\nCP1\nCP2\n", to: "chargers.csv")
        _ = try folder.write("token\nAAAA\nBBBB\n", to: "tokens.csv")
        _ = try folder.write("correct-horse\n", to: "password.txt")
        _ = try folder.write("at,calls/s\n0s,0.1\n1m,0.1\n", to: "rates.csv")
        try FileManager.default.createDirectory(
            atPath: folder.file("certificates"),
            withIntermediateDirectories: true
        )
        _ = try folder.write("a certificate", to: "certificates/CP1.pem")
        scenario = try folder.write(
            """
            duration: 10m
            fleet: [{chargers: {file: chargers.csv, model: generic-ac}}]
            tokens: {file: tokens.csv}
            csms: {security: {password: {file: password.txt}}}

            """,
            to: "s.yaml"
        )
    }

    private func contents() throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in
                FileManager.default.contents(atPath: folder.file(name)).map { (name, $0) }
            }
        )
    }

    /// Has a command write onto a file, onto a hard link and a symbolic link to it, and by a detour.
    private func expectSpared(
        _ file: String,
        _ command: (_ path: String) -> [String]
    ) throws {
        let hard = folder.file("hard-link")
        let symbolic = folder.file("symbolic-link")
        try FileManager.default.linkItem(atPath: folder.file(file), toPath: hard)
        try FileManager.default.createSymbolicLink(
            atPath: symbolic,
            withDestinationPath: folder.file(file)
        )
        defer {
            for link in [hard, symbolic] { try? FileManager.default.removeItem(atPath: link) }
        }
        let before = try contents()
        for path in [folder.file(file), folder.file("./certificates/../\(file)"), hard, symbolic] {
            let outcome = try Program.run(command(path))
            #expect(outcome.status == 2, "\(command(path)): \(outcome.output)")
            #expect(
                outcome.errors.contains("‘\(path)’ is what this command works with"),
                "\(command(path)): \(outcome.errors)"
            )
            #expect(try contents() == before, "\(command(path))")
        }
    }

    private var inputs: [String] { ["s.yaml", "chargers.csv", "tokens.csv", "password.txt"] }

    @Test func `of a live run is replaced by no recording and no database`() throws {
        let quiet = ["run", scenario, "--quiet", "--force"]
        let live = quiet + ["--csms", "ws://127.0.0.1:1/"]
        for input in inputs {
            try expectSpared(input) { live + ["--out", database, "--record", $0] }
            try expectSpared(input) { live + ["--out", $0] }
        }
        let authority = try TestAuthority()
        for charger in ["CP1", "CP2"] {
            let file = try authority.certify(charger, as: "DNS:\(charger)")
            let text = try String(contentsOfFile: file, encoding: .utf8)
            _ = try folder.write(text, to: "certificates/\(charger).pem")
        }
        let certified =
            quiet + [
                "--csms", "wss://127.0.0.1:1/",
                "--set", "csms.security={certificate: \(folder.file("certificates"))}",
            ]
        try expectSpared("certificates/CP1.pem") {
            certified + ["--out", database, "--record", $0]
        }
        #expect(!FileManager.default.fileExists(atPath: database), "nothing was run")
    }

    @Test func `is not the run's own database either, be it there or yet to be made`() throws {
        for name in ["run.sqlite", "run.sqlite-wal", "./run.sqlite", "certificates/../run.sqlite"] {
            let outcome = try Program.run([
                "run", scenario, "--csms", "ws://127.0.0.1:1/", "--quiet", "--force",
                "--out", database, "--record", folder.file(name),
            ])
            #expect(outcome.status == 2, "\(name)")
            #expect(!FileManager.default.fileExists(atPath: database))
        }
        let run = ["run", "scenarios/smallest.yaml", "--duration", "10m", "--quiet"]
        try #require(try Program.run(run + ["--out", database]).status == 0)
        try expectSpared("run.sqlite") {
            run + ["--csms", "ws://127.0.0.1:1/", "--force", "--out", database, "--record", $0]
        }
    }

    @Test func `of a run in virtual time, of a shard and of a merge stays as it is`() throws {
        let run = ["run", scenario, "--quiet", "--set", "csms.security={}", "--force"]
        for input in ["s.yaml", "chargers.csv", "tokens.csv"] {
            try expectSpared(input) { run + ["--out", $0] }
            try expectSpared(input) { run + ["--shard", "1/1", "--out", $0] }
        }
        let shard = folder.file("a.shard")
        try #require(try Program.run(run + ["--shard", "1/1", "--out", shard]).status == 0)
        try expectSpared("a.shard") { ["merge", shard, "-o", $0] }
    }

    @Test func `of an export is not replaced by the lists that it writes`() throws {
        for input in inputs {
            try expectSpared(input) {
                [
                    "export", scenario, "--out", folder.file("lists"), "--force", "--chargers-file",
                    $0,
                ]
            }
            try expectSpared(input) {
                ["export", scenario, "--out", folder.file("lists"), "--force", "--tokens-file", $0]
            }
        }
        // Two names of one file that is yet to be made.
        let outcome = try Program.run([
            "export", scenario, "--chargers-file", folder.file("both.csv"), "--tokens-file",
            folder.file("./both.csv"),
        ])
        #expect(outcome.status == 2 && outcome.errors.contains("one file cannot hold both lists"))
    }

    @Test func `of a report, a comparison and a suite stays as it is`() throws {
        let run = ["run", "scenarios/smallest.yaml", "--duration", "10m", "--quiet"]
        for seed in ["1", "2"] {
            try #require(try Program.run(run + ["--out", database, "--seed", seed]).status == 0)
        }
        try expectSpared("run.sqlite") { ["report", database, "--force", "-o", $0] }
        try expectSpared("run.sqlite") {
            ["compare", "\(database)#1", "\(database)#2", "--force", "-o", $0]
        }
        let virtual = "csms.security={}"
        for input in ["s.yaml", "chargers.csv", "tokens.csv"] {
            try expectSpared(input) {
                [
                    "compare", "--run", scenario, "--run", scenario, "-n", "1", "--set", virtual,
                    "--out", folder.file("c"), "--force", "-o", $0,
                ]
            }
        }
        let suite = try folder.write(
            "scenarios: [{scenario: s.yaml}]\nruns: 3\n",
            to: "suite.yaml"
        )
        let nightly = ["nightly", suite, "--set", virtual, "--force"]
        for input in ["suite.yaml", "s.yaml", "chargers.csv", "tokens.csv"] {
            try expectSpared(input) { nightly + ["--export", $0] }
            try expectSpared(input) { nightly + ["--history", $0] }
        }
    }

    @Test func `is not even closed to others where it is taken for a database`() throws {
        let letter = try folder.write("a letter to a friend", to: "letter.txt")
        chmod(letter, 0o644)
        let refused = try Program.run([
            "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--out", letter,
        ])
        #expect(refused.status == 2)
        var facts = stat()
        #expect(stat(letter, &facts) == 0 && facts.st_mode & 0o777 == 0o644)
    }
}
