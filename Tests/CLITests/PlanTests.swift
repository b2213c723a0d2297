import Foundation
import TestSupport
import Testing

@Suite struct `fleetsim plan` {
    private static let scenario = """
        fleet:
          - site: kerb
            chargers: [{model: generic-ac, count: 4}]
            arrivals: {per_day: 40, dwell: 2h, energy: 8kWh}
        plan:
          bays: [4, 6, 8]
          replications: 10
          horizon: 2d
          targets: [blocked <= 20%]

        """

    private func plan(
        _ options: [String] = [],
        scenario: String = Self.scenario,
        in folder: TemporaryFolder
    ) throws -> Program.Outcome {
        let file = try folder.write(scenario, to: "kerb.yaml")
        return try Program.run(
            ["plan", file, "--out", folder.file("plan.sqlite")] + options
        )
    }

    @Test func `prints the designs, names the smallest and exits with 0`() throws {
        let folder = try TemporaryFolder()
        let outcome = try plan(in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.components(separatedBy: "\n")
        #expect(lines[0].hasPrefix("fleetsim plan ") && lines[0].hasSuffix("--seed 1"))
        let span = "48 h each after a warm-up of 24 h"
        #expect(lines.contains("3 designs, 30 replications, \(span), seed 1; complete."))
        #expect(lines.contains { $0.hasPrefix("Smallest design that meets the targets: ") })
        #expect(lines.filter { $0.contains(" smallest |") }.count == 1)
        #expect(outcome.output.contains("What a little more would change"))
    }

    @Test func `exits with 1 when no design meets the targets`() throws {
        let folder = try TemporaryFolder()
        let outcome = try plan(["--set", "plan.targets.0=blocked <= 0.01%"], in: folder)
        #expect(outcome.status == 1, "\(outcome.errors)")
        #expect(outcome.output.contains("No design meets the targets."))
    }

    @Test func `exits with 1 when it cannot tell, and says how many replications would`() throws {
        let folder = try TemporaryFolder()
        let outcome = try plan(
            ["--set", "plan.bays=[16]", "--set", "plan.targets.0=served >= 100%"],
            in: folder
        )
        // Not one of all that came went away, and yet nothing is shown.
        #expect(outcome.status == 1, "\(outcome.errors)")
        #expect(outcome.output.contains("No design is shown to meet the targets."))
        #expect(outcome.output.contains("Undecided: 16 bays ("))
        #expect(!outcome.output.contains("Smallest design"))
    }

    @Test func `what only a run with a CSMS has is said to be left out`() throws {
        let folder = try TemporaryFolder()
        let scenario = Self.scenario + "faults: [{at: 1h, kind: csms-restart, down: 30s}]\n"
        let file = try folder.write(scenario, to: "kerb.yaml")
        let told = try Program.run(["plan", file, "--out", folder.file("plan.sqlite")])
        #expect(told.status == 0, "\(told.errors)")
        #expect(told.errors.contains("a plan has no CSMS and no calls: faults left out"))
    }

    @Test func `a site whose power a CSMS shares is planned with it, on one thread as on two`()
        throws
    {
        let folder = try TemporaryFolder()
        let power = "    power: {limit: 32A, control: csms}\n"
        let shared = Self.scenario.replacingOccurrences(of: "plan:\n", with: "\(power)plan:\n")
        let scenario =
            shared + "faults: [{at: 1h, kind: csms-restart, down: 30s}]\n"
        let file = try folder.write(scenario, to: "kerb.yaml")
        func plan(_ control: String, _ threads: Int) throws -> Program.Outcome {
            let outcome = try Program.run([
                "plan", file, "--threads", "\(threads)", "--format", "csv", "--replications", "2",
                "--set", "plan.bays=[4]", "--set", "plan.horizon=2d",
                "--set", "fleet.0.power.control=\(control)", "--out", folder.file("plan.sqlite"),
            ])
            #expect(outcome.status < 2, "\(outcome.errors)")
            return outcome
        }
        let one = try plan("csms", 1)
        #expect(try plan("csms", 2).output == one.output)
        let told = "share power, and no more is asked of it: faults left out"
        #expect(one.errors.contains(told), "\(one.errors)")
        let alone = try plan("site", 2)
        #expect(alone.output != one.output)
        #expect(alone.output.count > 100 && one.output.count > 100)
        #expect(try Program.run(["check", file]).errors.isEmpty)
    }

    @Test func `the number of threads changes no byte`() throws {
        let folder = try TemporaryFolder()
        func tables(_ threads: Int) throws -> [String] {
            let outcome = try plan(["--threads", "\(threads)", "--format", "csv"], in: folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output.components(separatedBy: "\r\n")
        }
        let one = try tables(1)
        #expect(one.count == 5 && one[1].hasPrefix("0,4,"))
        #expect(try tables(2) == one)
    }

    @Test func `replications and any key can be set, and the report is told again`() throws {
        let folder = try TemporaryFolder()
        let outcome = try plan(
            ["--replications", "30", "--set", "plan.bays=[16]", "--format", "json"],
            in: folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        let told = try Program.run(["report", folder.file("plan.sqlite"), "--format", "json"])
        #expect(told.output == outcome.output)
        let root = try JSONSerialization.jsonObject(with: Data(told.output.utf8))
        let plan = (root as? [String: Any])?["plan"] as? [String: Any]
        let designs = plan?["designs"] as? [[String: Any]]
        #expect(designs?.count == 1)
        #expect(designs?[0]["bays"] as? Int == 16)
        #expect(designs?[0]["replications"] as? Int == 30)
    }

    @Test func `bad usage is told, and nothing is run`() throws {
        let folder = try TemporaryFolder()
        let none = try plan(scenario: "fleet: [{model: generic-ac}]\n", in: folder)
        #expect(none.status == 2)
        #expect(none.errors.contains("it has no ‘plan’"))
        let format = try plan(["--format", "pdf"], in: folder)
        #expect(format.status == 2)
        let few = try plan(["--replications", "1"], in: folder)
        #expect(few.status == 2)
        #expect(few.errors.contains("‘1’ is not a whole number from 2"))
        let unknown = try plan(["--duration", "1d"], in: folder)
        #expect(unknown.status == 2)
        #expect(!FileManager.default.fileExists(atPath: folder.file("plan.sqlite")))
    }

    @Test func `a plan that is interrupted leaves a whole file`() throws {
        let folder = try TemporaryFolder()
        let long = Self.scenario.replacingOccurrences(of: "horizon: 2d", with: "horizon: 3000d")
        let file = try folder.write(long, to: "long.yaml")
        let program = try Program(["plan", file, "--out", folder.file("plan.sqlite")])
        try program.wait(until: "the file") {
            FileManager.default.fileExists(atPath: folder.file("plan.sqlite"))
        }
        program.signal(SIGINT)
        let outcome = try program.wait()
        #expect(outcome.status == 130, "\(outcome.errors)")
        let told = try Program.run(["report", folder.file("plan.sqlite"), "--format", "md"])
        #expect(told.status == 0 && told.output.contains("interrupted"))
    }
}

// Drivers who are listed.
extension `fleetsim plan` {
    private static let timetable = """
        vehicle,days,arrival,departure,requested_kwh,phases,ev_max_a
        van-1,weekday,17:00,06:00,40,3,16
        van-2,weekday,17:30,06:00,40,3,16
        van-3,mon-thu,18:00,05:30,40,3,16

        """

    private func depot(_ arrivals: String) -> String {
        """
        csms: none
        start: 2026-03-02T00:00:00Z
        fleet:
          - site: depot
            chargers: [{model: generic-ac, count: 3}]
            arrivals: \(arrivals)
            power: {limit: 20A, sharing: max-min}
        plan:
          limit: [10A, 20A]
          horizon: 14d
          targets: [energy_not_served <= 1%]

        """
    }

    @Test func `takes a timetable, simulates it once and claims no interval`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Self.timetable, to: "depot.csv")
        let outcome = try plan(scenario: depot("{timetable: depot.csv}"), in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.output.contains(
                "2 designs, 2 replications, 14 days each after a warm-up of 48 h, seed 1"
            )
        )
        #expect(outcome.output.contains("each design is simulated once"))
        #expect(outcome.output.contains("Smallest design that meets the targets: 3 bays, 20 A."))
        #expect(!outcome.output.contains(" … ") && !outcome.output.contains("99.9 %"))
        func arrivals(_ options: [String]) throws -> [String: Any]? {
            let told = try plan(
                ["--format", "json"] + options,
                scenario: depot("{timetable: depot.csv}"),
                in: folder
            )
            let root = try JSONSerialization.jsonObject(with: Data(told.output.utf8))
            let plan = (root as? [String: Any])?["plan"] as? [String: Any]
            let design = (plan?["designs"] as? [[String: Any]])?.first
            return (design?["figures"] as? [String: Any])?["arrivals"] as? [String: Any]
        }
        let figure = try arrivals([])
        // Twice fourteen in fourteen days.
        #expect(figure?["mean"] as? Double == 2)
        #expect(figure?["low"] is NSNull && figure?["high"] is NSNull)
        let other = try plan(
            ["--format", "csv", "--seed", "9"],
            scenario: depot("{timetable: depot.csv}"),
            in: folder
        )
        let same = try plan(
            ["--format", "csv"],
            scenario: depot("{timetable: depot.csv}"),
            in: folder
        )
        #expect(other.output == same.output, "a seed changes nothing")
        let drawn = try plan(
            ["--set", "fleet.0.arrivals.deviation=20m", "--replications", "4"],
            scenario: depot("{timetable: depot.csv}"),
            in: folder
        )
        #expect(drawn.output.contains("8 replications") && drawn.output.contains(" … "))
    }

    @Test func `takes listed sessions, up to the day of the last`() throws {
        let folder = try TemporaryFolder()
        let sessions = """
            session_id,arrival_min,departure_min,requested_kwh,ev_max_a
            a,60,600,10,16
            b,90,700,20,16
            c,1500,2000,20,16
            d,1510,2010,20,16

            """
        _ = try folder.write(sessions, to: "log.csv")
        let outcome = try plan(
            ["--set", "plan.bays=[1, 2]"],
            scenario: depot("{sessions: log.csv}"),
            in: folder
        )
        #expect(
            outcome.output.contains(
                "4 designs, 4 replications, 48 h each without a warm-up, seed 1"
            )
        )
        #expect(outcome.output.contains("each design is simulated once"))
        #expect(outcome.output.contains("fits: who comes is listed."))
        let other = try plan(
            ["--set", "plan.arrivals=[{per_day: 3}]"],
            scenario: depot("{sessions: log.csv}"),
            in: folder
        )
        #expect(other.status == 2)
        #expect(other.errors.contains("who comes is listed, so that there can be no other"))
    }

    @Test func `says how often users can come who are asked to come more often`() throws {
        let folder = try TemporaryFolder()
        let users =
            "{users: {count: 3, plug_ins: 20/week}, weekday: [\(hours)], weekend: [\(hours)]"
        let outcome = try plan(scenario: depot("\(users), dwell: 10h, handling: none}"), in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("fleet.0.arrivals.users: at depot its users cannot"))
        #expect(outcome.errors.contains("16.8 a week can be had"), "\(outcome.errors)")
    }

    private var hours: String { Array(repeating: "1", count: 24).joined(separator: ", ") }

    @Test func `has every van of the shipped depot, and so needs 90 A`() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(
            [
                "plan", "scenarios/plan-depot.yaml", "--quiet", "--out",
                folder.file("depot.sqlite"), "--set", "plan.limit=[80A, 90A]", "--set",
                "plan.sharing=max-min", "--replications", "6", "--format", "json",
            ]
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        let root = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let plan = (root as? [String: Any])?["plan"] as? [String: Any]
        let designs = try #require(plan?["designs"] as? [[String: Any]])
        #expect(designs.map { $0["smallest"] as? Bool } == [false, true])
        let figures = designs[0]["figures"] as? [String: [String: Any]]
        // Twenty vans on five days of seven.
        let mean = try #require(figures?["arrivals"]?["mean"] as? Double)
        #expect(abs(mean - 100.0 / 7) < 1e-9)
    }
}
