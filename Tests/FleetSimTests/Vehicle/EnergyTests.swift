import Testing

@testable import FleetSim

@Suite struct `energy` {
    @Test func `power times time, also over years`() {
        #expect(Energy.milliwattHours(11_040_000, over: .seconds(3600)) == 11_040_000)
        #expect(
            Energy.milliwattHours(350_000_000, over: .seconds(315_360_000)) == 30_660_000_000_000
        )
        #expect(Energy.milliwattHours(0, over: .seconds(9)) == 0)
    }

    @Test(arguments: [(1, 1), (9_000_000, 11_040_000), (1_000_000_000, 3_680_000), (7, 3)])
    func `in the time it takes just that much has flowed`(demand: Int64, power: Int64) throws {
        let time = try #require(Energy.time(for: demand, at: power))
        #expect(Energy.milliwattHours(power, over: time) == demand)
        let before = SimDuration(nanoseconds: time.nanoseconds - 1)
        #expect(Energy.milliwattHours(power, over: before) < demand)
    }

    @Test func `without power it never comes`() {
        #expect(Energy.time(for: 1, at: 0) == nil)
        #expect(Energy.time(for: .max, at: 1) == nil)
    }

    @Test func `a car takes the least of what both sides can`() {
        let car = Vehicle(phases: 1, milliamperes: 32_000)
        #expect(car.milliwatts(atPhases: 3, milliamperes: 16_000, volts: 230) == 3_680_000)
        let big = Vehicle(phases: 3, milliamperes: 16_000)
        #expect(big.milliwatts(atPhases: 3, milliamperes: 32_000, volts: 230) == 11_040_000)
    }

    @Test func `a meter keeps what it counted when the power changes`() {
        var meter = Meter()
        meter.run(at: 3_600_000, from: .zero + .seconds(10))
        meter.run(at: 0, from: .zero + .seconds(20))
        #expect(meter.milliwattHours(at: .zero + .seconds(500)) == 10_000)
        meter.run(at: 7_200_000, from: .zero + .seconds(500))
        #expect(meter.milliwattHours(at: .zero + .seconds(501)) == 12_000)
    }
}
