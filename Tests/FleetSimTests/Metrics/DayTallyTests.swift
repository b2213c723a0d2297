import Testing

@testable import FleetSim

@Suite struct DayTallyTests {
    private func time(_ minutes: Int64) -> SimTime { .zero + .seconds(minutes * 60) }

    @Test func `what lasts falls into the half hours that the clock shows, over midnight too`() {
        var tally = SiteTally(bays: 4, clockAtZero: .seconds(23 * 3_600 + 15 * 60))
        tally.record(SiteState(time: time(0), milliwatts: 6_000_000, occupied: 2))
        tally.record(SiteState(time: time(60), milliwatts: 1_000_000, occupied: 1))
        tally.finish(at: time(75))
        let (watts, bays) = (tally.day.watts, tally.day.bays)
        // From 23:15 to 0:15, then until 0:30.
        #expect(watts[46] == 6_000 && watts[47] == 6_000)
        #expect(watts[0] == 3_500 && bays[0] == 1.5)
        #expect(watts[1] == nil && bays[45] == nil)
    }

    @Test func `the half hours add up to the energy and the time, however long steps last`() {
        var tally = SiteTally(bays: 1, from: time(7), clockAtZero: .seconds(77))
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
