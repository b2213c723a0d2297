import FleetSim
import Foundation
import Report
import Testing

@Suite struct ReportTests {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
    }

    @Test(arguments: ReportFormat.allCases)
    func `a report reads as it always did`(format: ReportFormat) throws {
        try Store.writeRun(to: path)
        let text = try report(database: path, format: format)
        try expectGolden(text, "Report/evening-peak.\(format.rawValue)")
    }

    @Test func `equal runs differ only under host`() throws {
        let other = scratch.path("other.sqlite")
        try Store.writeRun(to: path)
        try Store.writeRun(to: other)
        try Store.writeRun(to: other, startedAt: .now)
        var reports = try [path, other].map { try members(of: report(database: $0, format: .json)) }
        #expect(
            reports[0].keys.sorted() == [
                "busiest_window", "call_errors", "calls", "connections", "csms", "drifts",
                "effects", "energy_missing", "event_examples", "events", "faults", "host", "kind",
                "models", "observed", "percentiles", "phases", "remarks", "run", "schema_version",
                "sessions", "sites", "subsets", "timeline", "totals", "verdicts",
                "worst_chargers", "worst_sessions",
            ]
        )
        #expect(reports[0] as NSDictionary != reports[1] as NSDictionary)
        for index in reports.indices { reports[index]["host"] = nil }
        #expect(reports[0] as NSDictionary == reports[1] as NSDictionary)
    }

    @Test func `the last run of a file is reported unless another is asked for`() throws {
        try Store.writeRun(to: path, scenario: "first")
        try Store.writeRun(to: path, scenario: "second")
        #expect(try summary(database: path).run.scenario == "second")
        #expect(try summary(database: path, run: 1).run.scenario == "first")
        let text = try report(database: path, run: 1, format: .md)
        #expect(text.hasSuffix("The file holds 2 runs; this is run 1.\n"))
    }

    @Test func `a run that is not there is not reported`() throws {
        try Store.writeRun(to: path)
        let error = #expect(throws: ReportError.self) {
            try report(database: path, run: 2, format: .md)
        }
        #expect(error?.description == "\(path): it holds no run 2")
    }

    @Test func `a file without a run has nothing to report`() throws {
        _ = try Store(path: path)
        #expect(throws: ReportError.noSuchRun(path: path, asked: nil)) {
            try report(database: path, format: .md)
        }
    }

    @Test func `what is no run database has nothing to report`() throws {
        try Data("notes".utf8).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: ReportError.self) { try report(database: path, format: .md) }
        #expect(error?.description.contains("it is not a run database of FleetSim") == true)
    }

    @Test func `a run under way is running while its writer lives and interrupted after`() throws {
        for (host, status) in [(HostFacts.living, "running"), (.fixture, "interrupted")] {
            var store = try Store(path: path)
            try store.begin(.fixture(), host: host, startedAt: .now)
            for minute in 0..<16 { try store.write(.fixture(minute: Int64(minute))) }
            #expect(try summary(database: path).run.status == status)
        }
        let interrupted = try summary(database: path)
        #expect(interrupted.run.status == "interrupted")
        #expect(interrupted.run.simulatedMicroseconds == 960_000_000)
        #expect(interrupted.calls.map(\.count) == [16, 32, 16, 16])
        let text = try report(database: path, format: .md)
        #expect(text.contains("interrupted: what follows was measured until then"))
    }

    @Test func `a run of no windows is reported`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        try store.finish(
            RunResult(status: .failed, reached: .zero, events: 0, fingerprint: 0),
            elapsed: .zero
        )
        for format in ReportFormat.allCases {
            #expect(try !report(database: path, format: format).isEmpty)
        }
    }

    @Test(arguments: [
        "UPDATE call_window SET latency = x'1c849314'",
        "UPDATE call_window SET outcome = 'perhaps'",
        "UPDATE session SET outcome = 'perhaps'",
        "DROP TABLE event",
    ])
    func `a damaged database is refused`(damage: String) throws {
        try Store.writeRun(to: path)
        try Database(path: path, access: .write).run(damage)
        #expect(throws: ReportError.self) { try report(database: path, format: .json) }
    }

    @Test(arguments: [
        "UPDATE call_window SET count = 9223372036854775807, bytes_sent = -9223372036854775808",
        "UPDATE connection_window SET window_us = 9223372036854775807 - window_us",
        "UPDATE run SET simulated_us = -1, wall_us = -1, events = 9223372036854775807",
        "UPDATE session SET plugged_us = -9000000000000000000",
        "UPDATE session SET requested_wh = 1e300",
    ])
    func `figures that cannot be do not trap`(figures: String) throws {
        try Store.writeRun(to: path)
        try Database(path: path, access: .write).run(figures)
        for format in ReportFormat.allCases {
            _ = try? report(database: path, format: format)
        }
    }

    @Test func `a timeline has few slots and loses no call`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        for minute in 0..<Int64(1_000) { try store.write(.fixture(minute: minute)) }
        try store.finish(.fixture(minutes: 1_000), elapsed: .zero)
        let summary = try summary(database: path)
        let slots = summary.timeline.slots
        #expect(summary.timeline.slotMicroseconds == 180_000_000)
        #expect(slots.count == 334)
        #expect(slots.first?.callsOut == 12)
        #expect(slots.reduce(0) { $0 + $1.callsOut } == 4_000)
        #expect(slots.reduce(0) { $0 + $1.callsIn } == 1_000)
        #expect(slots.reduce(0) { $0 + $1.failures } == 1_000)
        #expect(slots.allSatisfy { $0.connected == 4 })
        let longest = slots.compactMap(\.latencyP99).max() ?? 0
        #expect((1_040_000...1_040_383).contains(longest))
    }

    @Test func `names are data in every format`() throws {
        let name = "a|b <script>\"x\",\u{1b}[31m\n# c"
        try Store.writeRun(to: path, scenario: name)
        #expect(
            try report(database: path, format: .md)
                .hasPrefix(##"# a\|b \<script>"x",\\u{1B}\[31m\\n\# c"## + "\n")
        )
        #expect(
            try report(database: path, format: .json)
                .contains(#""a|b <script>\"x\",\u001b[31m\n# c""#)
        )
        #expect(try !report(database: path, format: .html).contains("<script>\"x"))
    }

    @Test func `nothing that a terminal obeys or that turns the reading round is in any format`()
        throws
    {
        let name =
            "=HYPERLINK(\"x\")\u{1b}]0;\u{7}\u{9b}31m\u{202e}\u{2066}\u{2028}\u{7f}\r\n\u{fffe}"
        try Store.writeRun(to: path, scenario: name)
        for format in ReportFormat.allCases {
            let text = try report(database: path, format: format)
            let bad = text.unicodeScalars.filter {
                !$0.isPrintable && $0 != "\n" && !($0 == "\r" && format == .csv)
            }
            #expect(bad.isEmpty, "\(format): \(bad)")
        }
        let json = try members(of: report(database: path, format: .json))
        #expect("\(json)".contains("HYPERLINK"))
    }

    private func members(of json: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
        return try #require(object as? [String: Any])
    }
}
