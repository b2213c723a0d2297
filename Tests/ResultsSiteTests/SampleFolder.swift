import FleetSim
import Foundation
import HTTP
import Report
import ResultsSite
import TestSupport

/// A folder of results, with runs whose response times are known.
struct SampleFolder {
    let scratch: TemporaryFolder

    init() throws { scratch = try TemporaryFolder() }

    var path: String { scratch.path }

    func file(_ name: String) -> String { scratch.file(name) }

    static func manifest(
        _ scenario: String,
        seed: UInt64 = 42,
        kind: RunKind = .live
    ) -> RunManifest {
        var manifest = RunManifest(
            scenario: scenario,
            scenarioText: "name: day\n",
            seed: seed,
            version: "0.1.0",
            threads: 2,
            chargers: (0..<4).map { index in
                RunManifest.ChargerEntry(
                    identity: "CP-\(index)",
                    model: "wallbox-commander-2",
                    site: "depot",
                    connectors: 1
                )
            }
        )
        manifest.kind = kind
        return manifest
    }

    /// A minute in which chargers called so often, each time with that response time.
    static func minute(_ number: Int64, calls: Int, milliseconds: Int64) -> Batch {
        var batch = Batch()
        batch.start = .zero + .seconds(60 * number)
        batch.end = .zero + .seconds(60 * (number + 1))
        for call in 0..<calls {
            let delay = SimDuration.milliseconds(milliseconds + Int64(call % 10))
            batch.calls.record(
                .heartbeat,
                .out,
                .ok,
                latency: delay,
                service: delay,
                bytesSent: 60,
                bytesReceived: 80
            )
        }
        batch.connections.opened = number == 0 ? 4 : 0
        batch.connections.connected = 4
        batch.handled = calls
        return batch
    }

    /// Adds a run to a file; without an end it goes on, written by this process.
    @discardableResult
    func run(
        in name: String,
        _ scenario: String = "day",
        seed: UInt64 = 42,
        kind: RunKind = .live,
        milliseconds: Int64 = 100,
        status: RunResult.Status = .complete
    ) throws -> String {
        var store = try Store(path: file(name))
        try store.begin(
            Self.manifest(scenario, seed: seed, kind: kind),
            host: HostFacts(name: "bench", cores: 8),
            startedAt: Date(timeIntervalSince1970: 1_767_571_200 + Double(milliseconds))
        )
        try store.write(Self.minute(0, calls: 1_100, milliseconds: milliseconds))
        _ = try store.finish(
            RunResult(
                status: status,
                reached: .zero + .seconds(60),
                events: 1_100,
                fingerprint: seed &+ UInt64(milliseconds)
            ),
            elapsed: .seconds(60)
        )
        return file(name)
    }

    /// Adds a history of five nights, of which the last is worse.
    func history(in name: String) throws {
        let history = try NightHistory(path: file(name))
        let series = NightHistory.Series(
            scenario: "day",
            likeness: "here",
            measure: Measure(.percentile(99))
        )
        let rule = NightlyRule(floor: 0.05, drift: 0.02)
        for night in 1...5 {
            let level = night == 5 ? 150_000.0 : 100_000
            let values = (0..<5).map { level * (1 + Double(($0 * 7 + night * 3) % 11 - 5) / 100) }
            let result = try SeriesJudge(series, history, rule)
                .result(values + values, night: night, hadSecondLook: true)
            try history.add(
                .init(id: night, at: "2026-01-0\(night)T00:00:00Z", label: "1.\(night)"),
                version: "1",
                [result]
            )
        }
    }

    func site() throws -> ResultsSite {
        guard let site = ResultsSite(folder: path) else { throw NoSite() }
        return site
    }

    /// Serves the folder on a free port of loopback.
    func server() throws -> HTTPServer {
        let site = try site()
        let address = try SocketAddress.resolve("127.0.0.1", port: 0, isToListen: true)[0]
        return try HTTPServer(at: address, threads: .onePerConnection) { site.answer($0) }
    }

    private struct NoSite: Error {}
}

extension ResultsSite {
    /// What it says to a question such as `/report?file=a.sqlite&run=1`.
    func say(_ target: String, host: String? = "localhost:9220") -> (status: Int, text: String) {
        let parts = target.split(separator: "?", maxSplits: 1)
        let fields = (parts.count > 1 ? parts[1] : "").split(separator: "&").compactMap { field in
            let halves = field.split(separator: "=", maxSplits: 1).map(String.init)
            return HTTPRequest.Field(name: halves[0], value: halves.count > 1 ? halves[1] : "")
        }
        let reply = answer(HTTPRequest(path: String(parts[0]), query: fields, host: host))
        guard case .text(let text) = reply.body else { return (reply.status, "a stream") }
        return (reply.status, text)
    }
}
