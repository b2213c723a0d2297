import FleetSim
import Foundation
import Report
import Testing

/// What a report reads of a run that goes on, or that was cut off: sums that the run adds up on its way.
@Suite struct `sums of a run under way` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws { scratch = try Scratch() }

    /// A minute with many rows of calls, most without a time: few hundred minutes make sums worth their while.
    private static func batch(_ minute: Int64) -> Batch {
        var batch = Batch.fixture(minute: minute)
        for action in Action.allCases.prefix(38) {
            for outcome in [Outcome.lost, .timeout] {
                batch.calls.record(
                    action,
                    .in,
                    outcome,
                    latency: nil,
                    service: nil,
                    bytesSent: 1,
                    bytesReceived: 0
                )
            }
        }
        return batch
    }

    /// Writes that many minutes of a run, whose first phase ends in the midst of a group.
    private func begin(_ minutes: Int64) throws -> Store {
        var store = try Store(path: path)
        var manifest = RunManifest.fixture()
        manifest.window = .seconds(60)
        manifest.phases = [
            Phase(name: "rise", start: .zero, end: .minute(101)),
            Phase(name: "peak", start: .minute(101), end: .minute(20_000)),
        ]
        try store.begin(manifest, host: .living, startedAt: .now)
        for minute in 0..<minutes {
            var batch = Self.batch(minute)
            // One minute is the busiest of all, and its place is not lost.
            if minute == 245 {
                for _ in 0..<500 {
                    batch.calls.record(
                        .heartbeat,
                        .out,
                        .ok,
                        latency: .milliseconds(3),
                        service: .milliseconds(3),
                        bytesSent: 1,
                        bytesReceived: 1
                    )
                }
            }
            try store.write(batch)
        }
        return store
    }

    /// What of a summary does not depend on how wide the steps of its charts are.
    private func expectAlike(_ summed: Summary, _ whole: Summary) {
        #expect(summed.calls == whole.calls)
        #expect(summed.totals == whole.totals)
        #expect(summed.phases == whole.phases)
        guard case .fleet(let left) = summed.kind, case .fleet(let right) = whole.kind else {
            Issue.record("no run of a fleet")
            return
        }
        #expect(left.busiest == right.busiest && left.busiest?.start == 245 * 60_000_000)
        #expect(left.curves == right.curves)
        for figure in [\Timeline.Slot.callsOut, \.callsIn, \.failures] {
            #expect(
                summed.timeline.slots.reduce(0) { $0 + $1[keyPath: figure] }
                    == whole.timeline.slots.reduce(0) { $0 + $1[keyPath: figure] }
            )
        }
        #expect(
            summed.timeline.slots.map(\.peakOut).max() == whole.timeline.slots.map(\.peakOut).max()
        )
        // Steps have whole groups: none is twice as high as its neighbour for that alone.
        let usual = summed.timeline.slots.dropLast().map(\.callsOut).sorted()
        #expect(Set(usual.dropLast()).count == 1, "\(Set(usual))")
    }

    @Test(arguments: [430, 740] as [Int64])
    func `tell what its windows tell, however far it has come`(minutes: Int64) throws {
        var store = try begin(minutes)
        let summed = try summary(database: path)
        let database = try Database(path: path, access: .write)
        #expect(try database.number("SELECT count(*) FROM call_slot") > 0)
        let groups = try database.number("SELECT count(DISTINCT slot_us) FROM call_slot")
        #expect((150...362).contains(groups), "\(groups)")
        let last = try database.number("SELECT max(slot_us) FROM call_slot")
        let rest = try database.number(
            "SELECT count(DISTINCT window_us) FROM call_window WHERE window_us > \(last)"
        )
        #expect(rest <= minutes / 90, "\(rest) windows stand in no group")
        try database.run("DELETE FROM call_slot; DELETE FROM call_peak")
        expectAlike(summed, try summary(database: path))
        try store.finish(.fixture(minutes: minutes), elapsed: .zero)
    }

    @Test func `are replaced by those of its end`() throws {
        var store = try begin(400)
        try store.finish(.fixture(minutes: 400), elapsed: .zero)
        let summed = try summary(database: path)
        let database = try Database(path: path, access: .write)
        #expect(try database.number("SELECT min(slot_us) FROM call_slot") == 0)
        try database.run("DELETE FROM call_slot; DELETE FROM call_peak")
        let whole = try summary(database: path)
        #expect(summed.timeline == whole.timeline && summed.kind == whole.kind)
    }

    @Test func `are of their own run, where several are written in turn`() throws {
        var one = try begin(0)
        var other = try Store(path: path)
        var manifest = RunManifest.fixture(scenario: "other")
        manifest.window = .seconds(60)
        try other.begin(manifest, host: .living, startedAt: .now)
        for minute in 0..<Int64(272) {
            try one.write(Self.batch(minute))
            try other.write(Self.batch(minute))
        }
        let summed = try [1, 2].map { try summary(database: path, run: $0) }
        let database = try Database(path: path, access: .write)
        #expect(try database.number("SELECT count(DISTINCT run) FROM call_slot") == 2)
        try database.run("DELETE FROM call_slot; DELETE FROM call_peak")
        for run in [1, 2] {
            let whole = try summary(database: path, run: run)
            #expect(summed[run - 1].calls == whole.calls)
            #expect(summed[run - 1].totals == whole.totals)
        }
    }
}
