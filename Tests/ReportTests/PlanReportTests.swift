import FleetSim
import Foundation
import Planning
import Report
import Scenarios
import Testing

@Suite struct `the report on a plan` {
    private let scratch: Scratch
    private var path: String { scratch.path("plan.sqlite") }

    init() throws {
        scratch = try Scratch()
        try write(status: .complete)
    }

    /// A site where fewer are turned away the more bays it has, and some more under some seeds.
    private static func plan() throws -> Plan {
        var spec = PlanSpec()
        spec.bays = [2, 3]
        spec.limits = [40]
        spec.replications = PlanReplications(minimum: 3, maximum: 3)
        spec.targets = [PlanTarget(.blocked, 0.45, expression: "blocked <= 45%")]
        var site = SiteSpec()
        site.chargers = [ChargerGroup(model: try #require(ChargerModel.named("generic-ac")))]
        site.arrivals.overdispersion = 2
        let plan = Plan.of(spec, for: site, seed: 7, threads: 1) { site in
            { seed in
                var tally = SiteTally(bays: site.baysPerSite)
                tally.record(
                    SiteState(time: .zero, milliwatts: 11_000_000, occupied: 1, charging: 1)
                )
                for visit in 0..<10 {
                    let isBlocked = visit < 5 - site.baysPerSite + Int(seed % 2)
                    tally.record(
                        SessionRecord(
                            site: 0,
                            visit: Int32(visit),
                            arrived: .zero,
                            requestedMilliwattHours: 1_000,
                            deliveredMilliwattHours: isBlocked ? 0 : 1_000,
                            outcome: isBlocked ? .balked : .served
                        ),
                        VisitAccount(bay: isBlocked ? nil : 0)
                    )
                }
                tally.finish(at: .minute(60))
                return tally
            }
        }
        return try #require(plan)
    }

    private func write(status: RunResult.Status) throws {
        let startedAt = Date(timeIntervalSince1970: 1_767_571_200)
        var store = try Store(path: path)
        let manifest = RunManifest(
            scenario: "street",
            scenarioText: "name: street\n",
            seed: 7,
            version: "0.1.0",
            threads: 2,
            chargers: [],
            kind: .plan
        )
        try store.begin(manifest, host: .fixture, startedAt: startedAt)
        if status == .complete { try store.write(Self.plan()) }
        try store.finish(
            RunResult(status: status, reached: .minute(60), events: 0, fingerprint: 0xc0ffee),
            elapsed: .milliseconds(500)
        )
    }

    private func dump(_ query: String) throws -> [String] {
        try Database(path: path, access: .read).dump(query)
    }

    @Test func `reads as it always did`() throws {
        try expectGolden(report(database: path, format: .md), "Report/plan.md")
    }

    @Test func `the run database has a row for each design, figure, target and step`() throws {
        let designs = try dump(
            """
            SELECT id, bays, limit_a, sharing, arrivals, cost, replications, meets, on_front,
                smallest, theory, theory_fails
            FROM plan_design
            """
        )
        #expect(designs.count == 2)
        #expect(designs[0].hasPrefix("0|2|40.0||||3|0|1|0||"))
        #expect(designs[1].hasPrefix("1|3|40.0||||3|"))
        #expect(designs[0].hasSuffix("some days bring more than others"))
        #expect(
            try dump("SELECT DISTINCT figure, unit FROM plan_figure WHERE figure LIKE 'peak%'")
                == ["peak|W", "peak.15m|W", "peak.1m|W", "peak.30m|W"]
        )
        let peaks = "SELECT mean, low, high FROM plan_figure WHERE figure = 'peak' AND design = 0"
        #expect(try dump(peaks) == ["11000.0|11000.0|11000.0"])
        #expect(try dump("SELECT design, expression FROM plan_target").count == 2)
        #expect(
            try dump("SELECT DISTINCT more, amount FROM plan_step") == ["bay|1.0", "ampere|10.0"]
        )
        #expect(
            try dump("SELECT place, value FROM plan_curve WHERE curve = 'occupancy' AND design = 0")
                == ["0|0.0", "1|1.0", "2|0.0"]
        )
        #expect(try dump("SELECT count(*) FROM plan_curve WHERE curve = 'load'") == ["202"])
        #expect(try dump("PRAGMA foreign_key_check") == [])
    }

    @Test func `CSV has a row for each design and three columns for each figure`() throws {
        let lines = try report(database: path, format: .csv).split(separator: "\r\n")
        #expect(lines.count == 3)
        let head = lines[0].split(separator: ",", omittingEmptySubsequences: false)
        #expect(head.count == 15 + 3 * PlanFigure.allCases.count)
        #expect(head.suffix(2) == ["verdict", "needed"])
        #expect(head[13...15] == ["arrivals", "arrivals.low", "arrivals.high"])
        #expect(lines[1].hasPrefix("0,2,40.0,,,,3,false,"))
    }

    @Test func `JSON and the page tell the same`() throws {
        let text = try report(database: path, format: .json)
        let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let plan = try #require(root?["plan"] as? [String: Any])
        #expect((plan["designs"] as? [[String: Any]])?.count == 2)
        let page = try report(database: path, format: .html)
        #expect(page.contains("<h2>Designs and targets</h2>") && page.contains("blocked, %"))
    }

    @Test func `a plan that was interrupted has no designs and says so`() throws {
        try write(status: .interrupted)
        let text = try report(database: path, format: .md)
        #expect(text.contains("interrupted"))
        #expect(!text.contains("## Designs"))
    }

    @Test func `a target that replications do not decide is neither met nor missed`() throws {
        let rows = try dump("SELECT id, meets, verdict, needed > replications FROM plan_design")
        #expect(rows == ["0|0|undecided|1", "1|1|met|"])
        let text = try report(database: path, format: .md)
        #expect(text.contains("Smallest design that meets the targets: 3 bays, 40 A "))
        #expect(text.contains("Undecided: 2 bays, 40 A (about "))
        #expect(try report(database: path, format: .json).contains("\"verdict\": \"undecided\""))
        #expect(try report(database: path, format: .csv).contains(",undecided,"))
    }

    @Test func `a peak is told with its horizon, and how often the limit was exceeded`() throws {
        let text = try report(database: path, format: .md)
        #expect(text.contains("peak.15m: the greatest of 30 days, on average"))
        #expect(text.contains("0 of 3 (up to 70.8 %)"))
        #expect(text.contains("30 days each after a warm-up of 48 h"))
    }

    @Test func `damage is told`() throws {
        try Database(path: path, access: .write).run("UPDATE plan_target SET figure = 'luck'")
        #expect(throws: ReportError.self) { try report(database: path, format: .md) }
    }
}
