import Scenarios
import Statistics

/// How many cars come on which days and at which hours.
package struct DemandFit: Sendable {
    /// What is known of the demand; the laws are still unknown.
    package let arrivals: ArrivalSpec
    package let sites: Int
    /// From the first to the last arrival.
    package let days: Int
    package let perWeekday: Double
    /// The rate of arrivals where users do not take its place.
    let perDay: Double
    /// How often each user plugs in; nil where the log does not say who came.
    package let plugInsPerWeek: Double?

    init(_ sessions: [LoggedSession]) {
        let first = sessions.map(\.day).min() ?? 0
        let last = sessions.map(\.day).max() ?? 0
        days = last - first + 1
        assert(days > 0, "the last session is not before the first")
        assert(!sessions.isEmpty, "a rate is one of some sites and days")
        let sites = Set(sessions.map(\.site)).count
        self.sites = sites
        var spec = ArrivalSpec()
        spec.weekday =
            Self.shares(sessions.filter { !$0.isOnWeekend })
            ?? Self.shares(sessions) ?? spec.weekday
        let weekend = sessions.filter(\.isOnWeekend)
        let (saturdays, sundays) = (weekend.filter { !$0.isOnSunday }, weekend.filter(\.isOnSunday))
        // Two laws of half the days each would follow chance, where the days do not differ beyond it.
        if Self.haveOtherHours(saturdays, sundays) {
            (spec.weekend, spec.sunday) = (Self.shares(saturdays), Self.shares(sundays))
        } else {
            spec.weekend = Self.shares(weekend)
        }

        // Days without a session count: a log that begins on a Monday has five weekdays also where no car came.
        let weekdays = (first...last).count { $0 % 7 < 5 }
        let onWeekdays = Double(sessions.count - weekend.count)
        let perWeekday = weekdays > 0 ? onWeekdays / Double(weekdays * sites) : 0
        self.perWeekday = perWeekday
        let perDay = perWeekday > 0 ? perWeekday : Double(sessions.count) / Double(days * sites)
        self.perDay = (perDay * 1_000).rounded() / 1_000
        spec.perDay = self.perDay
        if !weekend.isEmpty, days > weekdays {
            let perWeekendDay = Double(weekend.count) / Double((days - weekdays) * sites)
            spec.weekendRate = (perWeekendDay / perDay * 1_000).rounded() / 1_000
        }
        // How much days differ beyond chance is asked after what weekdays explain of it.
        let counts = DayCounts(sessions, first...last)
        let rates = counts.weekdayRates
        spec.dayRates[..<5] = rates[...]
        spec.overdispersion = counts.overdispersion(rates)
        if !weekend.isEmpty,
            let apart = Self.rates(
                (saturdays.count, sundays.count),
                (first...last),
                perDay * Double(sites),
                spec.overdispersion
            )
        {
            (spec.dayRates[5], spec.dayRates[6]) = apart
        }
        // Who comes often cannot come while he is there: then users are the better model, and their number
        // takes the place of a rate.
        plugInsPerWeek = Self.plugIns(sessions, days: days)
        if let plugInsPerWeek, plugInsPerWeek >= Self.oftenEnough,
            let users = Self.users(sessions, sites: sites)
        {
            spec.users = UserSpec(plugInsPerWeek: (plugInsPerWeek * 1_000).rounded() / 1_000)
            spec.users?.count = users
            spec.perDay = nil
        }
        arrivals = spec
    }

    /// Who comes more rarely is one of a crowd, and whether he is there already hardly counts.
    private static let oftenEnough = 0.7
    private static let maximumUsers = 300

    /// Differences that chance makes more often than this are none.
    private static let significant = 0.001
    /// Two rates are easily told apart, and do no harm where they were not.
    private static let significantRate = 0.01

    private static func haveOtherHours(
        _ saturdays: [LoggedSession],
        _ sundays: [LoggedSession]
    ) -> Bool {
        let counts = [saturdays, sundays].map { sessions in
            sessions.reduce(into: Array(repeating: 0, count: 24)) { $0[$1.hour] += 1 }
        }
        return Homogeneity(counts[0], counts[1]).map { $0.pValue < significant } ?? false
    }

    /// The arrivals of a Saturday and of a Sunday, for one of a weekday; nil where they may be
    /// alike.
    private static func rates(
        _ counts: (Int, Int),
        _ days: ClosedRange<Int>,
        _ perDay: Double,
        _ overdispersion: Double
    ) -> (Double, Double)? {
        let (saturdays, sundays) = (days.count { $0 % 7 == 5 }, days.count { $0 % 7 == 6 })
        let numbers = (Double(saturdays), Double(sundays))
        let (one, other) = (Double(counts.0), Double(counts.1))
        guard numbers.0 > 1, numbers.1 > 1, one + other > 0, perDay > 0 else { return nil }
        let mean = (one + other) / (numbers.0 + numbers.1)
        let gap = one / numbers.0 - other / numbers.1
        let spread = overdispersion * mean * (1 / numbers.0 + 1 / numbers.1)
        let chance = ReferenceDistribution.chiSquare(freedom: 1).survival(gap * gap / spread)
        guard chance < Self.significantRate else { return nil }
        return (rounded(one / numbers.0 / perDay), rounded(other / numbers.1 / perDay))
    }

    private static func rounded(_ rate: Double) -> Double { (rate * 1_000).rounded() / 1_000 }

    /// In percent, with two digits.
    private static func shares(_ sessions: [LoggedSession]) -> [Double]? {
        guard !sessions.isEmpty else { return nil }
        var counts = Array(repeating: 0, count: 24)
        for session in sessions { counts[session.hour] += 1 }
        return counts.map { (Double($0) / Double(sessions.count) * 10_000).rounded() / 100 }
    }

    /// Of all who came, over the whole log; nil where it is too short, or says of too few who came.
    private static func plugIns(_ sessions: [LoggedSession], days: Int) -> Double? {
        let named = sessions.filter { $0.user != nil }
        guard named.count * 10 >= sessions.count * 9, days >= 14 else { return nil }
        let users = Set(named.compactMap { user in user.user.map { [user.site, $0] } })
        return Double(named.count) / Double(users.count) / (Double(days) / 7)
    }

    /// The people of one site; nil where they are too many to be counted.
    private static func users(_ sessions: [LoggedSession], sites: Int) -> Int? {
        let users = Set(
            sessions.compactMap { session in
                session.user.map { [session.site, $0] }
            }
        ).count
        let perSite = Int((Double(users) / Double(sites)).rounded())
        return (1...maximumUsers).contains(perSite) ? perSite : nil
    }
}
