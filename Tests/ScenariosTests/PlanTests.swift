import Scenarios
import TestSupport
import Testing

@Suite struct PlanTests {
    private func plan(_ text: String, fleet: String = "count: 4") -> Parsed {
        Parsed("fleet: [{chargers: [{model: generic-ac, \(fleet)}]}]\nplan: {\(text)}")
    }

    @Test func `a plan names its axes, how often, how long and what for`() throws {
        let text = """
            bays: [8, 4, 6, 4], limit: {from: 32A, to: 63A, step: 15A}, sharing: [max-min, edf],
            arrivals: [{per_day: 30}, {preset: nl_work}, {preset: nl_home, per_day: 4.5}],
            replications: {least: 5, most: 80, until: 2% of wait p95}, horizon: 7d, warm_up: 12h,
            targets: [wait p95 <= 10m, blocked < 5%, peak <= 120kW, satisfaction.mean >= 95%],
            cost: {bay: 3000, ampere: 40}
            """
        let plan = try #require(plan(text).scenario?.plan)
        #expect(plan.bays == [4, 6, 8])
        #expect(plan.limits == [32, 47, 62])
        #expect(plan.sharing == [.maxMin, .earliestDeadline])
        #expect(
            plan.arrivals.map(\.name)
                == ["30 drivers a day", "nl_work", "4.5 drivers a day as in nl_home"]
        )
        #expect(
            plan.replications == .init(minimum: 5, maximum: 80, until: .init(0.02, of: .waitP95))
        )
        #expect(plan.horizon == .seconds(7 * 86_400) && plan.warmUp == .seconds(43_200))
        #expect(plan.targets.map(\.figure) == [.waitP95, .blocked, .peak, .satisfactionMean])
        #expect(plan.targets.map(\.bound) == [600, 0.05, 120_000, 0.95])
        #expect(plan.targets.map(\.isAtMost) == [true, true, true, false])
        #expect(plan.targets.map(\.isStrict) == [false, true, false, false])
        #expect(plan.targets[0].expression == "wait.p95 <= 10m")
        #expect(plan.cost == PlanCost(bay: 3_000, ampere: 40))
    }

    @Test func `steps of a limit end where they are written, and are told as they are written`()
        throws
    {
        let text = "limit: {from: 16.1A, to: 26.3A, step: 1.7A}, targets: [blocked <= 0.7%]"
        let plan = try #require(plan(text).scenario?.plan)
        #expect(plan.limits == [16.1, 17.8, 19.5, 21.2, 22.9, 24.6, 26.3])
        // As 7 of 1,000 are.
        #expect(plan.targets[0].bound == 7.0 / 1_000)
    }

    @Test func `a target may be of single horizons`() throws {
        let plan = try #require(
            plan("targets: [peak <= 40kW in 95% of horizons, wait p95 <= 10m]").scenario?.plan
        )
        #expect(plan.targets.map(\.horizons) == [0.95, nil])
        #expect(plan.targets[0].bound == 40_000)
        #expect(plan.targets[0].expression == "peak <= 40kW in 95% of horizons")
    }

    private static let shared = """
        fleet:
          - {site: a, model: generic-ac}
          - site: b
            model: generic-ac
            arrivals: {strangers: 2%}
            power:
              limit: 32A
              control: both

        """

    @Test func `a site whose power a CSMS shares is planned, unless there is no CSMS`() throws {
        let folder = try TemporaryFolder()
        func loaded(_ text: String) throws -> LoadedScenario {
            try ScenarioFile.load(path: try folder.write(text, to: "test.yaml"))
        }
        for plan in ["plan: {site: b}", "plan: {site: a}", ""] {
            #expect(try loaded(Self.shared + plan).planProblems == [])
            #expect(try loaded(Self.shared + plan).runProblems == [])
        }
        let alone = Parsed(Self.shared + "csms: none").lines
        #expect(alone.count == 2, "strangers, and the CSMS that is to share")
        #expect(alone.contains { $0.hasPrefix("test.yaml:8:16: ‘csms: none’ plays") }, "\(alone)")
    }

    @Test func `a CSMS cannot share among drivers out of a file, and it is said where that stands`()
        throws
    {
        let folder = try TemporaryFolder()
        _ = try folder.write(
            "session_id,arrival_min,departure_min,requested_kwh,ev_max_a\n1,0,60,5,16\n",
            to: "sessions.csv"
        )
        let path = try folder.write(
            """
            fleet:
              - site: a
                chargers: [{model: generic-ac}]
                arrivals: {sessions: sessions.csv}
                power: {limit: 32A, control: csms}
            plan: {}

            """,
            to: "test.yaml"
        )
        #expect(
            try ScenarioFile.load(path: path).planProblems.map(\.line) == [
                "\(path):5:34: ‘fleetsim plan’ has a CSMS share the power of the site ‘a’, which is "
                    + "given by files, as only a site that shares by itself can be, leave ‘control’ "
                    + "out: the site shares by itself"
            ]
        )
    }

    @Test func `nothing of a site is certain where messages take their time`() throws {
        let text = """
            fleet:
              - site: depot
                chargers: [{model: generic-ac}]
                arrivals:
                  timetable: [{vehicle: van, arrives: 17:30, departs: 06:00, energy: 38kWh}]
                  vehicles: [{phases: 3, current: 16A}]
                power: {limit: 32A}

            """
        let site = try #require(Parsed(text).scenario?.fleet[0])
        #expect(site.isCertain)
        var shared = site
        shared.power?.control = .csms
        #expect(!shared.isCertain)
    }

    @Test func `a site is not planned where all that a CSMS does is to turn strangers away`() throws
    {
        let site = "{site: a, model: generic-ac, arrivals: {strangers: 2%}}"
        let folder = try TemporaryFolder()
        let path = try folder.write("fleet: [\(site)]\nplan: {}", to: "test.yaml")
        let loaded = try ScenarioFile.load(path: path)
        #expect(
            loaded.planProblems.map(\.line) == [
                "\(path):1:60: ‘fleetsim plan’ plays the site ‘a’ without a CSMS, so that no stranger is "
                    + "turned away, leave ‘strangers’ out"
            ]
        )
    }

    @Test
    func `who is listed is planned as who has a timetable is, and is run without a CSMS alone`()
        throws
    {
        let folder = try TemporaryFolder()
        _ = try folder.write(
            "session_id,arrival_min,departure_min,requested_kwh,ev_max_a\n1,0,60,5,16\n",
            to: "sessions.csv"
        )
        let site =
            "fleet: [{site: a, chargers: [{model: generic-ac}], "
            + "arrivals: {sessions: sessions.csv}}]\n"
        func loaded(_ more: String) throws -> LoadedScenario {
            try ScenarioFile.load(path: try folder.write(site + more, to: "test.yaml"))
        }
        let planned = try loaded("plan: {bays: [1, 2]}\n")
        #expect(planned.planProblems == [])
        #expect(planned.runProblems.count == 1)
        #expect(planned.runProblems[0].line.contains("test.yaml:1:"))
        #expect(planned.runProblems[0].line.hasSuffix("for runs without one, say ‘csms: none’"))
        #expect(try loaded("csms: none\nplan: {bays: [1, 2]}\n").runProblems == [])
        #expect(throws: ScenarioProblems.self) { try loaded("") }
    }

    @Test func `what is not said is as the site has it`() throws {
        let scenario = try #require(plan("").scenario)
        let plan = try #require(scenario.plan)
        #expect(plan == PlanSpec())
        #expect(plan.designs(of: scenario.fleet[0]) == [Design(bays: 4)])
        #expect(Parsed.completed("").scenario?.plan == nil)
    }

    @Test func `one value needs no list, and a number is as many replications`() throws {
        let plan = try #require(
            plan("bays: 5, limit: 40A, sharing: equal, replications: 7").scenario?.plan
        )
        #expect(plan.bays == [5] && plan.limits == [40] && plan.sharing == [.equal])
        #expect(plan.replications == .init(minimum: 7, maximum: 7))
    }

    @Test func `every combination is a design, bays changing first`() throws {
        let scenario = try #require(plan("bays: [2, 3], limit: [20A, 40A]").scenario)
        let designs = try #require(scenario.plan).designs(of: scenario.fleet[0])
        #expect(
            designs == [
                Design(bays: 2, limit: 20), Design(bays: 3, limit: 20), Design(bays: 2, limit: 40),
                Design(bays: 3, limit: 40),
            ]
        )
    }

    @Test func `a design changes what it names and nothing else`() throws {
        let text = """
            fleet:
              - site: hub
                count: 3
                chargers: [{model: generic-ac-dual, count: 2}, {model: generic-ac, count: 3}]
                arrivals: {per_day: 12}
                power: {limit: 100A, sharing: edf, margin: 2A}
            plan: {group: 2}
            """
        let site = try #require(Parsed(text).scenario?.fleet[0])
        #expect(site.baysPerSite == 7)
        let design = Design(
            bays: 9,
            limit: 63,
            sharing: .equal,
            arrivals: PlanArrivals(perDay: 40)
        )
        let built = design.site(from: site, group: 2)
        #expect(built.count == 1 && built.chargers.map(\.count) == [2, 5])
        #expect(built.power?.limit == .currents(l1: 63, l2: 63, l3: 63))
        #expect(built.power?.sharing == .equal && built.power?.margin == 2)
        #expect(built.arrivals.perDay == 40 && built.arrivals.dwell == site.arrivals.dwell)
        var same = site
        same.count = 1
        #expect(Design(bays: 7).site(from: site, group: 2) == same)
    }

    /// A site of ten known drivers, as it is planned.
    private func siteOfUsers() throws -> SiteSpec {
        let text = "fleet: [{site: a, model: generic-ac, count: 4, arrivals: {users: {count: 10}}}]"
        return try #require(Parsed(text).scenario?.fleet[0]).withOwnDrivers
    }

    @Test func `other drivers of known users are as many a day as is said`() throws {
        let site = try siteOfUsers()
        let counts = [8.0, 80].map { perDay in
            let design = Design(bays: 4, arrivals: PlanArrivals(perDay: perDay))
            return design.site(from: site, group: 1).arrivals.perDay(bays: 4)
        }
        #expect(abs(counts[0] - 8) < 1 && abs(counts[1] - 80) < 1, "\(counts)")
    }

    @Test(arguments: ["nl_public", "nl_work", "no_home_private"])
    func `a preset in place of known users brings as many drivers to every design`(
        name: String
    ) throws {
        let site = try siteOfUsers()
        let preset = try #require(ArrivalPreset.named(name))
        let many = [2, 4, 20].map { bays in
            Design(bays: bays, arrivals: PlanArrivals(preset: preset))
                .site(from: site, group: 1).arrivals.perDay(bays: bays)
        }
        #expect(Set(many).count == 1, "\(many)")
    }

    @Test(arguments: [
        ("bays: 0", "2:14: ‘0’ is not a whole number from 1 to 10000"),
        ("bays: []", "2:14: this list needs at least 1 entry"),
        ("bays: {from: 4, to: 2, step: 1}", "2:21: this leads from ‘from’ to ‘to’ in no"),
        ("bays: {from: 1, to: 9000, step: 1}", "2:21: this leads from ‘from’ to ‘to’ in no or too"),
        ("limit: 40", "2:15: ‘40’ has no unit, did you mean ‘40A’?"),
        ("limit: [40A, 4kW]", "‘4kW’ is a power, but a current is needed here"),
        ("sharing: fair", "2:17: unknown sharing rule ‘fair’"),
        ("arrivals: [{}]", "neither ‘preset’ nor ‘per_day’ is said"),
        ("replications: 1", "‘1’ is not a whole number from 2"),
        ("replications: {least: 9, most: 5, until: 2% of lost}", "less at most than at least"),
        ("replications: {least: 9}", "the key ‘until’ is missing"),
        ("replications: {until: 2%}", "‘2%’ is not a share of a figure"),
        ("replications: {until: 0% of lost}", "the share is more than 0%"),
        ("replications: {until: 2% of waits}", "unknown figure ‘waits’"),
        ("targets: [wait p95]", "‘wait p95’ has no bound"),
        ("targets: [wait p90 <= 10m]", "unknown figure ‘wait p90’, did you mean"),
        ("targets: [wait p95 <= 10]", "‘10’ has no unit, did you mean ‘10s’?"),
        ("targets: [wait p95 <= 5%]", "‘5%’ is a percentage, but a duration is needed here"),
        ("targets: [blocked = 5%]", "‘=’ is no target, known here: <=, >="),
        ("targets: [<= 5%]", "names no figure"),
        ("targets: [turnover >= many]", "‘many’ is not a number"),
        ("targets: [peak <= 40kW in 95%]", "is not a bound in a share of horizons"),
        ("targets: [peak <= 40kW in 100% of horizons]", "more than 0% and less than 100%"),
        ("horizon: 5s", "‘5s’ is less than 1m"),
        ("group: 2", "2:7: the site has no group 2 of chargers"),
        ("site: other", "‘other’ is planned, but no site is called so"),
        ("cost: {bay: -1}", "‘-1’ is not a number from 0"),
        ("bay: 4", "unknown key ‘bay’, did you mean ‘bays’?"),
    ])
    func `a plan that cannot be is told why`(text: String, said: String) {
        let lines = plan(text).lines
        #expect(lines.contains { $0.contains(said) }, "\(lines)")
    }

    @Test func `a charger with two connectors comes as two bays`() {
        let odd = plan("bays: [2, 3]", fleet: "count: 4").lines
        #expect(odd.isEmpty)
        let dual = Parsed(
            "fleet: [{chargers: [{model: generic-ac-dual}]}]\nplan: {bays: [2, 3]}"
        )
        #expect(
            dual.lines == [
                "test.yaml:2:7: the site cannot have 3 bays: group 1 adds 2 at a time to those of "
                    + "the others"
            ]
        )
    }

    @Test func `bays do not vary where groups name chargers, which would be others`() {
        func lines(_ plan: String, groups: String = "{name: feeder, limit: 32A, chargers: 5-8}")
            -> [String]
        {
            Parsed(
                """
                fleet:
                  - chargers: [{model: generic-ac, count: 4}, {model: generic-ac, count: 4}]
                    power: {limit: 100A, groups: [\(groups)]}
                plan:
                  limit: 63A
                  \(plan)
                """
            ).lines
        }
        #expect(
            lines("bays: [8, 10]") == [
                "test.yaml:6:9: the groups of ‘power’ name the chargers of 8 bays, and a design has 10, "
                    + "plan each number by itself, in a scenario whose groups name its chargers"
            ]
        )
        #expect(lines("bays: [6]").count == 1)
        #expect(lines("bays: [6]\n  group: 2").count == 1)
        #expect(lines("bays: 8") == [])
        #expect(lines("sharing: edf") == [])
        #expect(lines("bays: [8, 10]", groups: "{name: roof, load: 5kW}") == [])
        // Those before the group that varies keep their numbers.
        let first = "{name: feeder, limit: 32A, groups: [{name: street, chargers: 1-4}]}"
        #expect(lines("bays: [8, 10]\n  group: 2", groups: first) == [])
        #expect(lines("bays: [8, 10]", groups: first).count == 1)
    }

    @Test func `what stands there by a file is run and not planned`() {
        let lines = Parsed(
            "csms: none\nfleet: [{site: a, model: generic-ac, power: {limit: 6A, slot: 1m}}]\nplan: {}"
        ).lines
        #expect(lines.contains { $0.contains("is given by files, which is run and not planned") })
    }

    @Test func `which of several sites is planned has to be said`() {
        let fleet = "fleet: [{site: a, model: generic-ac}, {site: b, model: generic-ac}]\n"
        #expect(
            Parsed(fleet + "plan: {bays: 3}").lines == [
                "test.yaml:2:7: it is not said which site is planned, add ‘site’ to it: a, b"
            ]
        )
        let said = Parsed(fleet + "plan: {bays: 3, site: b}").scenario
        #expect(said?.plan?.index(in: said?.fleet ?? []) == 1)
    }

    @Test func `more designs than can be compared are refused`() {
        let text = "bays: {from: 1, to: 900, step: 1}, limit: {from: 1A, to: 900A, step: 1A}"
        #expect(plan(text).lines.contains { $0.contains("at most 10000 are compared") })
    }

    @Test func `every figure has a name, a quantity and a place of its own`() {
        #expect(Set(PlanFigure.allCases.map(\.index)) == Set(PlanFigure.allCases.indices))
        #expect(PlanFigure.allCases[PlanFigure.peak15.index] == .peak15)
    }
}
