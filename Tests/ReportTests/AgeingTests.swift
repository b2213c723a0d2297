import Foundation
import Observing
import Scenarios
import Testing

@testable import FleetSim
@testable import Report

/// What becomes of figures as the windows of a soak are put together.
@Suite struct `windows that are put together` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws { scratch = try Scratch() }

    /// A soak with windows of a minute and one phase after the other.
    private func begin(_ phases: [(name: String, end: Int64)]) throws -> Store {
        var manifest = RunManifest.fixture()
        manifest.window = .seconds(60)
        manifest.supplies = [0: RunManifest.SupplyEntry(name: "depot", nodes: ["grid"])]
        var start = SimTime.zero
        manifest.phases = phases.map { phase in
            defer { start = .minute(phase.end) }
            return Phase(name: phase.name, start: start, end: .minute(phase.end))
        }
        var store = try Store(path: path)
        try store.begin(manifest, host: .living, startedAt: .now, isSoak: true)
        return store
    }

    private static func batch(_ minute: Int64) -> Batch {
        var batch = Batch()
        (batch.start, batch.end) = (.minute(minute), .minute(minute + 1))
        batch.connections.connected = 4
        return batch
    }

    @Test func `tell who is kept out as it stands at their end`() throws {
        var store = try begin([("ramp", 180), ("hold", 320)])
        for minute in Int64(0)..<320 {
            var batch = Self.batch(minute)
            // All are in when the phase ends, and only that is asked.
            if minute < 175 { batch.failures.add("link-closed", "refused", count: 1, keptOut: 4) }
            try store.write(batch)
        }
        let verdicts = try store.finish(
            .fixture(minutes: 320),
            judgedBy: [Threshold(.connections(.refused), .equal, Bound(0), in: "ramp")],
            elapsed: .seconds(1)
        )
        #expect(verdicts.map(\.value) == [0] && verdicts.map(\.passed) == [true])
        let database = try Database(path: path, access: .read)
        #expect(try database.number("SELECT sum(count) FROM connection_failure") == 175)
    }

    @Test func `have the mean of their time, though a phase has cut one short`() throws {
        var store = try begin([("rise", 145), ("hold", 1_700)])
        for minute in Int64(0)..<1_700 {
            var batch = Self.batch(minute)
            // 20 minutes at 10 kW, then 5 at 40 kW until the phase ends: 16 kW.
            let watts: Int64 = (140..<145).contains(minute) ? 40_000 : 10_000
            batch.power = [
                PowerRecord(
                    site: 0,
                    node: 0,
                    limitMilliamperes: nil,
                    l1: watts,
                    l2: 0,
                    l3: 0,
                    milliwatts: watts * 1_000,
                    wantedMilliwatts: watts * 1_000
                )
            ]
            try store.write(batch)
        }
        try store.finish(.fixture(minutes: 1_700), elapsed: .zero)
        let database = try Database(path: path, access: .read)
        let rows = "FROM power_window WHERE window_us = \(120 * 60_000_000)"
        #expect(try database.number("SELECT count(*) \(rows)") == 1)
        #expect(try database.number("SELECT power_w \(rows)") == 16_000)
        #expect(try database.number("SELECT l1_ma \(rows)") == 16_000)
    }

    @Test func `lose no call of the sums on the way, and make no minute busier than it was`() throws
    {
        // From 23,040 windows on a group of sums is longer than what ages at once.
        let minutes: Int64 = 24_160
        var store = try begin([])
        for minute in 0..<minutes {
            var batch = Self.batch(minute)
            batch.calls.record(
                .heartbeat,
                .out,
                .ok,
                latency: .milliseconds(3),
                service: .milliseconds(3),
                bytesSent: 1,
                bytesReceived: 1
            )
            try store.write(batch)
        }
        let onTheWay = try summary(database: path)
        // What has been told so far; the rest waits to be written.
        let told = try Database(path: path, access: .read).number(
            "SELECT simulated_us / 60000000 FROM run"
        )
        #expect(told > minutes - 20 && onTheWay.totals.first?.count == Int(told))
        guard case .fleet(let course) = onTheWay.kind else {
            Issue.record("no run of a fleet")
            return
        }
        let busiest = try #require(course.busiest)
        #expect(abs(busiest.perSecond * 60 - 1) < 1e-9, "\(busiest)")
        try store.finish(.fixture(minutes: minutes), elapsed: .zero)
        #expect(try summary(database: path).totals.first?.count == Int(minutes))
    }

    @Test func `have the mean by how long values held`() throws {
        var store = try begin([])
        for minute in Int64(0)..<160 {
            // For one second of ten minutes it changes ten times.
            let isUnsteady = minute % 10 == 5
            var samples: [(at: SimTime, figure: Observation)] = []
            for part in 0..<Int64(isUnsteady ? 10 : 1) {
                let at = SimTime.minute(minute) + .milliseconds(59_000 + 100 * part)
                let value = isUnsteady ? 600 + Double(part % 2) : 0
                samples.append((at, Observation("queue", "", value)))
            }
            samples.append((.minute(minute + 1), Observation("queue", "", 0)))
            try store.observe("csms", samples)
            try store.write(Self.batch(minute))
        }
        try store.finish(.fixture(minutes: 160), elapsed: .zero)
        let database = try Database(path: path, access: .read)
        // 600 for a second of 600.
        let query = """
            SELECT count(*) FROM observation
            WHERE at_us > \(60 * 10_000_000) AND at_us < \(60 * 20_000_000)
                AND value > 0.9 AND value < 1.2
            """
        #expect(try database.number(query) == 1)
        guard case .fleet(let course) = try summary(database: path).kind else {
            Issue.record("no run of a fleet")
            return
        }
        let queue = try #require(course.observed?.figures.first { $0.name == "queue" })
        #expect(queue.mean > 0.8 && queue.mean < 1.3, "\(queue.mean)")
    }
}
