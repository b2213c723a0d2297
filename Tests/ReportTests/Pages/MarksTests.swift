import FleetSim
import Foundation
import Report
import Scenarios
import Testing

/// Marks on a page against the rows of its database.
@Suite struct `a page shows what its database says` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
    }

    /// 1,000 windows of a second, one of which is the storm.
    private func writeStorm(at storm: Int64, calls: Int) throws {
        var store = try Store(path: path)
        var manifest = RunManifest.fixture()
        manifest.phases = []
        try store.begin(manifest, host: .fixture, startedAt: .now)
        for second in 0..<Int64(1_000) {
            var batch = Batch()
            batch.start = .zero + .seconds(second)
            batch.end = .zero + .seconds(second + 1)
            for _ in 0..<(second == storm ? calls : 20) {
                batch.calls.record(
                    .heartbeat,
                    .out,
                    .ok,
                    latency: .milliseconds(second == storm ? 900 : 5),
                    service: .milliseconds(5),
                    bytesSent: 20,
                    bytesReceived: 60
                )
            }
            batch.connections.connected = second == storm ? 1 : 4
            try store.write(batch)
        }
        try store.finish(
            RunResult(
                status: .complete,
                reached: .zero + .seconds(1_000),
                events: 1,
                fingerprint: 1
            ),
            elapsed: .zero
        )
    }

    @Test func `the peak on the chart is the peak in the database`() throws {
        try writeStorm(at: 601, calls: 860)
        let database = try Database(path: path, access: .read)
        let peak = try database.number("SELECT max(count) FROM call_window")
        #expect(peak == 860)
        let summary = try summary(database: path)
        #expect(summary.timeline.slots.map(\.peakOut).max() == 860)
        // The mean of its step is far lower, which a chart of means alone would show.
        #expect(summary.timeline.slotMicroseconds == 3_000_000)
        let page = try report(database: path, format: .html)
        let tells = page.contains(
            "Peak 860 calls a second by chargers, in the 1\u{A0}s from 00:10:01 on"
        )
        #expect(tells)
        let series = try #require(
            page.firstMatch(
                of:
                    /"n":"peak","v":\[([^\]]*)\]|n&quot;:&quot;peak&quot;,&quot;v&quot;:\[([^\]]*)\]/
            )
        )
        let values = (series.output.1 ?? series.output.2 ?? "").split(separator: ",")
            .compactMap { Double($0) }
        #expect(values.count == 334)
        #expect(values.max() == 860)
        #expect(values.firstIndex(of: 860) == 200)
    }

    @Test func `a dip of a second in what is connected is on the chart`() throws {
        try writeStorm(at: 601, calls: 30)
        let slots = try summary(database: path).timeline.slots
        #expect(slots.compactMap(\.connected).min() == 1)
        #expect(slots[200].connected == 1)
        #expect(slots[200].maximumConnected == 4)
        let page = try report(database: path, format: .html)
        #expect(page.contains("At most 4 of 4, at least 1 after the first window"))
    }

    @Test func `a dip within a window is on the chart`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        for minute in 0..<3 {
            var batch = Batch()
            batch.start = .zero + .seconds(60) * Int64(minute)
            batch.end = batch.start + .seconds(60)
            batch.connections.connected = 4
            if minute == 0 { for _ in 0..<4 { batch.connections.open(at: batch.start) } }
            if minute == 1 {
                for _ in 0..<3 { batch.connections.close(at: batch.start + .seconds(20)) }
                for _ in 0..<3 { batch.connections.open(at: batch.start + .seconds(25)) }
            }
            try store.write(batch)
        }
        try store.finish(.fixture(minutes: 3), elapsed: .seconds(1))
        let slots = try summary(database: path).timeline.slots
        #expect(slots.map(\.connected) == [0, 1, 4])
        #expect(slots.map(\.maximumConnected) == [4, 4, 4])
        #expect(
            try report(database: path, format: .html)
                .contains("At most 4 of 4, at least 1 after the first window")
        )
    }

    @Test func `each part of a table that is broken up has its caption`() throws {
        try SampleRuns.fleet(to: path)
        let page = try report(database: path, format: .html)
        let whole =
            /(?s)<table[^>]*><caption>([^<]*)<\/caption>\n(?:(?!<\/table>).)*<\/table><\/div>\n<div class="parts">(.*?)<\/div>/
        let broken = page.matches(of: whole)
        #expect(!broken.isEmpty)
        for match in broken {
            let captions = match.output.2.matches(of: /<caption>([^<]*)<\/caption>/)
                .map { String($0.output.1) }
            let title = String(match.output.1)
            #expect(captions.first == title)
            #expect(captions.dropFirst().allSatisfy { $0 == "\(title) (continued)" })
            #expect(captions.count == match.output.2.matches(of: /<table/).count)
        }
    }

    @Test func `a chart of few labels has them all on a narrow page, and no mark has no length`()
        throws
    {
        try SampleRuns.plan(to: path)
        for path in [path, scratch.path("fleet.sqlite")] {
            if path != self.path { try SampleRuns.fleet(to: path) }
            let page = try report(database: path, format: .html)
            let plots = page.components(separatedBy: "<div class=\"plot\">").dropFirst()
            #expect(plots.count > 3)
            for plot in plots {
                let figure = plot.components(separatedBy: "</figure>")[0]
                let all = figure.matches(of: /class="x( odd)?"/)
                let shown = all.filter { $0.output.1 == nil }
                #expect(shown.count >= min(all.count, 3), "\(figure)")
                #expect(!figure.contains(/h0[M"]/))
            }
        }
    }

    @Test func `a number stays in one piece with its unit`() throws {
        try SampleRuns.fleet(to: path)
        let page = try report(database: path, format: .html)
        let cells = page.matches(of: /<td( class="[^"]*")?(?: data-v="[^"]*")?>([^<]*)<\/td>/)
        #expect(cells.contains { $0.output.2.hasSuffix("\u{A0}ms") })
        for cell in cells where cell.output.2.hasSuffix("\u{A0}ms") && cell.output.2.count < 12 {
            #expect(cell.output.1 == nil, "\(cell.output.0) may not be broken")
        }
        // Only what is told to be wide may.
        let rules = page.matches(of: /td[a-z.]* \{ white-space: normal; \}/).map { $0.output }
        #expect(rules.allSatisfy { $0.hasPrefix("td.wide") || $0.hasPrefix("td.text") }, "\(rules)")
    }

    @Test func `sites that nothing is known of are not told to have less demand than others`()
        throws
    {
        try SampleRuns.sites(to: path)
        try Database(path: path, access: .write).run("DELETE FROM session")
        #expect(try !report(database: path, format: .html).contains("less demand"))
    }

    @Test func `shares that are all zero are on an axis of few percent`() throws {
        try writeStorm(at: 601, calls: 30)
        let page = try report(database: path, format: .html)
        let charts = page.components(separatedBy: "<figure").filter { chart in
            chart.contains("<figcaption>") && chart.lowercased().contains("failed")
                && chart.contains("class=\"y\"")
        }
        #expect(!charts.isEmpty)
        for chart in charts { #expect(!chart.contains(">100 %</i>"), "\(chart)") }
    }

    @Test func `the slowest calls of a step are on the chart`() throws {
        try writeStorm(at: 601, calls: 30)
        let slots = try summary(database: path).timeline.slots
        #expect(slots[200].latencyMax == 900_000)
        #expect(slots[199].latencyMax == 5_000)
        // 20 + 30 + 20 calls.
        #expect((slots[200].latencyP50 ?? 0) < 6_000)
        #expect((slots[200].latencyP90 ?? 0) > 890_000)
    }

    @Test func `steps, heat and percentiles tell of the same calls`() throws {
        try SampleRuns.fleet(to: path)
        let summary = try summary(database: path)
        guard case .fleet(let course) = summary.kind else {
            Issue.record("it is no fleet")
            return
        }
        let database = try Database(path: path, access: .read)
        let calls = try database.number(
            "SELECT sum(count) FROM call_window WHERE direction = 'out'"
        )
        #expect(summary.timeline.slots.reduce(0) { $0 + $1.callsOut } == calls)
        #expect(course.actions.filter { $0.direction == .out }.reduce(0) { $0 + $1.count } == calls)
        let faults = try database.number("SELECT at_us FROM fault")
        #expect(summary.faults.map(\.at) == [Int(faults)])
        #expect(summary.faults.first?.until == Int(faults) + 90_000_000)
    }

    @Test func `the last step of a run that was cut short is as short as that`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        try store.write(.fixture(minute: 0))
        var last = Batch.fixture(minute: 1)
        last.end = .minute(1) + .seconds(12)
        try store.write(last)
        try store.finish(
            RunResult(status: .interrupted, reached: last.end, events: 1, fingerprint: 0),
            elapsed: .zero
        )
        let summary = try summary(database: path)
        // Four calls in a minute, and four in twelve seconds.
        #expect(summary.timeline.slots.map { ($0.peakOut * 60).rounded() } == [4, 20])
        let page = try report(database: path, format: .html)
        let tells = page.contains("the last one 12\u{A0}s, and drawn as short as that")
        #expect(tells)
    }

    @Test func `power, bays and what was missing are those of the rows`() throws {
        try SampleRuns.sites(to: path)
        let summary = try summary(database: path)
        guard case .sites(let course) = summary.kind else {
            Issue.record("these are no sites")
            return
        }
        let database = try Database(path: path, access: .read)
        #expect(course.count == 2 && course.sites.count == 2)
        for site in course.sites {
            let node = try #require(site.nodes.first)
            let maximum = try database.number(
                "SELECT max(power_w) FROM power_window WHERE site = '\(site.name)'"
            )
            #expect(maximum > 0)
            #expect(node.peak.compactMap(\.self).max() == Double(maximum))
            #expect(node.greatest.power == Double(maximum))
            #expect(node.duration.first?.power == Double(maximum))
            #expect(node.limit.compactMap(\.self).max() == 20)
            #expect(site.occupied.greatest <= site.bays)
            let lost = try database.number(
                """
                SELECT count(*) FROM session JOIN site ON site.id = session.site
                WHERE name = '\(site.name)' AND charger IS NULL AND outcome <> 'open'
                """
            )
            #expect(site.turnedAway == lost)
        }
        let told = try #require(course.missing).wattHours
        let missing = try database.number(
            """
            SELECT round(sum(requested_wh - delivered_wh)) FROM session WHERE outcome <> 'open'
            """
        )
        #expect(abs(told - Double(missing)) < Double(missing) * 0.001 + 2)
        #expect(
            try report(database: path, format: .html).contains("No bay was free, or none in time")
        )
    }

    @Test func `a run of many windows is told by its sums, and they tell the same`() throws {
        var store = try Store(path: path)
        var manifest = RunManifest.fixture()
        manifest.phases = [
            Phase(name: "rise", start: .zero, end: .minute(1_001)),
            Phase(name: "peak", start: .minute(1_001), end: .minute(5_000)),
        ]
        try store.begin(manifest, host: .fixture, startedAt: .now)
        for minute in 0..<Int64(5_000) { try store.write(.fixture(minute: minute)) }
        try store.finish(.fixture(minutes: 5_000), elapsed: .zero)
        let database = try Database(path: path, access: .write)
        let limit = try database.number("SELECT count(*) FROM call_window")
        try #require(limit > 19_000, "the run has \(limit) rows of windows")
        #expect(try database.number("SELECT count(*) FROM call_slot") > 0)
        let summed = try summary(database: path)
        try database.run("DELETE FROM call_slot; DELETE FROM call_peak")
        let whole = try summary(database: path)
        #expect(summed.timeline == whole.timeline)
        #expect(summed.calls == whole.calls)
        #expect(summed.phases == whole.phases)
        #expect(summed.kind == whole.kind)
    }
}
