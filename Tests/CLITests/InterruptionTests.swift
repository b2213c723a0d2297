import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `interruption` {
    /// Long enough that no kill comes too late.
    private func start(_ database: String) throws -> Program {
        try Program([
            "run", "scenarios/first-day.yaml", "--duration", "365d", "--calls", "all", "--quiet",
            "--out", database,
        ])
    }

    /// How much the database and its log have grown to.
    private static func size(of folder: TemporaryFolder) -> Int {
        ["run.sqlite", "run.sqlite-wal"].reduce(0) { sum, name in
            var facts = stat()
            return stat(folder.file(name), &facts) == 0 ? sum + Int(facts.st_size) : sum
        }
    }

    private func judge(_ database: String) throws -> [String] {
        let (status, said) = try Python.run(
            script: "Tests/Oracles/integrity.py",
            arguments: [database]
        )
        try #require(status == 0, "\(said)")
        return said.split(separator: "\n").map(String.init)
    }

    @Test func `a kill at any moment leaves a whole database that is called interrupted`() throws {
        // From before there is a file, over its first pages, to a few megabytes of rows.
        for moment in 0..<20 {
            let folder = try TemporaryFolder()
            let database = folder.file("run.sqlite")
            let program = try start(database)
            try program.wait(until: "\(moment * moment) pages") {
                Self.size(of: folder) >= moment * moment * 4_096
            }
            program.signal(SIGKILL)
            #expect(try program.wait().wasKilled)
            guard FileManager.default.fileExists(atPath: database) else { continue }
            let report = try Program.run(["report", database, "--format", "json"])
            let verdict = try judge(database)
            #expect(verdict.first == "ok", "killed at moment \(moment)")
            // The very first kill may come before there is a run to speak of.
            guard report.status == 0 else {
                #expect(verdict.last == "none 0", "\(report.errors)")
                continue
            }
            #expect(report.output.contains("\"status\": \"interrupted\""), "\(report.output)")
        }
    }

    @Test func `Ctrl-C ends a run in order`() throws {
        let folder = try TemporaryFolder()
        let database = folder.file("run.sqlite")
        let program = try start(database)
        try program.wait(until: "the first rows") {
            guard Self.size(of: folder) > 0 else { return false }
            let verdict = try judge(database)
            return verdict.count > 1 && !verdict[1].hasSuffix(" 0")
        }
        program.signal(SIGINT)
        let outcome = try program.wait()
        #expect(outcome.status == 130)
        #expect(!outcome.wasKilled)
        let verdict = try judge(database)
        #expect(verdict.first == "ok")
        #expect(verdict.last?.hasPrefix("interrupted ") == true)
        #expect(outcome.output.hasPrefix("Interrupted after "))
    }
}
