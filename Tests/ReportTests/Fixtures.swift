import FleetSim
import Foundation
import Report
import Scenarios

/// A folder of a test's own, gone with the test.
final class Scratch {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("fleetsim-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { folder.path }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
}

extension RunManifest {
    static func fixture(scenario: String = "evening-peak", seed: UInt64 = 42) -> RunManifest {
        var manifest = RunManifest(
            scenario: scenario,
            scenarioText: "name: \(scenario)\n",
            seed: seed,
            version: "0.1.0",
            threads: 2,
            chargers: (0..<4).map { index in
                ChargerEntry(
                    identity: "CP-\(index)",
                    model: "wallbox-commander-2",
                    site: index < 2 ? "depot-1" : "depot-2",
                    connectors: 1
                )
            }
        )
        manifest.phases = [
            Phase(name: "rise", start: .zero, end: .minute(1)),
            Phase(name: "peak", start: .minute(1), end: .minute(3)),
        ]
        return manifest
    }
}

extension HostFacts {
    /// A process that is still there: this one.
    static let living = HostFacts(name: "bench", cores: 8)
    /// One that was killed, unless its run has come to its end.
    static let fixture = HostFacts(name: "bench", cores: 8, commit: "0123abc", process: .gone)
}

extension WriterProcess {
    /// Its number was given to this process since.
    static let gone = WriterProcess(
        number: WriterProcess.current.number,
        start: 1,
        boot: WriterProcess.current.boot,
        namespace: WriterProcess.current.namespace
    )
}

extension RunResult {
    static func fixture(status: Status = .complete, minutes: Int64 = 3) -> RunResult {
        RunResult(
            status: status,
            reached: .minute(minutes),
            events: 3_000,
            fingerprint: 0x00c0_ffee_0000_beef
        )
    }
}

extension SimTime {
    static func minute(_ count: Int64) -> SimTime { .zero + .seconds(60 * count) }
}

extension Batch {
    /// One minute of a small fleet: two calls answered, one refused and one lost.
    static func fixture(minute: Int64 = 0, sessions: [SessionRecord] = []) -> Batch {
        var batch = Batch()
        batch.start = .minute(minute)
        batch.end = .minute(minute + 1)
        batch.count(.heartbeat, .ok, after: .milliseconds(8))
        batch.count(.heartbeat, .ok, after: .milliseconds(40 + minute))
        batch.count(.authorize, .rejected, after: .milliseconds(9))
        batch.count(.meterValues, .lost, after: nil)
        batch.calls.record(
            .reset,
            .in,
            .ok,
            latency: .milliseconds(3),
            service: .milliseconds(3),
            bytesSent: 25,
            bytesReceived: 40
        )
        batch.connections.opened = minute == 0 ? 4 : 0
        batch.connections.connected = 4
        if minute == 0 { batch.connections.handshake.record(120_000) }
        batch.sessions = sessions
        batch.handled = 1_000
        return batch
    }

    private mutating func count(_ action: Action, _ outcome: Outcome, after delay: SimDuration?) {
        calls.record(
            action,
            .out,
            outcome,
            // It waited a millisecond for its turn before it was sent.
            latency: delay.map { $0 + .milliseconds(1) },
            service: delay,
            bytesSent: 60,
            bytesReceived: delay == nil ? 0 : 80
        )
    }
}

extension SessionRecord {
    static func fixture(visit: Int32, outcome: Outcome = .served) -> SessionRecord {
        let arrived = SimTime.minute(Int64(visit))
        guard outcome != .balked else {
            return SessionRecord(
                site: 0,
                visit: visit,
                arrived: arrived,
                left: arrived,
                requestedMilliwattHours: 5_000_500,
                deliveredMilliwattHours: 0,
                outcome: .balked
            )
        }
        return SessionRecord(
            site: 0,
            visit: visit,
            charger: 1,
            connector: 1,
            tag: "TAG-\(visit)",
            arrived: arrived,
            plugged: arrived + .seconds(30),
            started: arrived + .seconds(31),
            stopped: arrived + .seconds(630),
            left: arrived + .seconds(660),
            requestedMilliwattHours: 9_000_250,
            deliveredMilliwattHours: outcome == .served ? 9_000_250 : 1_234_567,
            outcome: outcome,
            reason: "EVDisconnected",
            transaction: TransactionID(100 + Int(visit))
        )
    }
}

extension Store {
    /// Writes a whole run of three minutes, in which everything happens that a report shows.
    static func writeRun(
        to path: String,
        scenario: String = "evening-peak",
        startedAt: Date = Date(timeIntervalSince1970: 1_767_571_200)
    ) throws {
        var store = try Store(path: path)
        try store.begin(.fixture(scenario: scenario), host: .fixture, startedAt: startedAt)
        var last = Batch.fixture(minute: 2, sessions: [.fixture(visit: 3, outcome: .balked)])
        last.notables = [
            Notable(at: .minute(2), charger: 3, kind: "reset", detail: "Soft"),
            Notable(at: .minute(2), charger: nil, kind: "csms-restart", detail: "down | 30 s"),
            Notable(at: .minute(2) + .seconds(1), charger: 1, kind: "reset", detail: "Hard"),
        ]
        last.singles = [
            CallRecord(
                charger: 2,
                action: .meterValues,
                direction: .out,
                intended: .minute(2),
                sent: .minute(2) + .milliseconds(1),
                outcome: .lost
            )
        ]
        let usage = ProcessUsage(cpuPercent: 150, residentBytes: 48_000_000)
        try store.write(.fixture(minute: 0), usage: usage)
        try store.write(
            .fixture(
                minute: 1,
                sessions: [.fixture(visit: 1), .fixture(visit: 2, outcome: .short)]
            )
        )
        try store.write(last)
        try store.finish(
            .fixture(),
            judgedBy: [
                Threshold(
                    .calls(.action(.heartbeat), .latency),
                    .below,
                    Bound(2, .seconds),
                    of: .percentile(50)
                ),
                Threshold(.calls(.ofChargers, .failed), .below, Bound(0.1, .percent)),
                Threshold(
                    .connections(.handshake),
                    .below,
                    Bound(1, .seconds),
                    of: .max,
                    in: "peak"
                ),
            ],
            elapsed: .milliseconds(500)
        )
    }
}
