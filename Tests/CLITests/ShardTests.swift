import Foundation
import TestSupport
import Testing

@Suite struct `a run in shards` {
    private let folder: TemporaryFolder
    private let scenario: String

    init() throws {
        folder = try TemporaryFolder()
        scenario = try folder.write(
            """
            name: parts
            duration: 2h
            window: 20m
            fleet:
              - site: street
                count: 5
                chargers: [{model: generic-ac, count: 3}]
                arrivals: {per_day: 90}
                power: {limit: 40A}
            thresholds: [boot.latency p99 < 5s]

            """,
            to: "parts.yaml"
        )
    }

    private func shards(_ count: Int, _ options: [String] = []) throws -> [String] {
        try (1...count).map { number in
            let path = folder.file("\(number)-of-\(count).shard")
            let run = try Program.run(
                ["run", scenario, "--quiet", "--shard", "\(number)/\(count)", "--out", path]
                    + options
            )
            #expect(run.status == 0, "\(run.errors)")
            return path
        }
    }

    private func dump(_ path: String) throws -> String {
        let dump = try Python.run(script: "Tests/Oracles/dump_database.py", arguments: [path])
        try #require(dump.status == 0, "\(dump.output)")
        return dump.output
    }

    @Test func `gives the database that one process writes`() throws {
        let whole = folder.file("whole.sqlite")
        let run = try Program.run(["run", scenario, "--quiet", "--calls", "all", "--out", whole])
        #expect(run.status == 0, "\(run.errors)")
        let expected = try dump(whole)
        for count in [1, 2, 7] {
            let merged = folder.file("merged-\(count).sqlite")
            let parts = try shards(count, ["--calls", "all"])
            let outcome = try Program.run(["merge"] + parts.reversed() + ["-o", merged])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("passed: boot.latency p99 < 5s"))
            #expect(try dump(merged) == expected)
        }
    }

    @Test func `is not put together of what does not belong together`() throws {
        let parts = try shards(3)
        let other = folder.file("other.shard")
        _ = try Program.run([
            "run", scenario, "--quiet", "--seed", "9", "--shard", "2/3", "--out", other,
        ])
        let damaged = folder.file("damaged.shard")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: parts[1]))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: damaged))
        let cut = folder.file("cut.shard")
        try bytes.prefix(bytes.count / 3).write(to: URL(fileURLWithPath: cut))
        for (files, message) in [
            ([parts[0], parts[2]], "missing: 2/3"),
            ([parts[0], parts[1], parts[1]], "are both shard 2"),
            ([parts[0], other, parts[2]], "are not of one run"),
            ([parts[0], damaged, parts[2]], "is not as it was written"),
            ([parts[0], cut, parts[2]], "is cut short"),
            ([scenario], "is no shard"), ([folder.file("none")], "cannot read"),
            ([folder.path], "cannot"),
        ] {
            let out = folder.file("bad.sqlite")
            let outcome = try Program.run(["merge"] + files + ["-o", out])
            #expect(outcome.status == 2 || outcome.status == 3, "\(outcome.errors)")
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: out))
        }
    }

    @Test(arguments: [
        (["--shard", "0/3"], "--shard takes I/N"), (["--shard", "two"], "--shard takes I/N"),
        (["--shard", "1/2", "--csms", "ws://127.0.0.1:1/"], "--shard is for virtual time"),
        (["--shard", "1/2", "--set", "csms.reference.workers=4"], "waits for every other"),
    ])
    func `is refused where it can have no parts`(options: [String], message: String) throws {
        let outcome = try Program.run(["run", scenario] + options)
        #expect(outcome.status == 2 && outcome.errors.contains(message), "\(outcome.errors)")
    }
}
