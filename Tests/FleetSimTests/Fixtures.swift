import Scenarios

@testable import FleetSim

extension Scenario {
    /// A small fleet whose every written argument means something in the test at hand.
    static func fixture(
        seed: UInt64 = 1,
        hours: Int = 6,
        sites: Int = 3,
        chargersPerSite: Int = 4,
        connectors: Int = 1,
        perDay: Double? = 40,
        configuration: [ConfigurationSetting] = []
    ) -> Scenario {
        var model = ChargerModel(
            id: "test",
            vendor: "Vendor",
            model: "Model",
            firmware: "1.0",
            source: "the tests"
        )
        model.connectors = connectors
        var group = ChargerGroup(model: model)
        group.count = chargersPerSite
        group.configuration = configuration
        var site = SiteSpec()
        site.count = sites
        site.chargers = [group]
        // Laws of its own, so that no test depends on what ships.
        site.arrivals.perDay = perDay
        site.arrivals.weekday = Array(repeating: 1, count: 24)
        site.arrivals.weekend = Array(repeating: 1, count: 24)
        site.arrivals.dwell = .lognormal(median: 2 * 3600, sigma: 0.6)
        site.arrivals.energy = .lognormal(median: 9_000, sigma: 0.9)
        var scenario = Scenario()
        scenario.name = "fixture"
        scenario.seed = seed
        scenario.duration = .seconds(3600 * hours)
        scenario.fleet = [site]
        return scenario
    }
}

/// What a whole run came to, gathered for a test.
struct Gathered {
    var result = RunResult(status: .running, reached: .zero, events: 0, fingerprint: 0)
    var sessions: [SessionRecord] = []
    var notables: [Notable] = []
    var singles: [CallRecord] = []
    var calls = CallTable()
    var connections: [ConnectionCounts] = []

    func count(_ action: Action, _ outcome: Outcome, _ direction: Direction = .out) -> Int {
        calls.inOrder.filter {
            $0.action == action && $0.outcome == outcome && $0.direction == direction
        }.reduce(0) { $0 + $1.count }
    }
}

extension Scenario {
    func simulated(_ options: SimulationOptions = SimulationOptions()) throws -> Gathered {
        var simulation = Simulation(try FleetPlan(self), options: options)
        var gathered = Gathered()
        gathered.result = simulation.run { batch in
            gathered.sessions += batch.sessions
            gathered.notables += batch.notables
            gathered.singles += batch.singles
            gathered.calls.merge(batch.calls)
            gathered.connections.append(batch.connections)
            return .go
        }
        return gathered
    }
}
