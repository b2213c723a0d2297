import Scenarios

/// How many cars come on which days and at which hours.
package struct DemandFit: Sendable {
    /// What is known of the demand; the laws are still those of nobody.
    package let arrivals: ArrivalSpec
    package let sites: Int
    /// From the first to the last arrival.
    package let days: Int
    package let perWeekday: Double
    /// How often each user plugs in; nil where the log does not say who came.
    package let plugInsPerWeek: Double?

    init(_ sessions: [LoggedSession]) {
        let first = sessions.map(\.day).min() ?? 0
        let last = sessions.map(\.day).max() ?? 0
        days = last - first + 1
        let sites = Set(sessions.map(\.site)).count
        self.sites = sites
        var spec = ArrivalSpec()
        spec.weekday =
            Self.shares(sessions.filter { !$0.isOnWeekend })
            ?? Self.shares(sessions) ?? spec.weekday
        let weekend = sessions.filter(\.isOnWeekend)
        spec.weekend = Self.shares(weekend)

        let weekdays = (first...last).count { $0 % 7 < 5 }
        let onWeekdays = Double(sessions.count - weekend.count)
        let perWeekday = weekdays > 0 ? onWeekdays / Double(weekdays * sites) : 0
        self.perWeekday = perWeekday
        let perDay = perWeekday > 0 ? perWeekday : Double(sessions.count) / Double(days * sites)
        spec.perDay = (perDay * 1_000).rounded() / 1_000
        if !weekend.isEmpty, days > weekdays {
            let perWeekendDay = Double(weekend.count) / Double((days - weekdays) * sites)
            spec.weekendRate = (perWeekendDay / perDay * 1_000).rounded() / 1_000
        }
        let counts = DayCounts(sessions, first...last)
        let rates = counts.weekdayRates
        spec.dayRates[..<5] = rates[...]
        spec.overdispersion = counts.overdispersion(rates)
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
    private static let mostUsers = 300

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
        return (1...mostUsers).contains(perSite) ? perSite : nil
    }
}
