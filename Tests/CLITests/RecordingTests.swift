import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `a recording` {
    private let folder: TemporaryFolder
    private var file: String { folder.file("run.rec") }
    private var database: String { folder.file("run.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Thresholds and lateness are not what this is about.
    private static let scenario = """
        duration: 3m
        fleet: [{model: generic-ac, count: 20}]
        csms: {reference: {heartbeat: 10s}}
        default_thresholds: []
        trust: {late: 1h}

        """

    /// A run against the reference CSMS that is written down.
    private func record(_ options: [String]) throws -> Program.Outcome {
        let scenario = try folder.write(Self.scenario, to: "scenario.yaml")
        let server = try Program(["serve-csms", scenario, "--listen", "127.0.0.1:0"])
        defer {
            server.signal(SIGTERM)
            _ = try? server.wait()
        }
        let port = try server.hear(/127\.0\.0\.1:([1-9][0-9]*)/, "where it listens").1
        return try Program.run(
            [
                "run", scenario, "--csms", "ws://127.0.0.1:\(port)/", "--speed", "60", "--quiet",
                "--record", file, "--out", database,
            ] + options
        )
    }

    private func replay() throws -> Program.Outcome {
        try Program.run([
            "run", folder.file("scenario.yaml"), "--replay", file, "--out", database,
        ])
    }

    @Test func `says of its replay that it agrees, and in how many frames`() throws {
        #expect(try record([]).status == 0)
        let replay = try replay()
        #expect(replay.status == 0, "\(replay.errors)")
        let found = try #require(replay.output.firstMatch(of: /replay agrees: ([0-9,]+) frames/))
        // Twenty chargers boot, tell their status and beat every ten seconds.
        #expect((Int(found.1.filter { $0 != "," }) ?? 0) > 100)
    }

    @Test func `ends its replay in order on the first signal, and agrees with no more than it saw`()
        throws
    {
        #expect(try record([]).status == 0)
        let outcome = try Program.run(
            ["run", folder.file("scenario.yaml"), "--replay", file, "--out", database],
            awaitedBy: SIGTERM
        )
        #expect(outcome.status == 130 && !outcome.wasKilled, "\(outcome.errors)")
        #expect(outcome.errors.contains("fleetsim: ended by SIGTERM"), "\(outcome.errors)")
        #expect(!outcome.output.contains("replay agrees"), "\(outcome.output)")
        let (_, rows) = try Python.run(
            script: "Tests/Oracles/sql.py",
            arguments: [
                database, "SELECT status, status_reason FROM run ORDER BY id DESC LIMIT 1",
            ]
        )
        #expect(rows == "interrupted|ended by SIGTERM\n")
    }

    @Test func `is not read where it is none, or longer than it may be, however long the file is`()
        throws
    {
        let scenario = try folder.write(Self.scenario, to: "scenario.yaml")
        for (head, told) in [
            ("", "is no recording"), ("fleetsim recording 2\nseed 1\n", "is longer than 4 GiB"),
        ] {
            _ = try folder.write(head, to: "run.rec")
            try #require(truncate(file, 1 << 40) == 0)
            let outcome = try Program.run(["run", scenario, "--replay", file, "--out", database])
            #expect(outcome.status == 2 && !outcome.wasKilled, "\(outcome.errors)")
            #expect(outcome.errors.contains(told), "\(outcome.errors)")
        }
    }

    @Test func `holds nothing that a soak could measure`() throws {
        let outcome = try Program.run([
            "run", "scenarios/smallest.yaml", "--replay", file, "--soak", "--out", database,
        ])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--soak is not for replays"), "\(outcome.errors)")
    }

    @Test func `that another program is writing is refused, and left as it is`() throws {
        let text = "fleetsim recording 1\n"
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        let other = open(file, O_WRONLY)
        defer { close(other) }
        #expect(flock(other, LOCK_EX) == 0)
        let outcome = try record([])
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("another program is writing it"), "\(outcome.errors)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
        #expect(flock(other, LOCK_UN) == 0)
        #expect(try record([]).status == 0)
    }

    @Test func `ends at its bound, ready to be replayed, and the run goes on and says so`() throws {
        let outcome = try record(["--max-recording", "40kB"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.errors.contains(
                "the recording ends here: it has the 40 kB that it may have (--max-recording)"
            ),
            "\(outcome.errors)"
        )
        var facts = stat()
        #expect(stat(file, &facts) == 0 && facts.st_size > 0 && facts.st_size <= 40_000)
        let (_, rows) = try Python.run(
            script: "Tests/Oracles/sql.py",
            arguments: [
                database, "SELECT status, simulated_us FROM run",
                "SELECT kind FROM event WHERE kind LIKE 'recording%'",
            ]
        )
        #expect(rows == "complete|180000000\nrecording-ended\n")
        let replay = try replay()
        #expect(replay.output.contains("replay agrees: "), "\(replay.output)\(replay.errors)")
    }

    @Test func `into a pipe that no program reads is refused, and keeps nothing from ending`()
        throws
    {
        let live = [
            "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--duration", "2s",
            "--quiet", "--out", database, "--record", file,
        ]
        #expect(mkfifo(file, 0o600) == 0)
        let refused = try Program.run(live)
        #expect(refused.status == 3)
        #expect(refused.errors.contains("recording ‘\(file)’: no program reads it"))
        // One that opens it and never reads.
        let reader = open(file, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let deaf = try Program.run(live)
        #expect(deaf.status == 3 && deaf.errors.contains("the CSMS was never reached"))
        for path in [folder.path, file, "/dev/zero"] {
            let outcome = try Program.run(["run", "scenarios/smallest.yaml", "--replay", path])
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("cannot read ‘\(path)’: it is"))
        }
    }
}
