import Scenarios
import Testing

@testable import FleetSim

@Suite struct SharingLawTests {
    private func shares(_ law: SharingLaw, _ limit: Int64, _ amperes: [Int64]) throws -> [Int64] {
        let supply = try Power.supply(limit, outlets: amperes.count)
        return law.currents(Power.cars(amperes), supply)
    }

    @Test(arguments: SharingLaw.allCases)
    func `where there is enough each car gets what it asks for`(law: SharingLaw) throws {
        #expect(try shares(law, 96, [10, 16, 32]) == [10_000, 16_000, 32_000])
        #expect(try shares(law, 96, []) == [])
        #expect(try shares(law, 96, [5, 0, 6]) == [0, 0, 6_000])
    }

    @Test func `without control limits do not count`() throws {
        #expect(try shares(.uncontrolled, 10, [32, 32]) == [32_000, 32_000])
    }

    @Test func `equal parts leave unused what a car does not need`() throws {
        #expect(try shares(.equal, 40, [10, 32, 32]) == [10_000, 13_333, 13_333])
        #expect(try shares(.equal, 40, [10, 16]) == [10_000, 16_000])
    }

    @Test func `max-min gives what a car does not need to the others`() throws {
        #expect(try shares(.maxMin, 40, [10, 32, 32]) == [10_000, 15_000, 15_000])
        #expect(try shares(.maxMin, 70, [10, 16, 32, 32]) == [10_000, 16_000, 22_000, 22_000])
    }

    @Test func `an odd milliampere goes to who came first`() throws {
        #expect(try shares(.maxMin, 32, [32, 32, 32]) == [10_667, 10_667, 10_666])
    }

    @Test func `proportional parts are as large as what is asked for`() throws {
        #expect(try shares(.proportional, 60, [16, 32, 32]) == [12_000, 24_000, 24_000])
        // Half of ten is too little to charge with: 6 A it is, and 31 A for 64 A that are asked.
        #expect(try shares(.proportional, 37, [10, 32, 32]) == [6_000, 15_500, 15_500])
    }

    @Test func `first come first served, but with no less than 6 A`() throws {
        #expect(try shares(.firstCome, 50, [32, 32, 32]) == [32_000, 18_000, 0])
        #expect(try shares(.firstCome, 36, [32, 32, 32]) == [32_000, 0, 0])
        #expect(try shares(.firstCome, 38, [32, 5, 32]) == [32_000, 0, 6_000])
    }

    @Test func `the earliest deadline is who leaves first`() throws {
        var cars = Power.cars([32, 32, 32])
        cars[0].departs = Power.minutes(300)
        cars[2].departs = Power.minutes(200)
        let supply = try Power.supply(50, outlets: 3)
        #expect(SharingLaw.earliestDeadline.currents(cars, supply) == [18_000, 0, 32_000])
    }

    @Test func `round robin goes up by steps and stops at the first that does not fit`() throws {
        #expect(try shares(.roundRobin, 20, [32, 32, 32]) == [7_000, 7_000, 6_000])
        var cars = Power.cars([32, 32, 32])
        for index in cars.indices { cars[index].pilots = .steps([0, 8_000, 16_000, 32_000]) }
        let supply = try Power.supply(30, outlets: 3)
        #expect(SharingLaw.roundRobin.currents(cars, supply) == [8_000, 8_000, 8_000])
    }

    @Test func `who comes first gets the largest pilot that fits`() throws {
        var cars = Power.cars([32, 32])
        for index in cars.indices { cars[index].pilots = .steps([0, 8_000, 16_000, 24_000]) }
        let supply = try Power.supply(45, outlets: 2)
        #expect(SharingLaw.firstCome.currents(cars, supply) == [24_000, 16_000])
    }

    @Test(arguments: [SharingLaw.equal, .maxMin, .proportional])
    func `who cannot have 6 A waits, the last to come first`(law: SharingLaw) throws {
        #expect(try shares(law, 17, [32, 32, 32]) == [8_500, 8_500, 0])
        #expect(try shares(law, 5, [32, 32]) == [0, 0])
    }

    @Test func `a car that needs more to charge at all gets that or nothing`() throws {
        var cars = Power.cars([32, 32])
        cars[1].minimum = 13_000
        #expect(
            SharingLaw.maxMin.currents(cars, try Power.supply(20, outlets: 2)) == [7_000, 13_000]
        )
        #expect(
            SharingLaw.equal.currents(cars, try Power.supply(20, outlets: 2)) == [7_000, 13_000]
        )
        #expect(SharingLaw.maxMin.currents(cars, try Power.supply(18, outlets: 2)) == [18_000, 0])
    }

    @Test func `a charger out of reach keeps to its least and the others to the rest`() throws {
        var cars = Power.cars([32, 32])
        cars[1].isOnItsOwn = true
        let supply = try Power.supply(32, outlets: 2)
        #expect(SharingLaw.maxMin.currents(cars, supply) == [26_000, 6_000])
        #expect(SharingLaw.firstCome.currents(cars, supply) == [26_000, 6_000])
        #expect(SharingLaw.maxMin.currents(cars, try Power.supply(11, outlets: 2)) == [0, 6_000])
    }

    @Test func `no car gets more than its station is rated for`() throws {
        let outlet = LimitTree.OutletWiring(node: 0, milliamperes: 10_000)
        let supply = try SiteSupply(LimitTree(limit: nil, outlets: [outlet]))
        #expect(SharingLaw.maxMin.currents(Power.cars([32]), supply) == [10_000])
        #expect(SharingLaw.uncontrolled.currents(Power.cars([32]), supply) == [10_000])
    }
}
