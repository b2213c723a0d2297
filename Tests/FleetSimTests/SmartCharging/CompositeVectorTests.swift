import TestSupport
import Testing

@testable import FleetSim

/// The profiles that the OCA's test tool sets, and what it expects them to come to.
@Suite struct CompositeVectorTests {
    /// The unit asked in, and the seconds from setting the profiles to asking.
    private static let cases: [(ChargingRateUnit, Int)] = [0, 1, 7, 45].flatMap {
        [(.amperes, $0), (.watts, $0)]
    }

    @Test(arguments: cases)
    func `TC_072 the higher level prevails as long as it lasts`(unit: ChargingRateUnit, delay: Int)
    {
        var bench = StackBench()
        bench.install(
            .tool([(0, 6), (100, 8), (200, 10)], id: 1, level: 0, unit, duration: 400)
        )
        bench.install(.tool([(0, 7), (100, 9)], id: 2, level: 1, unit, duration: 150))
        #expect(
            bench.composite(at: .monday + delay, seconds: 350, in: unit)
                == expected([(0, 7), (100, 9), (150, 8), (200, 10)], unit, delay)
        )
    }

    @Test(arguments: cases)
    func `TC_067 clearing uncovers what lies below`(unit: ChargingRateUnit, delay: Int) {
        var bench = StackBench()
        bench.install(.tool([(0, 6), (60, 8), (200, 10)], id: 1, level: 1, unit))
        bench.install(.tool([(0, 7), (100, 9)], id: 2, level: 0, unit, duration: 400))
        bench.install(.tool([(0, 11), (200, 12)], .chargePointMax, id: 3, level: 0, unit))
        func composite() -> String {
            bench.composite(
                [bench.session(transaction: nil)],
                at: .monday + delay,
                seconds: 300,
                in: unit
            )
        }
        let byID = bench.stack.clear(ClearChargingProfile(id: 1, connectorId: 9))
        #expect(byID)
        #expect(composite() == expected([(0, 7), (100, 9)], unit, delay))

        let byCriteria = bench.stack.clear(
            ClearChargingProfile(chargingProfilePurpose: .txDefault, stackLevel: 0)
        )
        #expect(byCriteria)
        #expect(composite() == expected([(0, 11), (200, 12)], unit, delay))

        let all = bench.stack.clear(ClearChargingProfile())
        #expect(all)
        #expect(composite() == (unit == .amperes ? "0→32" : "0→22080"))
        let none = bench.stack.clear(ClearChargingProfile())
        #expect(!none)
    }

    @Test(arguments: cases)
    func `TC_066 the lowest of the purposes counts, and TxProfile hides TxDefaultProfile`(
        unit: ChargingRateUnit,
        delay: Int
    ) {
        let bench = combined(unit)
        #expect(
            bench.composite(at: .monday + delay, seconds: 400, in: unit)
                == expected([(0, 8), (50, 10), (200, 6), (240, 10)], unit, delay)
        )
    }

    @Test func `TC_066 with the fallback of OCPP 2`() {
        var bench = combined(.amperes)
        bench.behaviour.txProfileGapFallsBackToTxDefault = true
        #expect(bench.composite(seconds: 400) == "0→8 50→10 200→6 240→10 260→8 300→10")
    }

    private func combined(_ unit: ChargingRateUnit) -> StackBench {
        var bench = StackBench()
        bench.install(.tool([(0, 10)], .chargePointMax, id: 1, level: 0, unit))
        bench.install(
            .tool(
                [(0, 6), (60, 10), (120, 8), (180, 15), (260, 8)],
                id: 2,
                level: 0,
                unit,
                duration: 300
            )
        )
        bench.install(
            .tool(
                [(0, 8), (50, 11), (140, 16), (200, 6), (240, 12)],
                .tx,
                id: 3,
                level: 0,
                unit,
                duration: 260
            )
        )
        return bench
    }

    /// Limits as they look when so much of them has passed; the first began before.
    private func expected(
        _ limits: [(start: Int, limit: Int)],
        _ unit: ChargingRateUnit,
        _ delay: Int
    ) -> String {
        limits.map { "\(max(0, $0.start - delay))→\(unit.scaled($0.limit))" }
            .joined(separator: " ")
    }
}

extension ChargingRateUnit {
    /// The tool's amperes, and its watts a thousand times as many.
    fileprivate func scaled(_ amperes: Int) -> Int { self == .amperes ? amperes : amperes * 1_000 }
}

extension ChargingProfile {
    fileprivate static func tool(
        _ limits: [(start: Int, limit: Int)],
        _ purpose: ChargingProfilePurpose = .txDefault,
        id: Int,
        level: Int,
        _ unit: ChargingRateUnit,
        duration: Int? = nil
    ) -> ChargingProfile {
        .fixture(
            limits.map { ($0.start, unit.scaled($0.limit)) },
            purpose,
            id: id,
            level: level,
            unit: unit,
            duration: duration
        )
    }
}
