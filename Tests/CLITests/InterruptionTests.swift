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

    private func judge(_ database: String) throws -> [String] {
        let (status, said) = try Python.run(
            script: "Tests/Oracles/integrity.py",
            arguments: [database]
        )
        try #require(status == 0, "\(said)")
        return said.split(separator: "\n").map(String.init)
    }

    @Test func `a kill at any moment leaves a whole database that is called interrupted`() throws {
        // Delays spread over the first second, in which the file is made and the first rows come.
        for moment in 0..<20 {
            let folder = try TemporaryFolder()
            let database = folder.file("run.sqlite")
            let program = try start(database)
            usleep(UInt32(20_000 + moment * moment * 2_500))
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
        while try !FileManager.default.fileExists(atPath: database) || judge(database).count < 2
            || judge(database)[1].hasSuffix(" 0")
        {
            usleep(50_000)
        }
        program.signal(SIGINT)
        let outcome = try program.wait()
        #expect(outcome.status == 130)
        #expect(!outcome.wasKilled)
        let verdict = try judge(database)
        #expect(verdict.first == "ok")
        #expect(verdict.last?.hasPrefix("interrupted ") == true)
        #expect(outcome.output.contains("interrupted"))
    }
}
