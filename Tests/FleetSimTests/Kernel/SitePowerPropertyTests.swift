import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// What holds at any site of real chargers, whatever its tree, rule, drivers, profiles and faults.
@Suite struct SitePowerPropertyTests {
    private static let hours = 3

    @Test(arguments: UInt64(1)...40)
    func `meters never draw more than any limit, and account for all energy`(seed: UInt64) throws {
        var dice = FrameDice(seed: seed)
        let scenario = Self.scenario(seed, &dice)
        var site = try WatchedSite(scenario)
        var sessions: [SessionRecord] = []
        var flowed = 0.0
        var second: Int64 = 0
        while second < Int64(Self.hours) * 3600 {
            second += Int64(dice.number(1...30))
            let now = SimTime.zero + .seconds(second)
            site.run(through: now)
            for node in site.tree.nodes.indices {
                guard let limit = site.tree.nodes[node].limit else { continue }
                let load = Self.load(beneath: node, in: scenario, at: now)
                let drawn = site.drawn(at: node)
                for line in Line.allCases {
                    #expect(
                        drawn[line] <= max(0, limit[line] - load[line]),
                        "node \(node), \(line), after \(second) s"
                    )
                }
            }
            let batch = site.takeBatch(at: now)
            sessions += batch.sessions
            flowed += Double(batch.power[0].milliwatts) * (batch.end - batch.start).hours
        }
        let now = SimTime.zero + .seconds(second)
        // Every milliwatt-hour of the meters is some driver's.
        let delivered = sessions.reduce(0) { $0 + $1.deliveredMilliwattHours }
        let metered = site.milliwattHours(at: now)
        #expect(delivered + site.running(at: now) == metered)
        // And what flowed through the connection, less what flowed there beside EVs, is the same.
        let beside = Self.besides(in: scenario, until: now)
        let tolerance = 1 + Double(metered) * 1e-6 + Double(second)
        #expect(abs(flowed - beside - Double(metered)) < tolerance)
    }

    private static func scenario(_ seed: UInt64, _ dice: inout FrameDice) -> Scenario {
        let chargers = dice.number(2...10)
        var scenario = Scenario.shared(
            seed: seed,
            hours: hours,
            chargers: chargers,
            connectors: dice.number(1...2),
            perDay: Double(dice.number(20...200))
        ) { $0 = power(chargers, &dice) }
        scenario.fleet[0].arrivals.energy = .lognormal(median: 9_000, sigma: 1)
        scenario.fleet[0].arrivals.dwell = .lognormal(median: 3_600, sigma: 1)
        var profile = ProfileSpec()
        profile.purpose = .txDefault
        profile.periods[0].limit = .amperes(10)
        var command = CommandSpec(action: .setChargingProfile, at: .seconds(3_000))
        command.connector = 0
        command.profile = profile
        command.every = .seconds(4_000)
        command.share = 0.5
        command.over = .seconds(600)
        if dice.flag() { scenario.csms.reference.commands = [command] }
        if dice.flag() {
            scenario.faults.append(
                FaultSpec(
                    at: .seconds(4_000),
                    kind: .connectorFault(
                        share: 0.5,
                        duration: .seconds(900),
                        connector: 1,
                        error: .other
                    )
                )
            )
        }
        if dice.flag() {
            scenario.faults.append(
                FaultSpec(
                    at: .seconds(7_000),
                    kind: .powerCut(share: 1, duration: .seconds(300), returningOver: .zero)
                )
            )
        }
        return scenario
    }

    private static func power(_ chargers: Int, _ dice: inout FrameDice) -> PowerSpec {
        var power = PowerSpec()
        power.limit = .all(Double(dice.number(6...120)))
        power.sharing = dice.any()
        if power.sharing == .uncontrolled { power.sharing = .maxMin }
        power.rotation = .seconds(dice.number(60...1_800))
        power.margin = Double(dice.number(0...2))
        power.wiring = dice.flag() ? .rotated : .alike
        if dice.flag() { power.pace = .patient }
        let split = dice.number(1...chargers)
        power.groups = [
            group("a", Array(1...split), &dice),
            group("b", Array(split..<chargers).map { $0 + 1 }, &dice),
        ]
        power.loads = [
            LoadSpec(.hourly((0..<24).map { _ in .amperes(Double(dice.number(0...40))) }))
        ]
        return power
    }

    private static func group(
        _ name: String,
        _ chargers: [Int],
        _ dice: inout FrameDice
    ) -> PowerGroupSpec {
        var group = PowerGroupSpec()
        group.name = name
        group.chargers = chargers
        group.limit = dice.maybe { .all(Double($0.number(6...64))) }
        var sky = LoadSpec.ClearSky()
        sky.peak = Double(dice.number(1_000...20_000))
        sky.rises = .zero
        sky.sets = .seconds(12 * 3600)
        if dice.flag() { group.solar = [LoadSpec(.clearSky(sky))] }
        return group
    }

    /// What flows at a node and beneath it beside EVs.
    private static func load(beneath node: Int, in scenario: Scenario, at time: SimTime)
        -> PerLine
    {
        var sum = PerLine.zero
        for (index, profile) in profiles(of: scenario) where node == 0 || index == node {
            sum += profile.load(at: time)
        }
        return sum
    }

    /// The energy of it since the run began, in milliwatt-hours.
    private static func besides(in scenario: Scenario, until end: SimTime) -> Double {
        var sum = 0.0
        for (_, profile) in profiles(of: scenario) {
            var time = SimTime.zero
            while time < end {
                let next = min(profile.nextChange(after: time) ?? end, end)
                let load = profile.load(at: time)
                sum += Double(load.l1 + load.l2 + load.l3) * 230 * (next - time).hours
                time = next
            }
        }
        return sum
    }

    private static func profiles(of scenario: Scenario) -> [(node: Int, LoadProfile)] {
        guard let power = scenario.fleet[0].power else { return [] }
        let clock = DateTime(unixMilliseconds: scenario.start.unixMilliseconds)
        var profiles = power.loads.map {
            (node: 0, LoadProfile($0, volts: 230, clockStart: clock))
        }
        for (index, group) in power.groups.enumerated() {
            profiles += group.solar.map {
                (index + 1, LoadProfile($0, isFedIn: true, volts: 230, clockStart: clock))
            }
        }
        return profiles
    }
}

extension SimDuration {
    fileprivate var hours: Double { Double(nanoseconds) / 3_600e9 }
}
