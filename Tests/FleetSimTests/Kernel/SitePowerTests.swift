import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// The power of sites in the fleet of real chargers.
@Suite struct SitePowerTests {
    private static func seconds(_ count: Int64) -> SimTime { .zero + .seconds(count) }

    @Test func `cars share a limit, and who is left gets what others leave`() throws {
        let scenario = Scenario.shared {
            $0.limit = .all(40)
            $0.wiring = .alike
        }
        var site = try WatchedSite(scenario)
        var sums: Set<Int64> = []
        var maximum: Int64 = 0
        for second in stride(from: Int64(0), to: 6 * 3600, by: 10) {
            site.run(through: Self.seconds(second))
            let sum = site.drawn(at: 0).l1
            sums.insert(sum)
            maximum = max(maximum, site.drawing.map { site.milliwatts(at: $0) }.max() ?? 0)
            #expect(sum <= 40_000)
        }
        // The limit is reached to a milliampere for each car, and who is alone is not held back.
        #expect(sums.contains { $0 > 39_990 })
        #expect(maximum >= 11_040_000)
    }

    @Test func `a limit that holds no car back changes no visit`() throws {
        let free = Scenario.shared { $0.limit = .all(1_000) }
        var bare = free
        bare.fleet[0].power = nil
        let options = SimulationOptions(keeps: .all)
        #expect(try free.simulated(options).sessions == bare.simulated(options).sessions)
        #expect(try free.simulated(options).singles == bare.simulated(options).singles)
    }

    @Test func `a car that cannot have 6 A is suspended by the charger, and told so`() throws {
        let scenario = Scenario.shared(hours: 3, perDay: 200) {
            $0.limit = .all(7)
            $0.wiring = .alike
            $0.sharing = .firstCome
        }
        var site = try WatchedSite(scenario)
        var suspended = 0
        var charging = 0
        for second in stride(from: Int64(0), to: 3 * 3600, by: 30) {
            site.run(through: Self.seconds(second))
            let states = site.statuses
            #expect(states.count { $0 == .charging } <= 1)
            suspended = max(suspended, states.count { $0 == .suspendedEVSE })
            charging = max(charging, states.count { $0 == .charging })
        }
        #expect(charging == 1)
        #expect(suspended >= 2)
    }

    @Test func `turns end and begin by the clock where a rule takes turns`() throws {
        let scenario = Scenario.shared(hours: 8, chargers: 3) {
            $0.limit = .all(6)
            $0.wiring = .alike
            $0.sharing = .rotation
            $0.rotation = .seconds(600)
        }
        var site = try WatchedSite(scenario)
        var turns: [Int] = []
        for second in stride(from: Int64(0), to: 8 * 3600, by: 60) {
            site.run(through: Self.seconds(second))
            if let bay = site.drawing.first, bay != turns.last { turns.append(bay) }
        }
        #expect(turns.count > 20)
        #expect(Set(turns) == [0, 1, 2])
    }

    @Test func `currents follow what else flows, as the meter shows it`() throws {
        let scenario = Scenario.shared(hours: 4, perDay: 200) {
            $0.limit = .all(60)
            $0.wiring = .alike
            $0.meter = MeterSpec(interval: .seconds(10), delay: .seconds(4))
            $0.loads = [
                LoadSpec(.hourly((0..<24).map { .amperes($0 % 2 == 0 ? 10 : 40) }))
            ]
        }
        var site = try WatchedSite(scenario)
        // On the hour the load rises; the reading of that moment is known four seconds later.
        site.run(through: Self.seconds(3 * 3600 + 3))
        #expect(site.drawn(at: 0).l1 > 49_900)
        site.run(through: Self.seconds(3 * 3600 + 4))
        #expect(site.drawn(at: 0).l1 <= 20_000)
        #expect(site.drawn(at: 0).l1 > 19_900)
    }

    @Test func `a raise waits as long as the pace says, a fall does not`() throws {
        let scenario = Scenario.shared(hours: 4, perDay: 200) {
            $0.limit = .all(60)
            $0.wiring = .alike
            $0.pace = PaceSpec(raisesAfter: .seconds(30), threshold: 0.5)
            $0.loads = [
                LoadSpec(.hourly((0..<24).map { .amperes($0 % 2 == 0 ? 10 : 40) }))
            ]
        }
        var site = try WatchedSite(scenario)
        site.run(through: Self.seconds(2 * 3600 - 1))
        let before = site.drawn(at: 0).l1
        #expect(before <= 20_000)
        site.run(through: Self.seconds(2 * 3600 + 29))
        #expect(site.drawn(at: 0).l1 <= 20_000)
        site.run(through: Self.seconds(2 * 3600 + 30))
        #expect(site.drawn(at: 0).l1 > 40_000)
        site.run(through: Self.seconds(3 * 3600))
        #expect(site.drawn(at: 0).l1 <= 20_000)
    }

    @Test func `windows tell what flowed at each node, what is fed in as less`() throws {
        let scenario = Scenario.shared(hours: 1, perDay: 0) {
            $0.limit = .all(100)
            $0.loads = [LoadSpec(.constant(.amperes(10)), lines: [1])]
            var group = PowerGroupSpec()
            group.name = "roof"
            group.solar = [LoadSpec(.constant(.watts(6_900)))]
            $0.groups = [group]
        }
        var site = try WatchedSite(scenario)
        site.run(through: Self.seconds(59))
        let rows = site.takeBatch(at: Self.seconds(60)).power
        #expect(rows.map(\.node) == [0, 1])
        #expect(rows.map(\.limitMilliamperes) == [100_000, nil])
        #expect(rows.map(\.l1) == [0, -10_000])
        #expect(rows.map(\.l3) == [-10_000, -10_000])
        #expect(rows.map(\.milliwatts) == [2_300_000 - 6_900_000, -6_900_000])
        #expect(rows[0].milliwatts == rows[0].wantedMilliwatts)
    }

    @Test func `what cars would have had shows as what was wanted`() throws {
        let scenario = Scenario.shared(hours: 3, perDay: 200) {
            $0.limit = .all(16)
            $0.wiring = .alike
        }
        var site = try WatchedSite(scenario)
        site.run(through: Self.seconds(2 * 3600 - 1))
        _ = site.takeBatch(at: Self.seconds(2 * 3600))
        site.run(through: Self.seconds(3 * 3600 - 1))
        let row = site.takeBatch(at: Self.seconds(3 * 3600)).power[0]
        #expect(row.l1 <= 16_000 && row.l1 > 15_000)
        #expect(row.milliwatts <= 11_040_000)
        #expect(row.wantedMilliwatts > 30_000_000)
    }

    @Test(arguments: SharingLaw.allCases)
    func `no outcome leans on the order of events at one moment, nor on threads`(
        rule: SharingLaw
    ) throws {
        var scenario = Scenario.shared(seed: 5, hours: 4, connectors: 2) {
            $0.limit = .all(50)
            $0.sharing = rule
            $0.loads = [LoadSpec(.hourly((0..<24).map { .amperes(Double($0 % 5)) }))]
        }
        scenario.fleet[0].count = 3
        let straight = try scenario.simulated()
        #expect(try scenario.simulated(SimulationOptions(tieSeed: 9)).sessions == straight.sessions)
        let threads = try scenario.simulated(SimulationOptions(threads: 3))
        #expect(threads.result == straight.result)
        #expect(threads.sessions == straight.sessions)
    }
}
