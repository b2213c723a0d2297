import Scenarios
import Testing

@testable import FleetSim

@Suite struct `vehicles with a timetable` {
    private static let start = "2026-03-04T12:00:00Z"

    private let stays = [
        TimetableStay(
            vehicle: "van",
            days: Weekdays([0, 1, 2, 3]),
            arrives: .seconds(17 * 3_600 + 1_800),
            departs: .init(time: .seconds(6 * 3_600)),
            wattHours: 38_000,
            phases: 3,
            amperes: 16
        ),
        TimetableStay(
            vehicle: "van",
            days: Weekdays([4]),
            arrives: .seconds(16 * 3_600),
            departs: .init(weekday: 0, time: .seconds(6 * 3_600)),
            wattHours: 60_000,
            phases: 3,
            amperes: 16
        ),
        TimetableStay(
            vehicle: "bus",
            arrives: .seconds(11 * 3_600),
            departs: .init(time: .seconds(13 * 3_600)),
            wattHours: 100_000
        ),
    ]

    private func visits(
        weeks: Int64 = 6,
        seed: UInt64 = 1,
        _ change: (inout ArrivalSpec) -> Void = { _ in }
    ) throws -> (visits: [Visit], clock: LocalClock) {
        var spec = ArrivalSpec()
        spec.timetable = TimetableSpec(stays)
        spec.vehicles = [VehicleSpec(phases: 1, amperes: 32, share: 1)]
        spec.timeZone.offset = .seconds(3_600)
        spec.timeZone.daylightSaving = .eu
        change(&spec)
        let start = try #require(DateTime(Self.start))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 100)
        var arrivals = Arrivals(law, bays: 2, site: 0, seed: seed)
        var visits: [Visit] = []
        while let visit = arrivals.next(), visit.arrived < .zero + .seconds(weeks * 604_800) {
            visits.append(visit)
        }
        return (visits, law.profile.clock)
    }

    private func shown(_ time: SimTime, _ clock: LocalClock) -> String {
        let minutes = clock.local(time) / 60_000_000_000
        let day = Weekdays.names[Int(minutes / 1_440 % 7)]
        return "\(day) \(minutes / 60 % 24):\(minutes % 60)"
    }

    @Test func `come and go by the clock on the wall, week after week, over summer time`() throws {
        let (visits, clock) = try visits()
        let vans = visits.filter { $0.user == 0 }
        #expect(vans.count == 6 * 5)
        // The run begins on a Wednesday at one o'clock.
        let week = [
            ("wed 17:30", "thu 6:0"), ("thu 17:30", "fri 6:0"), ("fri 16:0", "mon 6:0"),
            ("mon 17:30", "tue 6:0"), ("tue 17:30", "wed 6:0"),
        ]
        for (index, visit) in vans.enumerated() {
            #expect(shown(visit.arrived, clock) == week[index % 5].0)
            let departure = try #require(visit.departs(takingBayAt: visit.arrived))
            #expect(shown(departure, clock) == week[index % 5].1)
            #expect(visit.demandMilliwattHours == (index % 5 == 2 ? 60_000_000 : 38_000_000))
            #expect(visit.vehicle.phases == 3 && visit.vehicle.milliamperes == 16_000)
        }
        let buses = visits.filter { $0.user == 1 }
        // The stay that had begun at eleven is none of the run's.
        #expect(buses.count == 6 * 7 && shown(buses[0].arrived, clock) == "thu 11:0")
        #expect(buses.allSatisfy { $0.vehicle.phases == 1 })
    }

    @Test func `are the same under each seed, and off by a little where they deviate`() throws {
        let certain = try visits(seed: 1).visits
        #expect(certain.map(\.arrived) == (try visits(seed: 2).visits.map(\.arrived)))
        #expect(certain.map(\.plugsAfter) == (try visits(seed: 2).visits.map(\.plugsAfter)))
        func off(_ seed: UInt64) throws -> [Double] {
            let visits = try visits(weeks: 100, seed: seed) { $0.deviation = .seconds(600) }.visits
            let vans = visits.filter { $0.user == 0 }
            let exact = try self.visits(weeks: 100).visits.filter { $0.user == 0 }
            return zip(vans, exact).map {
                Double(($0.arrived - $1.arrived).nanoseconds) / 60e9
            }
        }
        let (one, other) = (try off(1), try off(2))
        #expect(one != other)
        let mean = one.reduce(0, +) / Double(one.count)
        let variance = one.reduce(0) { $0 + $1 * $1 } / Double(one.count)
        #expect(abs(mean) < 1.5, "\(mean)")
        #expect(abs(variance.squareRoot() - 10) < 1, "\(variance)")
    }
}
