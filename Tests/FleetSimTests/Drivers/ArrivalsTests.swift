import Scenarios
import Statistics
import Testing

@testable import FleetSim

@Suite struct `arrivals` {
    private let monday = DateTime(unixMilliseconds: 1_772_409_600_000)  // 2026-03-02T00:00:00Z

    private func visits(
        days: Int64,
        perDay: Double,
        weekday: [Double],
        weekend: [Double]?,
        seed: UInt64 = 1
    ) -> [Visit] {
        var spec = ArrivalSpec()
        spec.weekday = weekday
        spec.weekend = weekend
        var arrivals = Arrivals(
            ArrivalLaw(spec, clockStart: monday, tagCount: 10),
            perDay: perDay,
            site: 3,
            seed: seed
        )
        var visits: [Visit] = []
        while let visit = arrivals.next(), visit.arrived < .zero + .seconds(days * 86_400) {
            visits.append(visit)
        }
        return visits
    }

    private let flat = Array(repeating: 1.0, count: 24)

    @Test func `gaps of a flat profile follow the exponential law`() throws {
        let visits = visits(days: 700, perDay: 50, weekday: flat, weekend: flat)
        let times = visits.map { Double($0.arrived.nanoseconds) / 86_400e9 * 50 }
        let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
        let fit = KolmogorovSmirnov(
            gaps,
            cumulative: ReferenceDistribution.exponential(mean: 1).cumulative
        )
        #expect(try #require(fit).pValue > 0.001)
        #expect(abs(Double(visits.count) - 35_000) < 3.3 * 35_000.0.squareRoot())
    }

    @Test func `the hours of the day get their shares, weekends theirs`() {
        var weekday = Array(repeating: 0.0, count: 24)
        weekday[8] = 3
        weekday[17] = 1
        let visits = visits(days: 28, perDay: 200, weekday: weekday, weekend: nil)
        var byHour = Array(repeating: 0, count: 7 * 24)
        for visit in visits {
            byHour[Int(visit.arrived.nanoseconds / 3_600_000_000_000) % 168] += 1
        }
        for (hour, count) in byHour.enumerated() {
            let expected: Double =
                hour / 24 < 5 ? (hour % 24 == 8 ? 600 : hour % 24 == 17 ? 200 : 0) : 0
            #expect(abs(Double(count) - expected) <= 3.3 * expected.squareRoot(), "hour \(hour)")
        }
    }

    @Test func `arrivals are in order and numbered`() {
        let visits = visits(days: 30, perDay: 100, weekday: flat, weekend: flat)
        #expect(visits.map(\.index) == (0..<Int32(visits.count)).map { $0 })
        #expect(zip(visits, visits.dropFirst()).allSatisfy { $0.arrived <= $1.arrived })
    }

    @Test func `no driver comes to a site without cars, nor where no hour has any`() {
        #expect(visits(days: 30, perDay: 0, weekday: flat, weekend: flat).isEmpty)
        let none = Array(repeating: 0.0, count: 24)
        #expect(visits(days: 30, perDay: 5, weekday: none, weekend: nil).isEmpty)
    }

    @Test func `a run that starts in the middle of a week keeps to the week`() {
        var weekday = Array(repeating: 0.0, count: 24)
        weekday[0] = 1
        // Saturday, ten in the evening: the first weekday hour is Monday's midnight, 26 h on.
        var spec = ArrivalSpec()
        spec.weekday = weekday
        spec.weekend = nil
        let start = DateTime(unixMilliseconds: 1_772_409_600_000 - 26 * 3_600_000)
        let profile = DayProfile(spec, clock: LocalClock(start: start))
        let first = profile.time(after: .zero, mass: 0.5)
        #expect(first == SimTime.zero + .seconds(26 * 3600 + 1800))
    }
}
