import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// Wallbox's ways to share and to follow a meter, in whole runs of Wallbox chargers.
@Suite struct InstallationSiteTests {
    private static func site(
        _ model: String,
        count: Int,
        perDay: Double,
        _ edit: (inout PowerSpec) -> Void
    ) throws -> Scenario {
        var scenario = Scenario.shared(hours: 8, perDay: perDay, edit)
        var group = ChargerGroup(model: try #require(.named(model)))
        group.count = count
        scenario.fleet[0].chargers = [group]
        return scenario
    }

    @Test
    func `W12: Power Sharing keeps a group within its limit, and who has no 6 A waits in turn`()
        throws
    {
        let scenario = try Self.site("wallbox-pulsar-plus", count: 5, perDay: 200) {
            $0.limit = .all(20)
            $0.wiring = .alike
        }
        var site = try WatchedSite(scenario)
        var maximumCharging = 0
        var hasQueue = false
        for second in stride(from: Int64(0), to: 8 * 3600, by: 20) {
            site.run(through: .zero + .seconds(second))
            #expect(site.drawn(at: 0).l1 <= 20_000)
            maximumCharging = max(maximumCharging, site.drawing.count)
            for bay in site.drawing { #expect(site.milliwatts(at: bay) >= 6 * 230 * 1_000) }
            hasQueue = hasQueue || site.statuses.contains(.suspendedEVSE)
        }
        #expect(maximumCharging == 3)
        #expect(hasQueue)
    }

    @Test func `W12: Power Boost keeps house and charger within the connection`() throws {
        let house = (0..<24).map { LoadSpec.Quantity.amperes(Double(4 + $0 * 7 % 24)) }
        let scenario = try Self.site("wallbox-pulsar-plus", count: 1, perDay: 40) {
            $0.limit = .all(25)
            $0.loads = [LoadSpec(.hourly(house))]
            $0.meter = MeterSpec(interval: .seconds(1), delay: .seconds(1))
            $0.pace = .patient
        }
        var site = try WatchedSite(scenario)
        var powers: Set<Int64> = []
        for second in stride(from: Int64(0), to: 8 * 3600, by: 10) where second % 3600 > 2 {
            site.run(through: .zero + .seconds(second))
            let load = Int64(4 + second / 3600 * 7 % 24) * 1_000
            #expect(site.drawn(at: 0).l1 + load <= max(25_000, load))
            powers.insert(site.milliwatts(at: 0))
        }
        #expect(powers.count > 3)
    }

    @Test
    func `W12: Dynamic Power Sharing gives a group what its building leaves, and nothing else`()
        throws
    {
        let building = (0..<24).map { LoadSpec.Quantity.amperes($0 < 4 ? 63 : 20) }
        let scenario = try Self.site("wallbox-copper-sb", count: 4, perDay: 200) {
            $0.limit = .all(63)
            $0.wiring = .alike
            $0.loads = [LoadSpec(.hourly(building))]
            $0.meter = MeterSpec(interval: .seconds(1))
            $0.pace = .patient
        }
        var site = try WatchedSite(scenario)
        site.run(through: .zero + .seconds(4 * 3600 - 1))
        #expect(site.drawing == [])
        #expect(site.statuses.contains(.suspendedEVSE))
        site.run(through: .zero + .seconds(4 * 3600 + 30))
        #expect(site.drawn(at: 0).l1 > 40_000)
        #expect(site.drawn(at: 0).l1 <= 43_000)
    }

    @Test func `W12: a current limit of the installation holds beneath the group's`() throws {
        var scenario = try Self.site("wallbox-commander-2", count: 3, perDay: 200) {
            $0.limit = .all(100)
        }
        scenario.fleet[0].chargers[0].currentLimit = 10
        var site = try WatchedSite(scenario)
        var maximum: Int64 = 0
        for second in stride(from: Int64(0), to: 8 * 3600, by: 60) {
            site.run(through: .zero + .seconds(second))
            maximum = max(maximum, (0..<3).map { site.milliwatts(at: $0) }.max() ?? 0)
        }
        #expect(maximum == 3 * 230 * 10_000)
    }
}
