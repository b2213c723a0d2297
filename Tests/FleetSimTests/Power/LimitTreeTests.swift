import Scenarios
import Testing

@testable import FleetSim

@Suite struct LimitTreeTests {
    @Test func `a narrow feeder leaves its part of the connection to the other`() throws {
        // 63 A for two feeders of 40 A: 21 A each would be 42 A on the first.
        let tree = LimitTree(
            nodes: [Power.node(63), Power.node(40, under: 0), Power.node(40, under: 0)],
            outlets: [Power.outlet(at: 1), Power.outlet(at: 1), Power.outlet(at: 2)]
        )
        let supply = try SiteSupply(tree)
        let cars = Power.cars([32, 32, 32], phases: 3)
        #expect(SharingLaw.maxMin.currents(cars, supply) == [20_000, 20_000, 23_000])
        #expect(SharingLaw.equal.currents(cars, supply) == [20_000, 20_000, 21_000])
        #expect(SharingLaw.proportional.currents(cars, supply) == [20_000, 20_000, 23_000])
        #expect(SharingLaw.firstCome.currents(cars, supply) == [32_000, 8_000, 23_000])
    }

    @Test func `cars on one phase load the line that their station is wired to`() throws {
        let cars = Power.cars([32, 32, 32])
        let alike = try Power.supply(16, outlets: 3)
        #expect(SharingLaw.maxMin.currents(cars, alike) == [8_000, 8_000, 0])
        let rotated = try Power.supply(16, outlets: 3, rotations: [.rst, .str, .trs])
        #expect(SharingLaw.maxMin.currents(cars, rotated) == [16_000, 16_000, 16_000])
    }

    @Test func `a car on two phases leaves the third to others`() throws {
        let cars = [Power.car(0, 32, phases: 2), Power.car(1, 32)]
        // L2 and L3 for the first, L1 for the second.
        let apart = try Power.supply(16, outlets: 2, rotations: [.str, .rst])
        #expect(SharingLaw.maxMin.currents(cars, apart) == [16_000, 16_000])
        let together = try Power.supply(16, outlets: 2)
        #expect(SharingLaw.maxMin.currents(cars, together) == [8_000, 8_000])
    }

    @Test func `every rotation has each line once`() {
        for rotation in LineOrder.allCases {
            #expect(Set(rotation.lines) == Set(Line.allCases), "\(rotation)")
        }
    }

    @Test func `what draws beside EVs is taken off every limit above it`() throws {
        let tree = LimitTree(
            nodes: [Power.node(50), Power.node(40, under: 0)],
            outlets: [Power.outlet(at: 0), Power.outlet(at: 1)]
        )
        var supply = try SiteSupply(tree)
        let cars = Power.cars([64, 64], phases: 3)
        supply.setLoad(PerLine(0, 30_000, 0), at: 1)
        #expect(SharingLaw.maxMin.currents(cars, supply) == [10_000, 10_000])
        supply.setLoad(PerLine(0, 32_000, 0), at: 1)
        #expect(SharingLaw.maxMin.currents(cars, supply) == [10_000, 8_000])
        #expect(supply.load(at: 0) == PerLine(0, 32_000, 0))
        supply.setLoad(.zero, at: 1)
        #expect(SharingLaw.maxMin.currents(cars, supply) == [25_000, 25_000])
    }

    @Test func `more load than the limit leaves nothing, sun on the roof leaves more`() throws {
        var supply = try Power.supply(32, outlets: 1)
        supply.setLoad(PerLine(all: 40_000), at: 0)
        #expect(SharingLaw.maxMin.currents(Power.cars([64]), supply) == [0])
        supply.setLoad(PerLine(all: -10_000), at: 0)
        #expect(SharingLaw.maxMin.currents(Power.cars([64]), supply) == [42_000])
        supply.setLoad(PerLine(all: .min), at: 0)
        supply.setLoad(PerLine(all: .max), at: 0)
        #expect(SharingLaw.maxMin.currents(Power.cars([64]), supply) == [0])
    }

    @Test func `a node without a limit is only a place for loads`() throws {
        let open = LimitTree.Node(name: "sub-board", parent: 0, limit: nil)
        let tree = LimitTree(nodes: [Power.node(50), open], outlets: [Power.outlet(at: 1)])
        var supply = try SiteSupply(tree)
        supply.setLoad(PerLine(all: 20_000), at: 1)
        #expect(SharingLaw.maxMin.currents(Power.cars([64]), supply) == [30_000])
    }

    @Test func `what cannot be a site is refused`() {
        func error(_ nodes: [LimitTree.Node], _ outlets: [LimitTree.OutletWiring]) -> SupplyError? {
            do throws(SupplyError) {
                _ = try SiteSupply(LimitTree(nodes: nodes, outlets: outlets))
                return nil
            } catch { return error }
        }
        let root = Power.node(32)
        #expect(error([root], []) == nil)
        #expect(error([Power.node(32, under: 0)], []) == .parentNotBefore(node: "node"))
        #expect(error([root, Power.node(32, under: -1)], []) == .parentNotBefore(node: "node"))
        #expect(error([root], [Power.outlet(at: 1)]) == .unknownNode(1, outlet: 0))
        #expect(error([Power.node(-1)], []) == .unusableLimit("node"))
        #expect(error([Power.node(1 << 40)], []) == .unusableLimit("node"))
        let outlet = LimitTree.OutletWiring(node: 0, milliamperes: -1)
        #expect(error([root], [outlet]) == .unusableOutlet(0))
        let huge = LimitTree.OutletWiring(node: 0, milliamperes: 1 << 29)
        #expect(error([root], [huge, huge]) == .tooMany(limit: "node"))
    }
}
