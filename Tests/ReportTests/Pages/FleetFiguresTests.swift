import FleetSim
import Foundation
import Observing
import Testing

@testable import Report

/// Figures of pages that have to agree with each other.
@Suite struct `a figure of a page` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws { scratch = try Scratch() }

    private func write(_ batches: [Batch], _ edit: (inout RunManifest) -> Void = { _ in }) throws {
        var manifest = RunManifest.fixture()
        manifest.phases = []
        edit(&manifest)
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: Date(timeIntervalSince1970: 0))
        for batch in batches { try store.write(batch) }
        try store.finish(.fixture(minutes: Int64(batches.count)), elapsed: .seconds(1))
    }

    @Test func `of a part of the fleet counts no energy beyond what was wanted`() throws {
        var (lossy, short) = (SessionRecord.fixture(visit: 1), SessionRecord.fixture(visit: 2))
        lossy.requestedMilliwattHours = 10_000_000
        lossy.deliveredMilliwattHours = 11_000_000
        short.requestedMilliwattHours = 10_000_000
        short.deliveredMilliwattHours = 9_000_000
        try write([.fixture(minute: 0), .fixture(minute: 1, sessions: [lossy, short])])
        guard case .fleet(let course) = try summary(database: path).kind else {
            Issue.record("no run of a fleet")
            return
        }
        let site = try #require(course.sites.first { $0.sessions == 2 })
        #expect(site.requested == 20_000 && site.delivered == 20_000 && site.served == 19_000)
        let table = try #require(FleetCourse.table(of: course.sites, "By site"))
        #expect(table.markdown.contains("95.0 %"), "\(table.markdown)")
        let json = try report(database: path, format: .json)
        #expect(json.components(separatedBy: "\"served_wh\": 19000").count == 4)
    }

    @Test func `of transactions under way counts those whose token was not accepted`() throws {
        func batch(_ minute: Int64, _ action: Action, _ outcome: Outcome, _ count: Int) -> Batch {
            var batch = Batch()
            (batch.start, batch.end) = (.minute(minute), .minute(minute + 1))
            for _ in 0..<count {
                batch.calls.record(
                    action,
                    .out,
                    outcome,
                    latency: .milliseconds(3),
                    service: .milliseconds(3),
                    bytesSent: 1,
                    bytesReceived: 1
                )
            }
            return batch
        }
        try write([
            batch(0, .startTransaction, .rejected, 10), batch(1, .stopTransaction, .ok, 9),
            batch(2, .stopTransaction, .rejected, 1), batch(3, .startTransaction, .ok, 5),
            batch(4, .startTransaction, .error, 3),
        ])
        let page = try report(database: path, format: .html)
        #expect(page.contains("At most 10, 5 at the end."))
    }

    @Test func `of power is the greatest window, on the side of demand too`() throws {
        try SampleRuns.sites(to: path)
        let database = try Database(path: path, access: .write)
        try database.run(
            """
            UPDATE power_window SET power_w = 0, demand_w = 0;
            UPDATE power_window SET power_w = 40000, demand_w = 60000
            WHERE rowid = (SELECT min(rowid) FROM power_window WHERE window_us = 3000000000);
            """
        )
        let names = try database.all(
            "SELECT site FROM power_window WHERE demand_w = 60000"
        ) { row in row.text(at: 0) }
        let starts = try database.windowStarts(of: 1)
        let end = 30 * 3_600_000_000
        let timeline = Timeline(
            first: 0,
            last: try #require(starts.last),
            windowMicroseconds: 28 * 300_000_000
        )
        let nodes = try database.nodes(
            of: 1,
            try #require(names.first),
            timeline,
            starts,
            until: end
        )
        let root = try #require(nodes.first)
        #expect(root.peakDemand.compactMap(\.self).max() == 60_000)
        #expect(root.greatest.power == 40_000)
        for (peak, demand) in zip(root.peak, root.peakDemand) {
            #expect((peak ?? 0) <= demand ?? 0)
        }
    }

    @Test func `that was observed has the mean of its time`() throws {
        var manifest = RunManifest.fixture()
        manifest.phases = []
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: .now)
        for minute in Int64(0)..<59 {
            try store.observe("csms", [(.minute(minute), Observation("queue", "", 0))])
        }
        for second in Int64(0)..<60 {
            let value = 100 + Double(second % 2)
            let at = SimTime.minute(59) + .seconds(second)
            try store.observe("csms", [(at, Observation("queue", "", value))])
        }
        for minute in Int64(0)..<60 { try store.write(.fixture(minute: minute)) }
        try store.finish(.fixture(minutes: 60), elapsed: .zero)
        guard case .fleet(let course) = try summary(database: path).kind else {
            Issue.record("no run of a fleet")
            return
        }
        let queue = try #require(course.observed?.figures.first { $0.name == "queue" })
        #expect(queue.samples == 119 && (1.6...1.8).contains(queue.mean), "\(queue.mean)")
    }

    /// What another program may have written.
    @Test func `of a file with numbers beyond all bounds is told or refused, and ends no program`()
        throws
    {
        var batch = Batch.fixture(minute: 0)
        batch.frames = [
            FrameRecord(charger: 1, at: .minute(0), direction: .connection, text: "opened")
        ]
        try write([batch])
        try Database(path: path, access: .write).run("UPDATE frame SET at_us = \(Int64.max)")
        let log = try FrameLog(database: path)
        var lines: [FrameLine] = []
        let isKnown = try log.read("CP-1") { lines.append($0) }
        #expect(isKnown && lines.map(\.at.nanoseconds) == [.max])

        let sites = scratch.path("sites.sqlite")
        try SampleRuns.sites(to: sites)
        try Database(path: sites, access: .write).run(
            """
            UPDATE power_window SET window_us = (SELECT max(window_us) FROM connection_window);
            UPDATE run SET simulated_us = \(Int64.max);
            """
        )
        for format in ReportFormat.allCases {
            // That it is refused would do as well.
            _ = try? report(database: sites, format: format)
        }
    }
}
