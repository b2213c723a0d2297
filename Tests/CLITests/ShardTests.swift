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

    @Test func `that is judged by a bound of any size is put together`() throws {
        let small = "thresholds=[calls.failed < 0.00001%, calls.latency p99 < 1 m 30 s]"
        let parts = try shards(2, ["--set", small])
        let outcome = try Program.run(["merge"] + parts + ["-o", folder.file("m.sqlite")])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("passed: calls.failed < 0.00001%"), "\(outcome.output)")
        #expect(outcome.output.contains("passed: calls.latency p99 < 90s"), "\(outcome.output)")
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `ends in order on the first signal while it is put together`(signal: Int32) throws {
        let parts = try shards(2)
        let out = folder.file("m.sqlite")
        let outcome = try Program.run(["merge"] + parts + ["-o", out], awaitedBy: signal)
        #expect(outcome.status == 130 && !outcome.wasKilled, "\(outcome.errors)")
        #expect(outcome.errors.contains("fleetsim: ended by SIG"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: out), "nothing was written yet")
    }

    /// What is done to the records of a file: the head, a record for each of six windows, the end.
    private static let spoilt: [(name: String, indices: [Int], message: String)] = [
        ("a window is missing", [0, 1, 2, 4, 5, 6, 7], "begins 3600 s into the run"),
        ("the first is missing", [0, 2, 3, 4, 5, 6, 7], "the one before it ends at 0 s"),
        ("the last is missing", [0, 1, 2, 3, 4, 5, 7], "came to 7200 s, its windows to 6000 s"),
        ("one is there twice", [0, 1, 2, 2, 3, 4, 5, 6, 7], "begins 1200 s into the run"),
        ("time goes back", [0, 1, 2, 4, 3, 5, 6, 7], "begins 3600 s into the run"),
        ("none is there", [0, 7], "came to 7200 s, its windows to 0 s"),
    ]

    @Test(arguments: spoilt.indices)
    func `is refused where windows do not follow each other in all its shards`(index: Int) throws {
        let (name, indices, message) = Self.spoilt[index]
        let parts = try shards(2).map { path in
            let whole = try ShardRecords(Data(contentsOf: URL(fileURLWithPath: path)))
            try #require(whole.records.count == 8)
            let spoilt = "\(path) of which \(name)"
            try whole.picking(indices).write(to: URL(fileURLWithPath: spoilt))
            return spoilt
        }
        let out = folder.file("bad.sqlite")
        let outcome = try Program.run(["merge"] + parts + ["-o", out])
        #expect(outcome.status == 2, "\(name): \(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(name): \(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: out), "\(name)")
    }

    @Test func `is refused with more events than can be counted`() throws {
        let part = try shards(1)[0]
        let whole = try ShardRecords(Data(contentsOf: URL(fileURLWithPath: part)))
        // 2⁵⁰ in each, which a window may have: 2¹³ of them are more than there are numbers for.
        let endless = folder.file("endless.shard")
        try whole.repeating(1, handling: 1 << 50, times: 8_192)
            .write(to: URL(fileURLWithPath: endless))
        let out = folder.file("bad.sqlite")
        let outcome = try Program.run(["merge", endless, "-o", out])
        #expect(outcome.status == 2 && !outcome.wasKilled, "\(outcome.errors)")
        #expect(outcome.errors.contains("no run has as many events"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: out))
    }

    @Test(arguments: [
        (["--shard", "0/3"], "--shard takes I/N"), (["--shard", "two"], "--shard takes I/N"),
        (["--shard", "1/2", "--csms", "ws://127.0.0.1:1/"], "--shard is for virtual time"),
        (["--shard", "1/2", "--set", "csms.reference.workers=4"], "waits for every other"),
        (["--shard", "1/2", "--soak"], "--soak is not for shards"),
        (["--shard", "1/2", "--json"], "--json is not for shards"),
        (["--shard", "1/2", "--summary", "short"], "--summary is for ‘fleetsim merge’"),
    ])
    func `is refused where it can have no parts`(options: [String], message: String) throws {
        let outcome = try Program.run(["run", scenario] + options)
        #expect(outcome.status == 2 && outcome.errors.contains(message), "\(outcome.errors)")
    }
}

/// The records of a shard's file, which each have a checksum of their own and none of the others.
private struct ShardRecords {
    private let line: Data
    let records: [Data]

    init(_ file: Data) throws {
        let end = try #require(file.firstIndex(of: UInt8(ascii: "\n"))) + 1
        line = file[..<end]
        var records: [Data] = []
        var index = end
        while index < file.count {
            let length = (0..<8).reduce(0) { $0 | Int(file[index + 1 + $1]) << (8 * $1) }
            records.append(file[index..<index + 17 + length])
            index += 17 + length
        }
        self.records = records
    }

    /// The head, and one window without length that often, each with that number of events.
    func repeating(_ index: Int, handling count: UInt64, times: Int) -> Data {
        var body = Array(records[index].dropFirst(17))
        // Each number has seven bits in a byte, and a sign; the first two are where the window begins and ends, the
        // last is how many events it had.
        for _ in 0..<2 { body.removeFirst((body.firstIndex { $0 < 0x80 } ?? 0) + 1) }
        body.removeLast()
        while body.last.map({ $0 >= 0x80 }) == true { body.removeLast() }
        body = [0, 0] + body
        var rest = count << 1
        while rest > 0x7F {
            body.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        body.append(UInt8(rest))
        // FNV-1a, as the file has it.
        let sum = body.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        var record = Data([records[index][records[index].startIndex]])
        for word in [UInt64(body.count), sum] {
            record += (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
        }
        record += body
        var file = line + records[0]
        for _ in 0..<times { file += record }
        return file
    }

    func picking(_ indices: [Int]) -> Data { indices.reduce(line) { $0 + records[$1] } }
}
