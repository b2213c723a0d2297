import Scenarios
import Testing

@testable import FleetSim

@Suite struct `clocks of sites` {
    private static let hour: Int64 = 3_600_000_000_000

    private func clock(
        _ start: String,
        _ saving: TimeZoneSpec.DaylightSaving,
        offset: Int = 0
    ) throws -> LocalClock {
        var zone = TimeZoneSpec()
        zone.offset = .seconds(offset * 3600)
        zone.daylightSaving = saving
        return LocalClock(start: try #require(DateTime(start)), zone: zone)
    }

    /// The hour of the day that a clock shows a number of hours into a run.
    private func hour(_ clock: LocalClock, after hours: Double) -> Double {
        let local = clock.local(SimTime(nanoseconds: Int64(hours * 3600e9)))
        return Double(local % (24 * Self.hour)) / 3600e9
    }

    /// A minute before a clock is put, and what it shows then and a minute later.
    struct Change {
        let start: String
        let saving: TimeZoneSpec.DaylightSaving
        let offset: Int
        let hourBefore: Double
        let hourAfter: Double
    }

    // In 2026 summer begins in Europe on 29 March and ends on 25 October, in America on 8 March
    // and 1 November.
    static let changes = [
        Change(start: "2026-03-29T00:59:00Z", saving: .eu, offset: 1, hourBefore: 1, hourAfter: 3),
        Change(start: "2026-10-25T00:59:00Z", saving: .eu, offset: 1, hourBefore: 2, hourAfter: 2),
        Change(start: "2026-10-25T00:59:00Z", saving: .eu, offset: 0, hourBefore: 1, hourAfter: 1),
        Change(start: "2026-03-08T09:59:00Z", saving: .us, offset: -8, hourBefore: 1, hourAfter: 3),
        Change(start: "2026-11-01T08:59:00Z", saving: .us, offset: -8, hourBefore: 1, hourAfter: 1),
        Change(start: "2028-03-26T00:59:00Z", saving: .eu, offset: 1, hourBefore: 1, hourAfter: 3),
        Change(
            start: "2026-03-29T00:59:00Z",
            saving: .none,
            offset: 1,
            hourBefore: 1,
            hourAfter: 2
        ),
    ]

    @Test(arguments: changes)
    func `summer begins and ends at the minute`(change: Change) throws {
        let clock = try clock(change.start, change.saving, offset: change.offset)
        #expect(abs(hour(clock, after: 0) - change.hourBefore - 59.0 / 60) < 1e-9)
        #expect(abs(hour(clock, after: 1.0 / 60) - change.hourAfter) < 1e-9)
    }

    @Test(arguments: [(2025, 30, 26), (2026, 29, 25), (2027, 28, 31), (2032, 28, 31)])
    func `Europe's last Sundays are those of the calendar`(
        year: Int,
        march: Int,
        october: Int
    ) throws {
        for (month, day, saving) in [("03", march, 1.0), ("10", october, -1)] {
            let clock = try clock("\(year)-\(month)-\(day)T00:00:00Z", .eu)
            #expect(hour(clock, after: 2) - hour(clock, after: 0) == 2 + saving)
        }
    }

    @Test func `a run that begins in summer is in summer time`() throws {
        let clock = try clock("2026-07-01T10:00:00Z", .eu, offset: 1)
        #expect(hour(clock, after: 0) == 12)
        #expect(hour(clock, after: 24 * 200) == 11)
    }

    @Test func `the years go on, and the week with them`() throws {
        // A Monday, and Mondays fifty and five hundred weeks later, in winter and in summer.
        let clock = try clock("2026-01-05T00:00:00Z", .eu)
        for (weeks, saving) in [(50, 0), (500, 1)] as [(Int64, Int64)] {
            let local = clock.local(SimTime(nanoseconds: weeks * 168 * Self.hour))
            #expect(local % (168 * Self.hour) == saving * Self.hour)
        }
    }

    @Test func `a time on the clock is found again, over both changes`() throws {
        for start in ["2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z"] {
            let clock = try clock(start, .eu, offset: 1)
            for hours in [1, 5, 20, 30, 47] as [Int64] {
                let time = SimTime(nanoseconds: hours * Self.hour)
                #expect(clock.time(showing: clock.local(time), after: .zero) == time)
            }
        }
    }

    @Test func `a time that the clock skips is found when the clock is put, and not before`()
        throws
    {
        // From a Saturday's noon on: at two on Sunday, 14 hours later, the clock is put to three.
        for (start, saving, offset, hours) in [
            ("2026-03-28T11:00:00Z", .eu, 1, 14), ("2026-03-07T20:00:00Z", .us, -8, 14),
        ] as [(String, TimeZoneSpec.DaylightSaving, Int, Int64)] {
            let clock = try clock(start, saving, offset: offset)
            let change = SimTime(nanoseconds: hours * Self.hour)
            let noon = clock.local(.zero)
            for minutes in [0, 1, 30, 59] as [Int64] {
                let skipped = noon + 14 * Self.hour + minutes * 60_000_000_000
                #expect(clock.time(showing: skipped, after: .zero) == change)
            }
            let before = SimTime(nanoseconds: change.nanoseconds - 1)
            #expect(clock.time(showing: noon + 14 * Self.hour - 1, after: .zero) == before)
            #expect(clock.time(showing: noon + 15 * Self.hour, after: .zero) == change)
        }
    }

    @Test func `arrivals keep to the hours of the clock through the year`() throws {
        var spec = ArrivalSpec()
        spec.perDay = 20
        spec.weekday = Array(repeating: 0, count: 24)
        spec.weekday[8] = 1
        spec.weekend = spec.weekday
        spec.timeZone.offset = .seconds(3600)
        spec.timeZone.daylightSaving = .eu
        let start = try #require(DateTime("2026-01-01T00:00:00Z"))
        var arrivals = Arrivals(
            ArrivalLaw(spec, clockStart: start, tagCount: 1),
            bays: 1,
            site: 0,
            seed: 1
        )
        var hours: [Int64: Int] = [:]
        while let visit = arrivals.next(), visit.arrived < .zero + .seconds(365 * 86_400) {
            hours[visit.arrived.nanoseconds / Self.hour % 24, default: 0] += 1
        }
        // At eight o'clock in UTC + 1, and for 210 days in UTC + 2.
        #expect(Set(hours.keys) == [6, 7])
        let summer = Double(hours[6] ?? 0)
        #expect(abs(summer - 210 * 20) < 3.3 * (210.0 * 20).squareRoot())
    }

    @Test(arguments: [("2026-03-29", 23.0), ("2026-10-25", 25), ("2026-03-28", 24)])
    func `a day of 23 or 25 hours has the arrivals of its hours`(day: String, hours: Double) throws
    {
        var spec = ArrivalSpec()
        spec.timeZone.daylightSaving = .eu
        // From UTC's midnight on, which is that of London's winter.
        let start = try #require(DateTime("\(day)T00:00:00Z"))
        let zone = spec.timeZone
        let profile = DayProfile(spec, clock: LocalClock(start: start, zone: zone))
        let midnight = try #require(
            profile.time(after: .zero, mass: (hours - 1e-9) / 24)
        )
        #expect(abs(Double(midnight.nanoseconds) / 3600e9 - hours) < 1e-6)
    }
}
