import Scenarios
import Statistics
import Testing

@testable import FleetSim

@Suite struct `users of a site` {
    private func law(
        start: String = "2026-03-02T00:00:00Z",
        _ change: (inout ArrivalSpec) -> Void
    ) throws -> ArrivalLaw {
        var spec = ArrivalSpec()
        spec.users = UserSpec(plugInsPerWeek: 4.13)
        spec.weekday = (0..<24).map { $0 == 17 || $0 == 18 ? 5 : 1 }
        spec.dwell = .lognormal(median: 11 * 3600, sigma: 0.6)
        change(&spec)
        return ArrivalLaw(spec, clockStart: try #require(DateTime(start)), tagCount: 1_000)
    }

    @Test func `of the most that a site can have, each has numbers of his own`() {
        let users = [0, 1, UInt32(UserSpec.maximum) - 2, UInt32(UserSpec.maximum) - 1]
        let visits = [0, 1, Users.maximumVisits - 2]
        var seen: Set<UInt64> = [Arrivals.entity(3)]
        for user in users {
            #expect(seen.insert(Arrivals.entity(3, Users.number(user))).inserted)
            for visit in visits {
                let number = Users.number(user, visit: visit)
                #expect(seen.insert(Arrivals.entity(3, number)).inserted, "\(user), \(visit)")
            }
        }
    }

    private func visits(
        users: Int,
        weeks: Int64,
        plugIns: Double = 4.13,
        seed: UInt64 = 1,
        start: String = "2026-03-02T00:00:00Z",
        _ change: (inout ArrivalSpec) -> Void = { _ in }
    ) throws -> [Visit] {
        let law = try law(start: start) {
            $0.users?.count = users
            $0.users?.plugIns = plugIns / 168
            change(&$0)
        }
        #expect(law.complaint(bays: 5) == nil)
        var arrivals = Arrivals(law, bays: 5, site: 2, seed: seed)
        var visits: [Visit] = []
        while let visit = arrivals.next(), visit.arrived < .zero + .seconds(weeks * 604_800) {
            visits.append(visit)
        }
        return visits
    }

    @Test func `come in order, each with one car and one card, and never while they are there`()
        throws
    {
        let visits = try visits(users: 12, weeks: 20)
        #expect(zip(visits, visits.dropFirst()).allSatisfy { $0.arrived <= $1.arrived })
        #expect(visits.map(\.index) == (0..<Int32(visits.count)).map(\.self))
        for user in 0..<Int32(12) {
            let own = visits.filter { $0.user == user }
            #expect(own.count > 40)
            #expect(Set(own.map(\.token)).count == 1)
            #expect(own.allSatisfy { $0.vehicle == own[0].vehicle })
            for (one, next) in zip(own, own.dropFirst()) {
                let departure = try #require(one.departs(takingBayAt: one.arrived))
                #expect(next.arrived >= departure + one.unplugsAfter)
            }
        }
    }

    @Test func `do not notice when there is one more of them`() throws {
        let few = try visits(users: 7, weeks: 6)
        let more = try visits(users: 8, weeks: 6).filter { $0.user != 7 }
        #expect(few.count == more.count)
        for (one, other) in zip(few, more) {
            var other = other
            other.index = one.index
            #expect(one == other)
        }
    }

    @Test func `are one per bay, or as many as make the cars of a day`() {
        var spec = ArrivalSpec()
        spec.users = UserSpec()
        spec.users?.plugIns = 3.5 / 168
        #expect(spec.users(bays: 9) == 9)
        #expect(spec.perDay(bays: 9) == 4.5)
        spec.perDay = 10
        #expect(spec.users(bays: 9) == 20)
        spec.users?.count = 6
        #expect(spec.users(bays: 9) == 6)
        #expect(spec.perDay(bays: 9) == 3)
        spec.weekend = nil
        #expect(abs(spec.perDay(bays: 9) - 6 * 3.5 / 5) < 1e-12)
    }

    @Test func `who leave when the car is full come back after that`() throws {
        let visits = try visits(users: 3, weeks: 10) {
            $0.leaving = .full(overstay: .constant(3600))
        }
        #expect(!visits.isEmpty)
        #expect(visits.allSatisfy { $0.leaving == .whenFull(then: .seconds(3600)) })
    }

    @Test func `who never plug in never come`() throws {
        #expect(try visits(users: 3, weeks: 10, plugIns: 0).isEmpty)
    }
}

// How often they come.
extension `users of a site` {
    /// What a thousand weeks of users hold: their number a week, and that of each hour of the week.
    private func hours(
        of plugIns: Double,
        users: Int = 250,
        weeks: Int64 = 40,
        _ change: (inout ArrivalSpec) -> Void
    ) throws -> (perWeek: Double, hours: [Double]) {
        let visits = try visits(users: users, weeks: weeks, plugIns: plugIns, change)
        var hours = Array(repeating: 0.0, count: 168)
        for visit in visits {
            hours[Int(visit.arrived.nanoseconds / LocalClock.hour % 168)] += 1
        }
        return (Double(visits.count) / Double(users) / Double(weeks), hours)
    }

    /// A hundredth of those asked for, or three standard errors of a Poisson count if that is more.
    private func tolerance(_ count: Double) -> Double { max(0.01, 3 / count.squareRoot()) }

    @Test(arguments: [2.0, 4.13, 6], [1.0, 11, 20])
    func `plug in as often as asked at the hours of the profile, however long they stay`(
        plugIns: Double,
        hours: Double
    ) throws {
        let (perWeek, counts) = try self.hours(of: plugIns) {
            $0.dwell = .lognormal(median: hours * 3600, sigma: 0.5)
            $0.weekend = $0.weekday
        }
        #expect(abs(perWeek / plugIns - 1) < 0.01, "\(perWeek)")
        let sum = counts.reduce(0, +)
        let evening = counts.enumerated().filter { 17...18 ~= $0.offset % 24 }
            .reduce(0.0) { $0 + $1.element }
        // Of 32 weights a day 5 are those of each of the two hours.
        #expect(abs(evening / (sum * 10 / 32) - 1) < tolerance(sum * 10 / 32), "\(evening / sum)")
        for day in 0..<7 {
            let own = counts[day * 24..<day * 24 + 24].reduce(0, +)
            #expect(abs(own / (sum / 7) - 1) < tolerance(sum / 7), "\(day)")
        }
    }

    @Test func `who are asked for every evening come every evening`() throws {
        let visits = try visits(users: 20, weeks: 4, plugIns: 7) {
            $0.weekday = Array(repeating: 0, count: 15) + [2, 6, 8, 3, 1, 0, 0, 0, 0]
            $0.weekend = $0.weekday
            $0.leaving = .clock(
                at: .normal(mean: 6 * 3600, sd: 1200),
                shortestStay: .seconds(60)
            )
        }
        #expect(visits.count == 20 * 28)
        for user in 0..<Int32(20) {
            let days = visits.filter { $0.user == user }
                .map { $0.arrived.nanoseconds / LocalClock.day }
            #expect(days == (0..<28).map(\.self))
        }
    }

    @Test func `plug in so often from the first day on`() throws {
        let law = try law {
            $0.users?.count = 4_000
            $0.users?.plugIns = 6.0 / 168
        }
        var arrivals = Arrivals(law, bays: 5, site: 2, seed: 1)
        var first = 0.0
        while let visit = arrivals.next(), visit.arrived < .zero + .seconds(86_400) { first += 1 }
        let asked = 4_000 * 6 / 7.0
        #expect(abs(first / asked - 1) < tolerance(asked), "\(first / asked)")
    }

    @Test func `plug in so often when their cars differ and they leave when these are full`()
        throws
    {
        let (perWeek, _) = try hours(of: 5) {
            $0.leaving = .full(overstay: .exponential(mean: 3 * 3600))
            $0.energy = .gamma(shape: 3, mean: 30_000)
            $0.vehicles = [
                VehicleSpec(phases: 1, amperes: 16, share: 0.5),
                VehicleSpec(phases: 3, amperes: 32, share: 0.5),
            ]
        }
        #expect(abs(perWeek / 5 - 1) < 0.01, "\(perWeek)")
    }

    @Test(arguments: [1.5, 3, 8])
    func `plug in so often when days differ as they are to`(overdispersion: Double) throws {
        let (users, weeks) = (40, Int64(400))
        let visits = try visits(users: users, weeks: weeks, plugIns: 4) {
            $0.overdispersion = overdispersion
            $0.dwell = .lognormal(median: 8 * 3600, sigma: 0.5)
        }
        var days = Array(repeating: 0.0, count: Int(weeks) * 7)
        for visit in visits { days[Int(visit.arrived.nanoseconds / LocalClock.day)] += 1 }
        let mean = days.reduce(0, +) / Double(days.count)
        let variance = days.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(days.count)
        let asked = Double(users) * 4 / 7
        // The mean of these days is known to three standard errors only.
        let error = 3 * (overdispersion / asked / Double(days.count)).squareRoot()
        #expect(abs(mean / asked - 1) < max(0.01, error), "\(mean / asked)")
        // Users who are known vary less than Poisson's by themselves.
        #expect(variance / mean > 0.8 * (overdispersion - 0.57), "\(variance / mean)")
        #expect(variance / mean < 1.2 * overdispersion, "\(variance / mean)")
    }

    @Test func `keep to the days that bring cars where days differ and each comes seldom`() throws {
        for seed in UInt64(1)...20 {
            let visits = try visits(users: 10, weeks: 50, plugIns: 0.5, seed: seed) {
                $0.overdispersion = 1.5
                $0.dayRates = [1, 0, 0, 0, 0, 0, 0]
            }
            #expect(visits.count > 50)
            let days = Set(visits.map { $0.arrived.nanoseconds / LocalClock.day % 7 })
            #expect(days == [0], "seed \(seed)")
        }
    }

    @Test func `plug in so often when some days of the week bring more`() throws {
        let (perWeek, counts) = try hours(of: 4) {
            $0.dayRates = [1, 1, 2, 1, 1, 0.5, 0]
            $0.dwell = .exponential(mean: 5 * 3600)
        }
        #expect(abs(perWeek / 4 - 1) < 0.01, "\(perWeek)")
        let days = (0..<7).map { counts[$0 * 24..<$0 * 24 + 24].reduce(0, +) }
        let sum = days.reduce(0, +)
        #expect(abs(days[2] / sum / (2 / 6.5) - 1) < tolerance(sum * 2 / 6.5))
        #expect(days[6] == 0)
    }

    @Test func `who stay a week come when they have left`() throws {
        let (perWeek, _) = try hours(of: 0.5, users: 1_000, weeks: 100) {
            $0.dwell = .gamma(shape: 9, mean: 7 * 86_400)
        }
        #expect(abs(perWeek / 0.5 - 1) < 0.01, "\(perWeek)")
    }

    @Test func `who hardly stay at all come as often as they want to`() throws {
        let (perWeek, _) = try hours(of: 12 * 168, users: 10, weeks: 2) {
            $0.weekday = Array(repeating: 1, count: 24)
            $0.dwell = .constant(0)
        }
        // Twelve an hour with a stay of a minute each: the hazard is kept for quarters of an hour.
        #expect(abs(perWeek / (12 * 168) - 1) < 0.02, "\(perWeek)")
    }

    @Test func `are refused what cannot be had, and told what can`() throws {
        let often = try law {
            $0.users?.plugIns = 15.0 / 168
            $0.weekday = Array(repeating: 1, count: 24)
            $0.handling = .none
            $0.dwell = .constant(14 * 3600)
        }
        let complaint = try #require(often.complaint(bays: 5))
        // A stay of 14 h leaves room for 168 / 14 in a week.
        #expect(complaint.contains("15 times a week"), "\(complaint)")
        #expect(complaint.contains("12 a week can be had at random"), "\(complaint)")
        let uneven = try law {
            $0.users?.count = 3
            $0.overdispersion = 30
        }
        #expect(uneven.complaint(bays: 5)?.contains("‘overdispersion’ of 30") == true)
    }
}

// Once on each of their days.
extension `users of a site` {
    private func come(
        _ days: Weekdays,
        weeks: Int64 = 60,
        start: String = "2026-03-02T00:00:00Z",
        _ change: (inout ArrivalSpec) -> Void = { _ in }
    ) throws -> [Visit] {
        try visits(users: 10, weeks: weeks, start: start) {
            $0.users?.attendance = .each(days)
            $0.leaving = .clock(
                at: .normal(mean: 30 * 3600, sd: 600),
                shortestStay: .seconds(60)
            )
            $0.weekday = (0..<24).map { 15...20 ~= $0 ? Double($0 - 12) : 0 }
            $0.weekend = (0..<24).map { $0 < 8 ? 0 : 1 }
            change(&$0)
        }
    }

    @Test func `come once on each of their days, at the hours of the profile`() throws {
        let days = Weekdays([0, 1, 4, 5])
        let visits = try come(days)
        for user in 0..<Int32(10) {
            let own = visits.filter { $0.user == user }
                .map { Int($0.arrived.nanoseconds / LocalClock.day) }
            #expect(own == (0..<60 * 7).filter { days.isIn[$0 % 7] })
        }
        let late = visits.count { $0.arrived.nanoseconds / LocalClock.hour % 24 == 20 }
        let share = Double(late) / Double(visits.count)
        // Of the weekdays' weights 3 to 8 the last; of the weekend's 16 hours any.
        #expect(abs(share - (0.75 * 8 / 33 + 0.25 / 16)) < 0.03, "\(share)")
    }

    @Test func `do so from the moment at which the run begins, and over leap days and summer time`()
        throws
    {
        let visits = try come(.all, weeks: 8, start: "2028-02-20T16:30:00Z") {
            $0.timeZone.daylightSaving = .eu
            $0.timeZone.offset = .seconds(3600)
            $0.weekend = $0.weekday
        }
        let clock = LocalClock(
            start: try #require(DateTime("2028-02-20T16:30:00Z")),
            zone: {
                var zone = TimeZoneSpec()
                (zone.daylightSaving, zone.offset) = (.eu, .seconds(3600))
                return zone
            }()
        )
        #expect(visits.allSatisfy { 15...20 ~= clock.local($0.arrived) / LocalClock.hour % 24 })
        let first = clock.local(.zero) / LocalClock.day
        for user in 0..<Int32(10) {
            let days = visits.filter { $0.user == user }
                .map { clock.local($0.arrived) / LocalClock.day }
            // Who had come by half past five on the first day comes from the second on.
            #expect(days.first == first || days.first == first + 1)
            #expect(zip(days, days.dropFirst()).allSatisfy { $0 + 1 == $1 })
        }
    }

    @Test func `do not notice either when there is one more of them`() throws {
        let few = try come(.working) { $0.users?.count = 3 }
        let more = try come(.working) { $0.users?.count = 4 }.filter { $0.user != 3 }
        #expect(few.map(\.arrived) == more.map(\.arrived))
    }

    @Test func `are refused where they would still be there, and where no driver comes`() throws {
        let long = try law {
            $0.users?.attendance = .each(.all)
            $0.dwell = .lognormal(median: 20 * 3600, sigma: 0.4)
        }
        #expect(long.complaint(bays: 5)?.contains("a car would still be there") == true)
        let closed = try law {
            $0.users?.attendance = .each(.all)
            $0.weekend = nil
            $0.dwell = .constant(3600)
        }
        #expect(closed.complaint(bays: 5)?.contains("every sat") == true)
    }
}
