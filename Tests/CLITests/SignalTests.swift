import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `a signal` {
    private let folder: TemporaryFolder
    private var database: String { folder.file("run.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A run that does not end by itself, once it has written something.
    private func start(shell: String? = nil) throws -> Program {
        let program = try Program(
            [
                "run", "scenarios/first-day.yaml", "--duration", "365d", "--quiet", "--out",
                database,
            ],
            shell: shell
        )
        try program.wait(until: "the first rows") {
            var facts = stat()
            return stat(folder.file("run.sqlite-wal"), &facts) == 0 && facts.st_size > 100_000
        }
        return program
    }

    private func facts() throws -> String {
        let (status, said) = try Python.run(
            script: "Tests/Oracles/sql.py",
            arguments: [
                database, "SELECT status, status_reason FROM run", "PRAGMA integrity_check",
            ]
        )
        try #require(status == 0, "\(said)")
        return said
    }

    @Test(arguments: [
        (SIGINT, "ended by SIGINT (Ctrl-C)"), (SIGTERM, "ended by SIGTERM"),
        (SIGHUP, "ended by SIGHUP: its terminal went away"),
        (SIGXCPU, "ended by SIGXCPU: its limit of CPU time is used up"),
        (SIGUSR1, "ended by SIGUSR1"), (SIGUSR2, "ended by SIGUSR2"),
    ])
    func `ends a run in order, and the run says which it was`(
        number: Int32,
        reason: String
    ) throws {
        let program = try start()
        program.signal(number)
        let outcome = try program.wait()
        #expect(outcome.status == 130 && !outcome.wasKilled)
        #expect(outcome.errors.contains("fleetsim: \(reason)"), "\(outcome.errors)")
        #expect(try facts() == "interrupted|\(reason)\nok\n")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["run.sqlite"], "the file is alone")
    }

    @Test func `that the terminal went away is nothing to a run under nohup`() throws {
        let program = try start(shell: "trap '' HUP")
        program.signal(SIGHUP)
        program.signal(SIGTERM)
        #expect(try program.wait().status == 130)
        #expect(try facts() == "interrupted|ended by SIGTERM\nok\n")
    }

    @Test func `that comes twice ends a run at once, and the file can be read`() throws {
        let program = try start()
        while program.isRunning { try program.signalFromElsewhere(SIGINT) }
        _ = try program.wait()
        let report = try Program.run(["report", database, "--format", "json"])
        #expect(report.status == 0, "\(report.errors)")
        #expect(report.output.contains("\"status\": \"interrupted\""))
    }

    @Test(arguments: [
        // `timeout` signals the program, and then the group in which the program is.
        [SIGINT, SIGINT], [SIGTERM, SIGTERM],
        // CI systems send one, and then the other.
        [SIGINT, SIGTERM], [SIGTERM, SIGINT],
        // A shell and the kernel may both tell that a terminal went away.
        [SIGHUP, SIGHUP, SIGHUP],
    ])
    func `that is sent for one end several times ends a run in order`(_ numbers: [Int32]) throws {
        let program = try start()
        for number in numbers { program.signal(number) }
        let outcome = try program.wait()
        #expect(outcome.status == 130 && !outcome.wasKilled)
        #expect(outcome.errors.contains("fleetsim: ended by SIG"), "\(outcome.errors)")
    }

    @Test func `at the end of what a file may hold costs a night its history, and is told so`()
        throws
    {
        let suite = folder.file("suite.yaml")
        let scenario = Program.root.appendingPathComponent("scenarios/smallest.yaml").path
        try "scenarios:\n  - {scenario: \(scenario), runs: 3}\n"
            .write(toFile: suite, atomically: false, encoding: .utf8)
        let outcome = try Program.run(["nightly", suite], shell: "ulimit -f 8")
        #expect(outcome.status == 3, "a disk that gave way is no bad usage: \(outcome.errors)")
        #expect(outcome.errors.contains("File too large"), "\(outcome.errors)")
    }

    @Test func `at the end of what a file may hold is a write that failed`() throws {
        let outcome = try Program.run(
            [
                "run", "scenarios/first-day.yaml", "--calls", "all", "--quiet", "--out", database,
            ],
            shell: "ulimit -f 600"
        )
        #expect(outcome.status == 3 && !outcome.wasKilled, "\(outcome.errors)")
        #expect(outcome.errors.contains("\(database): the disk could not be read or written"))
        let facts = try facts()
        #expect(facts.hasPrefix("failed|\(database): "), "\(facts)")
    }
}
