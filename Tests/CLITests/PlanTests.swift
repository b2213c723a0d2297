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
          replications: 4
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
            ["plan", file, "--quiet", "--out", folder.file("plan.sqlite")] + options
        )
    }

    @Test func `prints the designs, names the smallest and exits with 0`() throws {
        let folder = try TemporaryFolder()
        let outcome = try plan(in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.components(separatedBy: "\n")
        #expect(lines[0].hasPrefix("fleetsim plan ") && lines[0].hasSuffix("--seed 1"))
        #expect(lines.contains("3 designs, 12 replications, 48 h simulated, seed 1; complete."))
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
            ["--replications", "3", "--set", "plan.bays=[16]", "--format", "json"],
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
        #expect(designs?[0]["replications"] as? Int == 3)
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
