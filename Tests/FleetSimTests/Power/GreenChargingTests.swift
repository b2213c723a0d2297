import Scenarios
import Testing

@testable import FleetSim

@Suite struct GreenChargingTests {
    private let onePhase = GreenCharging.Connection(volts: 230, phases: 1, maximum: 32_000)
    private let threePhases = GreenCharging.Connection(volts: 230, phases: 3, maximum: 16_000)

    private func current(
        _ mode: GreenSpec.Mode,
        from level: Int64 = 100,
        watts: Int64,
        on connection: GreenCharging.Connection
    ) -> Int64 {
        var charging = GreenCharging(mode: mode, minimumGreenLevel: level)
        return charging.current(surplus: watts * 1_000, on: connection, at: .zero)
    }

    @Test func `Z5: FAST takes all, STOP nothing, whatever the sun does`() {
        for watts: Int64 in [-2_000, 0, 5_000] {
            #expect(current(.fast, watts: watts, on: onePhase) == 32_000)
            #expect(current(.stop, watts: watts, on: onePhase) == 0)
        }
    }

    @Test func `Z5: ECO follows the sun but never goes below 1.4 kW, or 4.2 kW on three phases`() {
        #expect(current(.eco, watts: -500, on: onePhase) == 6_000)
        #expect(current(.eco, watts: 1_000, on: onePhase) == 6_000)
        #expect(current(.eco, watts: 2_300, on: onePhase) == 10_000)
        #expect(current(.eco, watts: 99_000, on: onePhase) == 32_000)
        #expect(current(.eco, watts: 4_000, on: threePhases) == 6_000)
        #expect(current(.eco, watts: 6_900, on: threePhases) == 10_000)
    }

    @Test func `Z5: ECO+ starts with its minimum green level of the sun, the rest from the grid`() {
        #expect(current(.ecoPlus, watts: 1_379, on: onePhase) == 0)
        #expect(current(.ecoPlus, watts: 1_380, on: onePhase) == 6_000)
        #expect(current(.ecoPlus, watts: 2_300, on: onePhase) == 10_000)
        #expect(current(.ecoPlus, from: 50, watts: 689, on: onePhase) == 0)
        #expect(current(.ecoPlus, from: 50, watts: 690, on: onePhase) == 6_000)
        #expect(current(.ecoPlus, from: 50, watts: 2_069, on: threePhases) == 0)
        #expect(current(.ecoPlus, from: 50, watts: 2_070, on: threePhases) == 6_000)
        #expect(current(.ecoPlus, from: 1, watts: -1, on: onePhase) == 0)
    }

    @Test func `Z5: ECO+ starts and stops only after the sun has kept to it for a while`() {
        var charging = GreenCharging(
            mode: .ecoPlus,
            startsAfter: .seconds(60),
            stopsAfter: .seconds(300)
        )
        func at(_ seconds: Int64, watts: Int64) -> Int64 {
            charging.current(surplus: watts * 1_000, on: onePhase, at: .zero + .seconds(seconds))
        }
        #expect(at(0, watts: 2_300) == 0)
        #expect(charging.switches == .zero + .seconds(60))
        #expect(at(30, watts: 1_000) == 0)
        #expect(charging.switches == nil)
        #expect(at(40, watts: 2_300) == 0)
        #expect(at(100, watts: 2_300) == 10_000)
        #expect(at(110, watts: 0) == 6_000)
        #expect(charging.switches == .zero + .seconds(410))
        #expect(at(200, watts: 1_840) == 8_000)
        #expect(charging.switches == nil)
        #expect(at(300, watts: 0) == 6_000)
        #expect(at(600, watts: 0) == 0)
        #expect(!charging.isOn)
    }

    @Test func `Z5: cheap hours end a wait for the sun, which begins anew after them`() {
        func at(_ hour: Int64, _ minute: Int64 = 0) -> SimTime {
            .zero + .seconds(3_600 * hour + 60 * minute)
        }
        let plan = SunFollowing.Plan(
            mode: .ecoPlus,
            startsAfter: .seconds(1_800),
            boosts: DailyHours([], offset: .zero),
            cheap: DailyHours([(.seconds(7 * 3_600), .seconds(8 * 3_600))], offset: .zero)
        )
        var sun = SunFollowing([(plan, 230)])
        sun.note(Power.car(0, 32), user: 0, at: 0)
        let steps = [at(6, 35), at(7), at(7, 5), at(8), at(8, 30)].map { now in
            let (currents, next) = sun.currents(surplus: 2_300_000, at: now)
            return (currents[0].milliamperes, next)
        }
        #expect(steps.map(\.0) == [0, 32_000, 32_000, 0, 10_000])
        // It would start at 7:05.
        let tomorrow = SimDuration.seconds(24 * 3_600)
        #expect(steps.map(\.1) == [at(7), at(8), at(8), at(8, 30), at(7) + tomorrow])
    }

    @Test func `Z5: a boost charges as fast as can be until it is over`() {
        var charging = GreenCharging(mode: .ecoPlus)
        charging.isBoosted = true
        #expect(charging.current(surplus: 0, on: onePhase, at: .zero) == 32_000)
        charging.isBoosted = false
        #expect(charging.current(surplus: 0, on: onePhase, at: .zero) == 0)
        charging.mode = .stop
        charging.isBoosted = true
        #expect(charging.current(surplus: 0, on: onePhase, at: .zero) == 0)
    }

    @Test func `Z5: what the sun gives is asked for under the limit of the house`() throws {
        var charging = GreenCharging(mode: .eco)
        var house = try PowerSharing.powerBoost(limit: 20_000, outlet: Power.outlet())
        var car = Power.car(0, 32)
        car.maximum = charging.current(surplus: 2_300_000, on: onePhase, at: .zero)
        house.begin(car)
        _ = house.share(at: .zero)
        _ = house.share(at: .zero + .seconds(10))
        #expect(house.milliamperes(at: 0) == 10_000)
        house.setLoad(PerLine(12_000, 0, 0), at: 0)
        _ = house.share(at: .zero + .seconds(11))
        #expect(house.milliamperes(at: 0) == 8_000)
    }
}
