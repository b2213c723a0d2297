import Foundation
import TestSupport
import Testing

@Suite struct `thresholds of a run` {
    private func scenario(_ thresholds: String) -> String {
        """
        fleet: [{model: generic-ac, count: 4}]
        load: [{ramp: 60s, to: 100%}, {hold: 9m, name: calm}]
        thresholds: \(thresholds)

        """
    }

    private func run(
        _ thresholds: String,
        _ options: [String] = [],
        in folder: TemporaryFolder
    ) throws -> Program.Outcome {
        let file = try folder.write(scenario(thresholds), to: "scenario.yaml")
        let out = ["--out", folder.file("run.sqlite")]
        return try Program.run(["run", file] + out + options)
    }

    @Test func `exit code 0 and a line each where all passed`() throws {
        let folder = try TemporaryFolder()
        let outcome = try run(
            "[boot.latency p99 < 2s, {expect: connections.connected = 100%, in: calm}]",
            in: folder
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("passed: boot.latency p99 < 2s, measured"))
        let line = "passed: connections.connected = 100% in calm, measured 100 %"
        #expect(outcome.output.contains(line))
    }

    @Test func `exit code 1 where one failed, for want of a sample too`() throws {
        let folder = try TemporaryFolder()
        let outcome = try run("[calls.count < 5, breaches = 0]", in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("failed: calls.count < 5, measured"))
        #expect(outcome.output.contains("passed: breaches = 0, measured 0"))
        let none = try run("[get-log.latency p99 < 5s]", in: folder)
        #expect(none.status == 1)
        #expect(none.output.contains("failed: get-log.latency p99 < 5s, no sample"))
    }

    @Test func `a run that is cut short before a phase fails what was expected of it`() throws {
        let folder = try TemporaryFolder()
        let outcome = try run(
            "[{expect: breaches = 0, in: calm}]",
            ["--duration", "30s"],
            in: folder
        )
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("failed: breaches = 0 in calm, no sample"))
    }

    @Test func `every format of a report has the verdicts`() throws {
        let folder = try TemporaryFolder()
        let outcome = try run("[calls.count < 5, breaches = 0]", ["--json"], in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("\"expression\": \"calls.count < 5\""))
        #expect(outcome.output.contains("\"passed\": false"))
        func report(_ format: String) throws -> String {
            let database = folder.file("run.sqlite")
            let report = try Program.run(["report", database, "--format", format])
            #expect(report.status == 0, "\(report.errors)")
            return report.output
        }
        #expect(try report("junit").contains("tests=\"3\" failures=\"1\" errors=\"0\""))
        #expect(try report("html").contains("calls.count &lt; 5"))
        #expect(try report("md").contains("| calls.count < 5 "))
        #expect(try report("csv").contains("\r\nbreaches = 0,,0.0,,true,0\r\n"))
        #expect(try report("json").contains("\"phases\": [\n"))
    }

    @Test func `a threshold that says nothing is refused before the run, with its place`() throws {
        let folder = try TemporaryFolder()
        let outcome = try run("[boot.latancy p99 < 2s]", in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("scenario.yaml:3:14: unknown measure ‘latancy’ of boot"))
        #expect(outcome.errors.contains("did you mean ‘latency’?"))
    }
}
