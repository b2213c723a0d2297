import Scenarios
import Testing

@testable import FleetSim

@Suite("a site without a CSMS goes by the sun too")
struct GreenSharingTests {
    /// What flowed and when.
    private struct States: SiteObserver {
        static var wantsTags: Bool { false }
        var states: [SiteState] = []
        mutating func record(_ state: SiteState) { states.append(state) }
        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {}
    }

    private func steps(_ mode: String, _ more: String = "") throws -> [SiteState] {
        let text = """
            csms: none
            start: 2026-06-01T00:00:00Z
            fleet:
              - site: home
                chargers: [{model: myenergi-zappi, count: 1, green: {mode: \(mode)\(more)}}]
                arrivals: {per_day: 0}
                power: {limit: 40A, solar: {peak: 12kW, rises: 6h, sets: 18h}}
            """
        let plan = try SitesPlan(ScenarioFile.parse(text, name: "home.yaml"))
        let model = try #require(plan.sites.first)
        var visit = Visit.atOnce(0, at: .zero, .at(.zero + .seconds(86_400)))
        visit.demandMilliwattHours = 500_000_000
        visit.vehicle = Vehicle(phases: 1, milliamperes: 32_000)
        var engine = SiteEngine(
            model.layout,
            source: .listed([visit], seed: 1),
            electricity: model.electricity,
            observer: States()
        )
        engine.run(through: .zero + .seconds(86_400))
        return engine.observer.states
    }

    private func drawn(_ steps: [SiteState], at hour: Int64) -> Int64 {
        steps.last { $0.time <= .zero + .seconds(hour * 3_600) }?.milliwatts ?? 0
    }

    @Test("ECO never draws less than cars charge with, and by day what the sun leaves")
    func eco() throws {
        let steps = try steps("eco")
        #expect(drawn(steps, at: 3) == 6 * 230_000)
        #expect(drawn(steps, at: 12) == 32 * 230_000)
        let morning = drawn(steps, at: 8)
        #expect(morning > 5_000_000 && morning < 6_500_000)
    }

    @Test("ECO+ waits for the sun, and FAST for nothing")
    func ecoPlus() throws {
        let green = try steps("eco+")
        #expect(drawn(green, at: 3) == 0)
        #expect(drawn(green, at: 12) == 32 * 230_000)
        #expect(drawn(green, at: 20) == 0)
        #expect(drawn(try steps("fast"), at: 3) == 32 * 230_000)
    }

    @Test("cheap hours that begin while ECO+ waits to start come and go, and the day with them")
    func cheapHours() throws {
        let prices = (0..<24).map { $0 == 7 ? "1" : "2" }.joined(separator: ", ")
        let steps = try steps(
            "eco+",
            ", starts_after: 1h, prices: [\(prices)], cheapest_hours: 1"
        )
        #expect(drawn(steps, at: 6) == 0)
        #expect(drawn(steps, at: 7) == 32 * 230_000)
        #expect(drawn(steps, at: 8) == 0)
        #expect(drawn(steps, at: 12) == 32 * 230_000)
        #expect(drawn(steps, at: 20) == 0)
    }

    @Test("who waits for the sun is held back by no limit of the site")
    func noLimit() throws {
        for mode in ["eco", "eco+"] {
            #expect(try steps(mode).allSatisfy { $0.bindingNodes == 0 })
        }
    }
}
