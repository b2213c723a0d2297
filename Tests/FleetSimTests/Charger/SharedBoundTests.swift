import TestSupport
import Testing

@testable import FleetSim

@Suite struct SharedBoundTests {
    @Test func `the bound of the charger is shared, and what one leaves the other gets`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.install(.fixture([(0, 20)], .chargePointMax), on: 0)
        bench.arrive(connector: 1, staySeconds: 3_000, wattHours: 1_000)
        bench.advance(seconds: 60)
        #expect(bench.watts == [11_040, 0])
        bench.arrive(connector: 2, staySeconds: 3_000, wattHours: 9_000)
        bench.advance(seconds: 60)
        #expect(bench.watts == [6_900, 6_900])
        // The first battery is full soon.
        bench.advance(seconds: 600)
        #expect(bench.watts == [0, 11_040])
    }

    @Test func `who came first charges where there is only enough for one`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.install(.fixture([(0, 10)], .chargePointMax), on: 0)
        bench.arrive(connector: 2, staySeconds: 600)
        bench.advance(seconds: 1)
        bench.arrive(connector: 1, staySeconds: 6_000)
        bench.advance(seconds: 60)
        #expect(bench.watts == [0, 6_900])
        #expect(bench.statuses.suffix(2) == ["2 Charging", "1 SuspendedEVSE"])
        bench.advance(seconds: 600)
        #expect(bench.watts == [6_900, 0])
        #expect(bench.statuses.contains("1 Charging"))
    }

    @Test(arguments: UInt64(1)...60)
    func `the sum over the connectors never exceeds the bound`(seed: UInt64) {
        var dice = FrameDice(seed: seed)
        var bench = ChargerBench.accepted(connectors: 3)
        let unit: ChargingRateUnit = dice.any()
        let bounds = (0..<24).map { _ in dice.number(0...50) * (unit == .watts ? 600 : 1) }
        bench.install(
            .fixture(
                bounds.enumerated().map { ($0 * 600, $1) },
                .chargePointMax,
                id: 1,
                unit: unit
            ),
            on: 0
        )
        for connector in 0...3 where dice.flag() {
            let limits = (0..<5).map { ($0 * dice.number(1_000...3_000), dice.number(0...32)) }
            bench.install(
                .fixture(limits.sorted { $0.0 < $1.0 }, id: 10 + connector, kind: .relative),
                on: connector
            )
        }
        while bench.now < .zero + .seconds(14_000) {
            for connector in 1...3
            where bench.charger.connectors[connector - 1].bay.isFree && dice.number(0...9) == 0 {
                bench.arrive(
                    connector: connector,
                    staySeconds: Int64(dice.number(60...5_000)),
                    wattHours: Int64(dice.number(100...20_000)),
                    phases: UInt8(dice.number(1...3)),
                    amperes: Int32(dice.number(8...32))
                )
            }
            bench.advance(seconds: Int64(dice.number(1...120)))
            let bound = Int64(bounds[min(23, Int(bench.now.nanoseconds / 600_000_000_000))])
            let drawing = bench.charger.connectors.filter { $0.bay.meter.milliwatts > 0 }
            let power = drawing.reduce(Int64(0)) { $0 + $1.bay.meter.milliwatts }
            let current = drawing.reduce(Int64(0)) { sum, connector in
                let phases = Int64(min(3, connector.bay.vehicle?.phases ?? 3))
                return sum + connector.bay.meter.milliwatts / (230 * phases)
            }
            #expect((unit == .watts ? power : current) <= bound * 1_000, "at \(bench.now)")
            #expect(drawing.allSatisfy { $0.status == .charging })
        }
    }
}
