import FleetSim
import Foundation
import Observing
import Scenarios
import Testing

@testable import Report

@Suite struct `a soak` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws { scratch = try Scratch() }

    /// Windows of a minute whose response times and memory rise by a share an hour, and by another each evening.
    private func write(
        hours: Int,
        rise: Double,
        eachEvening: Double = 0,
        isSoak: Bool = true,
        figures: Int = 0,
        calls: Int = 20,
        hasLongTail: Bool = false,
        thresholds: [Threshold] = []
    ) throws -> [Verdict] {
        var random = RandomStream(seed: 4, entity: 0, purpose: .replication)
        var manifest = RunManifest.fixture()
        manifest.phases = [
            Phase(name: "rise", start: .zero, end: .minute(95)),
            Phase(name: "hold", start: .minute(95), end: .minute(Int64(hours) * 60)),
        ]
        manifest.window = .seconds(60)
        var store = try Store(path: path)
        try store.begin(
            manifest,
            host: .fixture,
            startedAt: Date(timeIntervalSince1970: 0),
            isSoak: isSoak
        )
        for minute in 0..<Int64(hours * 60) {
            let isEvening = (17..<21).contains(minute / 60 % 24)
            let level = 1 + rise * Double(minute) / 60 + (isEvening ? eachEvening : 0)
            var batch = Batch()
            (batch.start, batch.end) = (.minute(minute), .minute(minute + 1))
            for _ in 0..<calls {
                let draw = random.unit()
                let factor = hasLongTail ? -log(max(draw, 1e-9)) : 0.9 + 0.2 * draw
                let time = SimDuration(nanoseconds: Int64(20e6 * level * factor))
                batch.calls.record(
                    .heartbeat,
                    .out,
                    .ok,
                    latency: time,
                    service: time,
                    bytesSent: 10,
                    bytesReceived: 20
                )
            }
            batch.connections.connected = 4
            batch.connections.close(at: batch.start + .seconds(20))
            batch.connections.open(at: batch.start + .seconds(25))
            if minute == 100 {
                for _ in 0..<2 { batch.connections.close(at: batch.start + .seconds(30)) }
                for _ in 0..<2 { batch.connections.open(at: batch.start + .seconds(40)) }
            }
            batch.connections.handshake.record(1_000 + minute)
            batch.handled = 40
            let memory = Observation(
                "resident_bytes",
                "",
                1e8 * level * (0.99 + 0.02 * random.unit())
            )
            let others = (0..<figures).map { (batch.end, Observation("m\($0)", "", 1)) }
            try store.observe("csms", [(batch.end, memory)] + others)
            try store.write(batch, usage: ProcessUsage(cpuPercent: 10, residentBytes: 50_000_000))
        }
        return try store.finish(
            RunResult.fixture(minutes: Int64(hours) * 60),
            judgedBy: thresholds,
            elapsed: .seconds(1)
        )
    }

    private func drifts() throws -> [Drift] {
        guard case .fleet(let course) = try summary(database: path).kind else { return [] }
        return course.drifts
    }

    @Test func `tells what rises by how much an hour, and what does not`() throws {
        let bound = Bound(5, .percent)
        let verdicts = try write(
            hours: 8,
            rise: 0.1,
            thresholds: [
                Threshold(.drift(.latency), .below, bound),
                Threshold(.drift(.memory), .below, bound),
            ]
        )
        let drifts = try drifts()
        let latency = try #require(drifts.first { $0.figure == OwnFigures.slowest })
        let memory = try #require(drifts.first { $0.figure == "csms resident_bytes" })
        #expect(latency.verdict == .rises && memory.verdict == .rises)
        #expect((0.0015...0.0027).contains(latency.perHour))
        #expect((memory.low...memory.high).contains(1e7) && memory.unit == "B")
        let own = try #require(drifts.first { $0.figure == "fleetsim resident_bytes" })
        #expect(own.verdict == .steady)
        #expect(verdicts.map(\.passed) == [false, false])
        for format in [ReportFormat.html, .md, .json] {
            #expect(try report(database: path, format: format).contains("csms resident_bytes"))
        }
        #expect(try summary(database: path).csvTables.contains { $0.name == "drift" })
    }

    @Test func `of what does not drift passes, and says so`() throws {
        let verdicts = try write(
            hours: 8,
            rise: 0,
            thresholds: [
                Threshold(.drift(.latency), .below, Bound(1, .percent)),
                Threshold(.drift(.observed), .below, Bound(1, .percent)),
            ]
        )
        #expect(verdicts.map(\.passed) == [true, true])
        #expect(try drifts().allSatisfy { $0.verdict == .steady })
        #expect(try report(database: path, format: .md).contains("No drift was found"))
    }

    /// The 99th percentile of 60 calls with a long tail lies a fifth below that of 600, as which old windows are kept: that
    /// would be a fall by 3 % an hour, where chance makes 0.6 %.
    @Test func `of times with a long tail has no drift because of windows that were put together`()
        throws
    {
        _ = try write(hours: 8, rise: 0, calls: 60, hasLongTail: true)
        let latency = try #require(try drifts().first { $0.figure == OwnFigures.slowest })
        #expect(abs(latency.perHour) < 0.018 * latency.level, "\(latency)")
    }

    @Test func `of times with a long tail that rise by 2 % an hour does not tell of a fall`() throws
    {
        _ = try write(hours: 8, rise: 0.02, calls: 60, hasLongTail: true)
        let latency = try #require(try drifts().first { $0.figure == OwnFigures.slowest })
        #expect(latency.perHour > 0.001 * latency.level, "\(latency)")
    }

    @Test func `of more than two days has no drift because of evenings that are busy`() throws {
        _ = try write(hours: 70, rise: 0, eachEvening: 2)
        let drifts = try drifts()
        #expect(drifts.count == 4)
        for drift in drifts { #expect(drift.verdict == .steady, "\(drift)") }
    }

    @Test func `follows two hundred figures of sources, and its own`() throws {
        _ = try write(hours: 2, rise: 0, figures: 300)
        let drifts = try drifts()
        #expect(drifts.count { $0.figure.hasPrefix("csms ") } == 200)
        #expect(drifts.count == 203)
    }

    @Test func `too short to tell has no drift, and no threshold on one passes`() throws {
        let threshold = Threshold(.drift(.latency), .below, Bound(50, .percent))
        let manifest = RunManifest.fixture()
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: .now, isSoak: true)
        for minute in 0..<Int64(3) { try store.write(.fixture(minute: minute)) }
        let verdicts = try store.finish(
            RunResult.fixture(),
            judgedBy: [threshold],
            elapsed: .seconds(1)
        )
        #expect(verdicts.map(\.passed) == [false] && verdicts[0].value == nil)
        #expect(try drifts().isEmpty)
    }

    @Test func `puts old windows together and loses no call`() throws {
        _ = try write(hours: 30, rise: 0, isSoak: false)
        let plain = try figures()
        let fine = try sizes()
        try FileManager.default.removeItem(atPath: path)
        _ = try write(hours: 30, rise: 0)
        #expect(try figures() == plain)
        let merged = try sizes()
        // Two hours of minutes, a day of ten minutes, the rest of hours; and where a phase ends.
        #expect(fine.windows == 1_800 && (250...290).contains(merged.windows))
        #expect(merged.observations < fine.observations / 5)
        let database = try Database(path: path, access: .read)
        #expect(
            try database.number(
                "SELECT count(*) FROM connection_window WHERE window_us = 5700000000"
            ) == 1
        )
        for format in ReportFormat.allCases {
            #expect(try report(database: path, format: format).count > 100)
        }
    }

    /// What does not depend on how windows are cut.
    private func figures() throws -> [String] {
        let summary = try summary(database: path)
        let latency = try #require(summary.totals.first?.latency)
        return [
            "\(summary.totals.map(\.count))", "\(latency.p50) \(latency.p99) \(latency.max)",
            "\(summary.connections.opened) \(summary.connections.connectedAtEnd)",
            "\(summary.connections.minimumConnected ?? -1) \(summary.connections.maximumConnected)",
            "\(summary.connections.handshakeP99Microseconds ?? 0)",
            "\(summary.phases.map { "\($0.name) \($0.calls.count)" })",
        ]
    }

    private func sizes() throws -> (windows: Int64, observations: Int64) {
        let database = try Database(path: path, access: .read)
        return (
            try database.number("SELECT count(*) FROM connection_window"),
            try database.number("SELECT count(*) FROM observation")
        )
    }
}
