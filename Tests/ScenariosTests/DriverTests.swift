import Scenarios
import Testing

@Suite struct `drivers in scenarios` {
    private func arrivals(_ text: String) throws -> ArrivalSpec {
        let parsed = Parsed("fleet: [{model: generic-ac, arrivals: {\(text)}}]")
        #expect(parsed.lines == [])
        return try #require(parsed.scenario?.fleet.first?.arrivals)
    }

    @Test func `a mixture is read in the unit of its place`() throws {
        let text =
            "{law: mixture, of: [{share: 40%, median: 2h, sigma: 1}, {share: 60%, median: 30m, sigma: 0.2}]}"
        let law = Distribution.mixture([
            .init(0.4, median: 7200, sigma: 1), .init(0.6, median: 1800, sigma: 0.2),
        ])
        #expect(try arrivals("dwell: \(text)").dwell == law)
    }

    @Test func `users are counted, or left to the bays`() throws {
        let users = try #require(try arrivals("users: {count: 12, plug_ins: 4.2/week}").users)
        #expect(users.count == 12)
        #expect(abs(users.plugIns * 168 - 4.2) < 1e-12)
        #expect(try arrivals("preset: no_home_private").users?.count == nil)
        #expect(try arrivals("preset: no_home_private, users: none").users == nil)
        #expect(try arrivals("users: {plug_ins: 1/day}").users?.plugIns == 1.0 / 24)
    }

    @Test func `the end of a visit has four forms`() throws {
        #expect(try arrivals("leaves: after-dwell").leaving == .afterDwell)
        #expect(try arrivals("leaves: as-planned").leaving == .asPlanned)
        #expect(
            try arrivals("leaves: {when: full, overstay: 5m}").leaving
                == .full(overstay: .constant(300))
        )
        let clock = "{when: clock, at: {law: normal, mean: 17h, sd: 40m}, shortest_stay: 30m}"
        #expect(
            try arrivals("leaves: \(clock)").leaving
                == .clock(at: .normal(mean: 61_200, sd: 2_400), shortestStay: .seconds(1_800))
        )
    }

    @Test func `stays have a law, or laws by the hour; energies are wished or delivered`() throws {
        let byHour = try arrivals(
            """
            preset: us_work_jpl, dwell: {usual: 2h, by_hour: [
            {days: weekdays, from: 6h, until: 8h, dwell: 9h, arrival_correlation: -0.5}, {from: 22h, until: 4h, dwell: 10h}]},
            energy: {delivered: 9kWh}
            """
        )
        #expect(byHour.dwell == .constant(7_200))
        #expect(
            byHour.dwellByHour == [
                HourlyDwell(
                    .weekdays,
                    from: 6,
                    until: 8,
                    dwell: .constant(32_400),
                    arrivalCorrelation: -0.5
                ),
                HourlyDwell(.all, from: 22, until: 4, dwell: .constant(36_000)),
            ]
        )
        #expect(byHour.dwellByHour[1].hours == [22, 23, 0, 1, 2, 3])
        // The laws say how stays depend on the hour, so that the preset's correlation is gone.
        #expect(byHour.arrivalCorrelation == 0)
        #expect(byHour.energyIsDelivered)
        let wished = try arrivals("preset: us_work_jpl, energy: 9kWh, dwell: 3h")
        #expect(!wished.energyIsDelivered)
        #expect(wished.arrivalCorrelation == -0.73)
    }

    @Test func `a slip in a key of theirs is seen as one`() {
        let lines = Parsed("fleet: [{model: generic-ac, arrivals: {energy: {deliverd: 9kWh}}}]")
            .lines
        #expect(lines.contains { $0.contains("did you mean ‘delivered’?") }, "\(lines)")
    }

    @Test func `Sundays may have hours of their own`() throws {
        let hours = (0..<24).map { $0 == 10 ? "1" : "0" }.joined(separator: ", ")
        let spec = try arrivals("sunday: [\(hours)]")
        #expect(spec.sunday?[10] == 1)
        #expect(spec.weekend == ArrivalPreset.usual.arrivals.weekend)
    }

    @Test func `patience, lines, misstatements and handling are laws and numbers`() throws {
        let spec = try arrivals(
            """
            patience: {law: exponential, mean: 10m}, balks_at: 3,
            misstatement: {law: normal, mean: -0.8h, sd: 3.15h}, handling: none
            """
        )
        #expect(spec.patience == .exponential(mean: 600))
        #expect(spec.balksAt == 3)
        #expect(spec.misstatement == .normal(mean: -2880, sd: 11_340))
        #expect(spec.handling == .none)
        #expect(try arrivals("handling: {plug: 10s}").handling.plug == .constant(10))
        #expect(try arrivals("misstatement: -1h 30m").misstatement == .constant(-5_400))
    }

    @Test func `the clock has an offset either way, and a summer`() throws {
        var zone = TimeZoneSpec()
        zone.offset = .seconds(-8 * 3600)
        zone.daylightSaving = .us
        #expect(try arrivals("time_zone: {offset: -8h, daylight_saving: us}").timeZone == zone)
        zone.offset = .seconds(5 * 3600 + 1800)
        zone.daylightSaving = .none
        #expect(try arrivals("time_zone: {offset: +5h 30m}").timeZone == zone)
    }

    @Test func `weekends have a rate, and each day may have one`() throws {
        #expect(try arrivals("weekend_rate: 0.25").dayRates == [1, 1, 1, 1, 1, 0.25, 0.25])
        let rates = [1, 1, 1, 1, 1.3, 1, 1.3]
        #expect(try arrivals("day_rates: [1, 1, 1, 1, 1.3, 1, 1.3]").dayRates == rates)
    }

    @Test(arguments: [
        ("dwell: {law: mixture, of: []}", "this list needs at least 1 entry"),
        (
            "dwell: {law: mixture, of: [{share: 0%, median: 1h, sigma: 1}]}",
            "all these shares are zero"
        ),
        ("dwell: {law: mixture, of: [{median: 1h, sigma: 0}]}", "is not a number from 0.001"),
        ("dwell: {usual: 2h, by_hour: []}", "this list needs at least 1 entry"),
        ("dwell: {by_hour: [{dwell: 2h}]}", "the key ‘usual’ is missing"),
        ("dwell: {usual: 2h, by_hour: [{from: 6h}]}", "the key ‘dwell’ is missing"),
        (
            "dwell: {usual: 2h, by_hour: [{from: 6.5h, dwell: 1h}]}", "this must be a whole hour"
        ),
        (
            "dwell: {usual: 2h, by_hour: [{until: 3h, dwell: 1h}, {days: sunday, dwell: 1h}]}",
            "two of these laws are for Sunday at 0h"
        ),
        (
            "dwell: {usual: 2h, by_hour: [{dwell: 1h}]}, arrival_correlation: -0.5",
            "the laws of ‘dwell’ by the hour say how stays depend on it"
        ),
        ("dwell: {usual: 2h}", "the key ‘by_hour’ is missing"),
        ("sunday: [1, 2]", "one weight per hour is needed"),
        ("leaves: as-planed", "did you mean ‘as-planned’?"),
        ("leaves: {when: clock}", "the key ‘at’ is missing"),
        ("users: {count: 20000}", "is not a whole number from 1 to 16383"),
        ("users: {plug_ins: 4}", "‘4’ has no unit, did you mean ‘4/week’?"),
        ("correlation: 1.5", "is not a number from -1 to 1"),
        ("day_rates: [1, 2]", "one number per day is needed, 7 of them; found 2"),
        ("time_zone: {offset: 15h}", "‘15h’ is more than 14h either way"),
        ("time_zone: {daylight_saving: EU}", "did you mean ‘eu’?"),
        ("patience: -5m", "‘-5m’ is negative"),
        ("overdispersion: 0.5", "is not a number from 1 to 1000"),
    ])
    func `a mistake is told`(text: String, said: String) throws {
        let lines = Parsed("fleet: [{model: generic-ac, arrivals: {\(text)}}]").lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said), "\(lines)")
    }
}
