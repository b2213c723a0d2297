import Foundation
import TestSupport
import Testing

/// How a run ended, in its exit code and everywhere else alike.
@Suite struct `the end of a run` {
    private let folder: TemporaryFolder
    private var database: String { folder.file("run.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func run(_ scenario: String, _ options: [String] = []) throws -> Program.Outcome {
        let file = try folder.write(scenario, to: "scenario.yaml")
        return try Program.run(["run", file, "--out", database] + options)
    }

    private func report(_ format: String) throws -> String {
        try Program.run(["report", database, "--format", format]).output
    }

    /// From the middle on there is no CSMS.
    private static let dying = """
        duration: 20m
        fleet: [{model: generic-ac, count: 10}]
        csms: {reference: {heartbeat: 30s}}
        faults: [{at: 10m, kind: csms-restart, down: 2h}]

        """

    @Test func `is 1 where the CSMS was dead for half of it, though nothing was asked for`() throws
    {
        let outcome = try run(Self.dying)
        #expect(outcome.status == 1, "\(outcome.errors)")
        #expect(outcome.output.contains(/failed: csms\.answers > 75%, measured (49\.\d|50\.0) %/))
        #expect(
            outcome.output.contains(
                /The CSMS last answered anything at 00:09:\d\d, 10 chargers waiting\./
            )
        )
        #expect(try report("json").contains("\"status\": \"complete\""))
        #expect(try report("junit").contains("failures=\"1\" errors=\"0\""))
    }

    @Test func `is what the scenario says of that: another bound, or none`() throws {
        let bound = try run(Self.dying + "thresholds: [csms.answers > 40%]\n")
        #expect(bound.status == 0 && bound.output.contains("passed: csms.answers > 40%"))
        #expect(!bound.output.contains("csms.answers > 75%"))
        let time = try run(Self.dying + "thresholds: [csms.answers > 15m]\n")
        #expect(
            time.status == 1
                && time.output.contains(/failed: csms\.answers > 15m, measured (9\.\d+|10\.0) min/)
        )
        let none = try run(Self.dying + "default_thresholds: []\n")
        #expect(none.status == 0 && !none.output.contains("csms.answers"))
        #expect(none.output.contains("The CSMS last answered anything at"))
        let wrong = try run(Self.dying + "default_thresholds: [csms.answer]\n")
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("unknown default threshold ‘csms.answer’, did you mean"))
    }

    /// `.invalid` is a name that no server of names may know (RFC 2606).
    @Test func `is 3 and unreachable where the host of the CSMS has no address`() throws {
        let scenario = "name: nowhere\nfleet: [{model: generic-ac, count: 5}]\n"
        let url = "ws://csms.invalid/ocpp"
        let outcome = try run(scenario, ["--csms", url])
        #expect(outcome.status == 3)
        let told = "CSMS was never reached: the host ‘csms.invalid’ cannot be found"
        for text in [outcome.output, outcome.errors, try report("junit"), try report("json")] {
            #expect(text.contains(told), "\(text)")
        }
        #expect(try report("html").contains("unreachable"))
        #expect(try report("junit").contains("errors=\"1\""))
        let file = folder.file("scenario.yaml")
        let suite = try folder.write(
            "csms: \(url)\nscenarios: [{scenario: scenario.yaml}]\n",
            to: "s.yaml"
        )
        for command in [
            ["capacity", file, "--csms", url, "--yes", "--out", folder.file("c.sqlite")],
            [
                "compare", "--run", file, "--csms", url, "--csms", url, "-n", "2", "--out",
                folder.file("x"),
            ],
            ["nightly", suite],
        ] {
            let outcome = try Program.run(command)
            let said = outcome.output + outcome.errors
            #expect(outcome.status == 3 && said.contains(told), "\(command): \(said)")
        }
        // Where one's own address is meant, the command is wrong.
        let listens = try Program.run(["serve-csms", file, "--listen", "csms.invalid:0"])
        #expect(listens.status == 2)
    }

    @Test func `is 3 and unreachable where chargers tried and none got in, with all their tries`()
        throws
    {
        let scenario = "load: [{step: 100%, hold: 2m}]\nfleet: [{model: generic-ac, count: 5}]\n"
        let outcome = try run(scenario, ["--csms", "ws://127.0.0.1:1/", "--speed", "60"])
        #expect(outcome.status == 3)
        let told = try #require(
            outcome.errors.firstMatch(
                of: /the CSMS was never reached: connection refused \((\d+) times\)/
            ),
            "\(outcome.errors)"
        )
        // Five chargers try again and again for two minutes: a last window would tell of a few.
        #expect((Int(told.1) ?? 0) >= 10)
        #expect(outcome.output.contains("; unreachable."))
        // Once on each stream, and no word of lateness where no answer was.
        for text in [outcome.output, outcome.errors, try report("junit")] {
            #expect(
                text.lowercased().split(separator: "csms was never reached").count == 2,
                "\(text)"
            )
        }
        #expect(!outcome.errors.contains("cannot be trusted"))
        #expect(outcome.output.contains("Not judged: the run is unreachable."))
        #expect(try report("json").contains("\"status\": \"unreachable\""))
        #expect(try report("junit").contains("<error type=\"unreachable\""))
        #expect(try report("csv").contains(/\r\nunreachable,"?the CSMS was never reached/))
        #expect(try report("html").contains("</span>The CSMS was never reached</h2>"))
    }

    @Test func `is 3 where the CSMS was never reached, though a threshold fails as well`() throws {
        let scenario = """
            load: [{step: 100%, hold: 30s}]
            fleet: [{model: generic-ac, count: 5}]
            thresholds: [boot.count > 1]

            """
        let outcome = try run(scenario, ["--csms", "ws://127.0.0.1:1/", "--speed", "60"])
        #expect(outcome.status == 3, "\(outcome.errors)")
    }

    @Test func `is 130 where it was interrupted, though a threshold fails by then`() throws {
        let scenario = Self.dying + "thresholds: [boot.count > 1000000]\n"
        let file = try folder.write(scenario, to: "scenario.yaml")
        let program = try Program([
            "run", file, "--duration", "365d", "--calls", "all", "--quiet", "--out", database,
        ])
        let log = database + "-wal"
        try program.wait(until: "rows are written") {
            (try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? 0) ?? 0 > 0
        }
        program.signal(SIGINT)
        let outcome = try program.wait()
        #expect(outcome.status == 130, "\(outcome.errors)")
        #expect(try report("json").contains("\"status\": \"interrupted\""))
    }

    @Test func `is 130 where it was interrupted, though the CSMS was not reached by then`() throws {
        let scenario =
            "load: [{step: 100%, hold: 1h}]\nfleet: [{model: generic-ac, count: 5}]\n"
            + "thresholds: [boot.count > 1]\n"
        let file = try folder.write(scenario, to: "scenario.yaml")
        let program = try Program([
            "run", file, "--csms", "ws://127.0.0.1:1/", "--out", database,
        ])
        _ = try program.hear(/0 of 5 connected/, "its first line")
        program.signal(SIGINT)
        let outcome = try program.wait()
        #expect(outcome.status == 130, "\(outcome.errors)")
        #expect(try report("json").contains("\"status\": \"interrupted\""))
    }

    @Test func `is 3 where it was over before a charger tried, and says so`() throws {
        let scenario = "load: [{hold: 2s}]\nfleet: [{model: generic-ac, count: 5}]\n"
        let outcome = try run(scenario, ["--csms", "ws://127.0.0.1:1/"])
        #expect(outcome.status == 3, "\(outcome.errors)")
        #expect(outcome.errors.contains("no charger tried to connect: the run was over before"))
        #expect(outcome.output.contains("No charger tried to connect"))
        #expect(!outcome.output.contains("csms.answers"))
    }
}
