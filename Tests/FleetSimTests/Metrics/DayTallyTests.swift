import Scenarios
import Testing

@testable import FleetSim

@Suite struct DayTallyTests {
    private func time(_ minutes: Int64) -> SimTime { .zero + .seconds(minutes * 60) }

    @Test func `what lasts falls into the half hours that the clock shows, over midnight too`() {
        var tally = SiteTally(bays: 4, clock: .showing(.seconds(23 * 3_600 + 15 * 60)))
        tally.record(SiteState(time: time(0), milliwatts: 6_000_000, occupied: 2))
        tally.record(SiteState(time: time(60), milliwatts: 1_000_000, occupied: 1))
        tally.finish(at: time(75))
        let (watts, bays) = (tally.day.watts, tally.day.bays)
        // From 23:15 to 0:15, then until 0:30.
        #expect(watts[46] == 6_000 && watts[47] == 6_000)
        #expect(watts[0] == 3_500 && bays[0] == 1.5)
        #expect(watts[1] == nil && bays[45] == nil)
    }

    @Test func `the hours are those that drivers live by, in summer too`() throws {
        var zone = TimeZoneSpec()
        zone.offset = .seconds(5 * 3_600)
        var far = SiteTally(
            bays: 1,
            clock: LocalClock(start: DateTime(unixMilliseconds: 0), zone: zone)
        )
        // Three o'clock in Greenwich.
        far.record(SiteState(time: time(180), milliwatts: 6_000_000, occupied: 1))
        far.record(SiteState(time: time(240)))
        far.finish(at: time(24 * 60))
        #expect(far.day.watts[16] == 6_000 && far.day.watts[17] == 6_000)
        #expect(far.day.watts.compactMap(\.self).reduce(0, +) == 12_000)

        // From a Saturday's midnight on: the night to Sunday has no hour from two to three.
        zone.offset = .seconds(3_600)
        zone.daylightSaving = .eu
        let start = try #require(DateTime("2026-03-28T00:00:00Z"))
        var spring = SiteTally(bays: 1, clock: LocalClock(start: start, zone: zone))
        for day in Int64(0)..<2 {
            // Eight o'clock on both days.
            let eight = day * 24 * 60 + (day == 0 ? 7 : 6) * 60
            spring.record(SiteState(time: time(eight), milliwatts: 9_000_000, occupied: 1))
            spring.record(SiteState(time: time(eight + 30)))
        }
        spring.finish(at: time(48 * 60))
        #expect(spring.day.watts[16] == 9_000)
        #expect(spring.day.watts.compactMap(\.self).reduce(0, +) == 9_000)
        #expect(spring.day.nanoseconds[4] == 1_800_000_000_000, "on Saturday alone")
    }

    @Test func `the half hours add up to the energy and the time, however long steps last`() {
        var tally = SiteTally(bays: 1, from: time(7), clock: .showing(.seconds(77)))
        var fine = tally
        for step in Int64(0)..<40 {
            let power = (step * 7 % 5) * 1_000_000
            tally.record(SiteState(time: time(step * 131), milliwatts: power))
            for minute in stride(from: Int64(0), to: 131, by: 1) {
                fine.record(SiteState(time: time(step * 131 + minute), milliwatts: power))
            }
        }
        tally.finish(at: time(40 * 131))
        fine.finish(at: time(40 * 131))
        #expect(tally.day == fine.day)
        #expect(tally.day.nanoseconds.reduce(0, +) == tally.span.nanoseconds)
        let energy = zip(tally.day.watts, tally.day.nanoseconds).reduce(0.0) {
            $0 + ($1.0 ?? 0) * Double($1.1) / 3.6e12
        }
        #expect(abs(energy - Double(tally.delivered.milliwattHours) / 1_000) < 0.01)
    }
}
