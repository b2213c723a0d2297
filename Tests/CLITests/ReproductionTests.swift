import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `reproduction` {
    /// A fleet small enough for debug: all that can happen, on one kernel or several.
    private static let scenario = """
        # Does a run come out the same, wherever and however it is run?
        name: reproduction
        duration: 4h
        csms:
          reference:
            registration: {pending: 10%, times: 1, retry: 30s}
            tags: {count: 50, blocked: 5%}
            commands:
              - {action: Reset, type: Soft, at: 1h, share: 20%, over: 10m}
              - {action: TriggerMessage, message: MeterValues, at: 30m, every: 1h, over: 1m}
        fleet:
          - {model: generic-ac-dual, count: 20, network: mobile, arrivals: {per_day: 20, strangers: 5%}}
          - site: depot
            count: 4
            chargers: [{model: wallbox-commander-2, count: 5}]
            arrivals: {preset: nl_work, per_day: 60}
        faults:
          - {at: 2h, kind: csms-restart, down: 1m}
        """

    /// The report without what the machine and the clock have to do with it.
    private func report(
        _ arguments: [String] = [],
        build: Program.Build = .release,
        environment: [String: String] = [:]
    ) throws -> String {
        let folder = try TemporaryFolder()
        let scenario = try folder.write(Self.scenario, to: "scenario.yaml")
        let run = try Program.run(
            ["run", scenario, "--json", "--calls", "errors", "--out", folder.file("run.sqlite")]
                + arguments,
            build: build,
            environment: environment
        )
        try #require(run.status == 0, "\(run.errors)")
        let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        var object = try #require(json as? [String: Any])
        #expect(object.removeValue(forKey: "host") != nil)
        let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
        return String(decoding: data, as: UTF8.self)
    }

    @Test func `a run comes out the same twice, on any threads, in debug and release`() throws {
        let first = try report(["--threads", "1"])
        #expect(try report(["--threads", "1"]) == first)
        #expect(try report(["--threads", "2"]) == first)
        #expect(try report(["--threads", "4"]) == first)
        #expect(try report(build: .debug) == first)
        #expect(try report(["--seed", "2"]) != first)
    }

    @Test func `neither the hash seed nor the processor's instructions reach the result`() throws {
        let first = try report()
        #expect(try report(environment: ["SWIFT_DETERMINISTIC_HASHING": "1"]) == first)
        let tunables = ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4"]
        #expect(try report(environment: tunables) == first)
    }

    @Test func `the first line is the command that does the run again`() throws {
        let folder = try TemporaryFolder()
        let scenario = try folder.write(Self.scenario, to: "a scenario.yaml")
        let run = try Program.run(
            ["run", scenario, "--duration", "10m", "--out", folder.file("a.sqlite")])
        let first = run.output.split(separator: "\n").first ?? ""
        #expect(
            first
                == "fleetsim run '\(scenario)' --duration 10m --out \(folder.file("a.sqlite")) --seed 1"
        )
        let last = run.output.split(separator: "\n").suffix(2)
        #expect(last.first?.hasPrefix("fingerprint ") == true)
        #expect(last.last == "run database \(folder.file("a.sqlite"))")
    }

    @Test
    func `the command that does the run again can be run where files stand behind two dashes`()
        throws
    {
        let folder = try TemporaryFolder()
        let scenario = try folder.write(Self.scenario, to: "scenario.yaml")
        let words = ["run", "--duration", "10m", "--out", folder.file("a.sqlite"), "--", scenario]
        let run = try Program.run(words)
        let first = run.output.split(separator: "\n").first ?? ""
        let again = first.split(separator: " ").dropFirst().map(String.init)
        #expect(again == ["run", "--seed", "1"] + words.dropFirst())
        let second = try Program.run(again)
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.output.split(separator: "\n").first == first)
    }

    @Test(arguments: ["--out", "-o"])
    func `the command that a database keeps names no database`(option: String) throws {
        let folder = try TemporaryFolder()
        let scenario = try folder.write(Self.scenario, to: "scenario.yaml")
        let database = folder.file("a.sqlite")
        try #require(
            Program.run(["run", scenario, "--duration", "10m", option, database]).status == 0
        )
        let report = try Program.run(["report", database]).output
        #expect(report.contains("fleetsim run \(scenario) --duration 10m --seed 1"))
    }

    @Test func `a run checked twice says so`() throws {
        let folder = try TemporaryFolder()
        let scenario = try folder.write(Self.scenario, to: "scenario.yaml")
        let run = try Program.run(
            [
                "run", scenario, "--duration", "30m", "--check-twice", "--out",
                folder.file("run.sqlite"),
            ])
        #expect(run.status == 0)
        #expect(run.errors.contains("both runs are equal"))
    }
}
