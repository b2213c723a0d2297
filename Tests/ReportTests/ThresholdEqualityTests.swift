import FleetSim
import Foundation
import Report
import Scenarios
import Testing

@Suite struct `a threshold at its bound` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The verdicts on a run of one window of that many seconds.
    private func judge(
        _ given: Batch,
        seconds: Int64 = 60,
        _ thresholds: [Threshold]
    ) throws -> [Verdict] {
        var store = try Store(path: scratch.path("run.sqlite"))
        var manifest = RunManifest.fixture()
        manifest.phases = []
        try store.begin(manifest, host: .fixture, startedAt: .now)
        var batch = given
        batch.end = .zero + .seconds(seconds)
        try store.write(batch)
        let result = RunResult(
            status: .complete,
            reached: batch.end,
            events: 1,
            fingerprint: 1
        )
        return try store.finish(result, judgedBy: thresholds, elapsed: .zero)
    }

    private func comparisons(_ metric: Metric, _ bound: Bound) -> [Threshold] {
        [.atMost, .atLeast, .below, .above, .equal].map { Threshold(metric, $0, bound) }
    }

    private static let kept = [true, true, false, false, true]

    @Test func `is kept by a percentage that it equals`() throws {
        var batch = Batch()
        var thresholds: [Threshold] = []
        for (name, failed) in zip(CallName.allCases, 20...) {
            let action = try #require(Action.allCases.first { $0.name == name.rawValue })
            for index in 0..<100 {
                batch.calls.record(
                    action,
                    .out,
                    index < failed ? .lost : .ok,
                    latency: index < failed ? nil : .milliseconds(3),
                    service: index < failed ? nil : .milliseconds(3),
                    bytesSent: 1,
                    bytesReceived: 0
                )
            }
            thresholds += comparisons(
                .calls(.action(name), .failed),
                Bound(Double(failed), .percent)
            )
        }
        let verdicts = try judge(batch, thresholds)
        #expect(verdicts.count == 5 * CallName.allCases.count)
        for (index, verdict) in verdicts.enumerated() {
            #expect(verdict.passed == Self.kept[index % 5], "\(verdict)")
        }
    }

    @Test func `is kept by a share of thousandths that is written in per cent`() throws {
        var batch = Batch()
        for index in 0..<1_000 {
            batch.calls.record(
                .heartbeat,
                .out,
                index < 7 ? .lost : .ok,
                latency: index < 7 ? nil : .milliseconds(3),
                service: nil,
                bytesSent: 1,
                bytesReceived: 0
            )
        }
        let verdicts = try judge(
            batch,
            comparisons(.calls(.ofChargers, .failed), Bound(0.7, .percent))
        )
        #expect(verdicts.map(\.passed) == Self.kept)
    }

    @Test(arguments: [
        (7, 60 as Int64, 7.0, Bound.Unit.perMinute), (7, 3_600, 7, .perHour),
        (49, 4_900, 0.01, .perSecond),
    ])
    func `is kept by a rate that it equals`(
        calls: Int,
        seconds: Int64,
        number: Double,
        unit: Bound.Unit
    ) throws {
        var batch = Batch()
        for _ in 0..<calls {
            batch.calls.record(
                .heartbeat,
                .out,
                .ok,
                latency: .milliseconds(3),
                service: nil,
                bytesSent: 1,
                bytesReceived: 0
            )
        }
        let verdicts = try judge(
            batch,
            seconds: seconds,
            comparisons(.calls(.ofChargers, .rate), Bound(number, unit))
        )
        #expect(verdicts.map(\.passed) == Self.kept)
    }
}
