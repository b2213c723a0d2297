import Scenarios
import Testing

@testable import FleetSim

@Suite struct LaxityTests {
    /// At 7,360 W an hour for the first car, which leaves in two; two and a half and three for the
    /// second.
    private func cars() -> [Demand] {
        var cars = Power.cars([32, 32])
        cars[0].departs = Power.minutes(120)
        cars[1].departs = Power.minutes(180)
        for (index, energy) in [(0, 7_360_000), (1, 18_400_000)] {
            cars[index].need = Need(
                milliwattHours: Int64(energy),
                asOf: .zero,
                milliwatts: 0,
                fullMilliwatts: 7_360_000
            )
        }
        return cars
    }

    private func shared(
        _ cars: [Demand],
        _ amperes: Int64,
        pause: SimDuration = .seconds(60),
        at now: SimTime = .zero
    ) throws -> Allocation {
        let supply = try Power.supply(amperes, outlets: cars.count)
        let times = SharingTimes(laxityPause: pause)
        return SharingLaw.leastLaxity.allocation(to: cars, from: Drawn(supply), times, at: now)
    }

    @Test func `the car that can wait least is served, until the other can wait less`() throws {
        let first = try shared(cars(), 32)
        #expect(first.milliamperes == [0, 32_000])
        #expect(first.changes == Power.minutes(30) + SimDuration(nanoseconds: 1))
    }

    @Test func `at the moment named the other is the more urgent one`() throws {
        var cars = cars()
        cars[1].need.milliwatts = 7_360_000
        let then = try #require(try shared(self.cars(), 32).changes)
        #expect(
            try shared(cars, 32, at: then - SimDuration(nanoseconds: 10_000)).milliamperes == [
                0, 32_000,
            ]
        )
        #expect(
            try shared(cars, 32, at: then + SimDuration(nanoseconds: 10_000)).milliamperes == [
                32_000, 0,
            ]
        )
    }

    @Test func `who gets a part of his current becomes urgent more slowly`() throws {
        // 32 A for one and 16 A for the other: half an hour's lead is lost in a whole one.
        let allocation = try shared(cars(), 48)
        #expect(allocation.milliamperes == [16_000, 32_000])
        #expect(allocation.changes == Power.minutes(60) + SimDuration(nanoseconds: 1))
    }

    @Test func `nothing changes by itself when both get all`() throws {
        #expect(try shared(cars(), 64).changes == nil)
    }

    @Test func `two that are equally urgent take turns no shorter than the pause`() throws {
        var cars = cars()
        cars[1] = cars[0]
        cars[1].outlet = 1
        let allocation = try shared(cars, 32, pause: .seconds(60))
        #expect(allocation.milliamperes == [32_000, 0])
        #expect(allocation.changes == Power.minutes(1))
    }

    @Test func `a car of which nothing is known can wait for ever`() throws {
        var cars = cars()
        cars[0] = Power.car(0, 32)
        let allocation = try shared(cars, 32)
        #expect(allocation.milliamperes == [0, 32_000])
        #expect(allocation.changes.map { $0 > Power.minutes(1_000_000) } ?? true)
    }
}
