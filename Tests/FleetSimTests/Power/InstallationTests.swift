import Testing

@testable import FleetSim

@Suite struct InstallationTests {
    private func car(_ outlet: Int, _ amperes: Int64) -> Demand {
        Power.car(outlet, amperes, phases: 3)
    }

    @Test func `W12: chargers of a group share one limit, 6 A at least, the others in a queue`()
        throws
    {
        let outlets = (0..<4).map { _ in Power.outlet() }
        var group = try PowerSharing.powerSharing(limit: 20_000, outlets: outlets)
        for outlet in 0..<4 { group.begin(car(outlet, 32)) }
        _ = group.share(at: .zero)
        #expect((0..<4).map(group.milliamperes) == [6_667, 6_667, 6_666, 0])
        // The minimum becomes available: the first in the queue starts.
        group.end(at: 1)
        _ = group.share(at: .zero)
        #expect((0..<4).map(group.milliamperes) == [6_667, 0, 6_667, 6_666])
        group.change(at: 0) { $0.maximum = 7_000 }
        group.end(at: 3)
        _ = group.share(at: .zero)
        #expect((0..<4).map(group.milliamperes) == [7_000, 0, 13_000, 0])
    }

    @Test func `W12: a charger that is cut off from its group keeps the minimum`() throws {
        let outlets = [Power.outlet(), Power.outlet()]
        var group = try PowerSharing.powerSharing(limit: 32_000, outlets: outlets)
        group.begin(car(0, 32))
        group.begin(car(1, 32))
        _ = group.share(at: .zero)
        group.change(at: 1) { $0.isOnItsOwn = true }
        _ = group.share(at: .zero)
        #expect((0..<2).map(group.milliamperes) == [26_000, 6_000])
    }

    @Test func `W12: a charger follows the house's meter under the limit of its connection`() throws
    {
        var boost = try PowerSharing.powerBoost(limit: 25_000, outlet: Power.outlet())
        boost.begin(car(0, 16))
        _ = boost.share(at: .zero)
        _ = boost.share(at: .zero + .seconds(10))
        #expect(boost.milliamperes(at: 0) == 16_000)
        // The line that carries most decides.
        boost.setLoad(PerLine(2_000, 14_500, 5_000), at: 0)
        _ = boost.share(at: .zero + .seconds(11))
        #expect(boost.milliamperes(at: 0) == 10_500)
        boost.setLoad(PerLine(2_000, 19_500, 5_000), at: 0)
        _ = boost.share(at: .zero + .seconds(12))
        #expect(boost.milliamperes(at: 0) == 0)
    }

    @Test func `W12: the current limit of the installation holds whatever the car asks for`() throws
    {
        let outlet = LimitTree.OutletWiring(node: 0, milliamperes: 10_000)
        var boost = try PowerSharing.powerBoost(limit: 25_000, outlet: outlet)
        boost.begin(car(0, 32))
        _ = boost.share(at: .zero)
        _ = boost.share(at: .zero + .seconds(10))
        #expect(boost.milliamperes(at: 0) == 10_000)
    }

    @Test func `W12: a building at its limit leaves its chargers nothing, below it the rest`()
        throws
    {
        let outlets = [Power.outlet(), Power.outlet()]
        var group = try PowerSharing.dynamicSharing(limit: 63_000, outlets: outlets)
        group.setLoad(PerLine(all: 63_000), at: 0)
        group.begin(car(0, 32))
        group.begin(car(1, 32))
        #expect(group.share(at: .zero) == .init(changes: [], next: nil))
        group.setLoad(PerLine(all: 43_000), at: 0)
        _ = group.share(at: .zero)
        _ = group.share(at: .zero + .seconds(10))
        #expect((0..<2).map(group.milliamperes) == [10_000, 10_000])
    }

    @Test func `W12: a limit below what cars charge with is refused`() {
        #expect(throws: SupplyError.unusableLimit("connection")) {
            _ = try PowerSharing.powerBoost(limit: 5_999, outlet: Power.outlet())
        }
    }
}
