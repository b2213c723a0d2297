import Statistics

/// How many cars came on each weekday of each site.
struct DayCounts {
    private struct Day {
        /// From Monday.
        var weekday: Int
        var count: Double
    }

    /// More of them do not tell more of their days.
    private static let enoughSites = 500

    /// Of each site, in the order of the days.
    private let rows: [[Day]]

    init(_ sessions: [LoggedSession], _ days: ClosedRange<Int>) {
        let weekdays = days.filter { $0 % 7 < 5 }
        let indices = Dictionary(uniqueKeysWithValues: zip(weekdays, weekdays.indices))
        let sites = Set(sessions.map(\.site)).sorted().prefix(Self.enoughSites)
        let rowOfSite = Dictionary(uniqueKeysWithValues: zip(sites, sites.indices))
        let empty = weekdays.map { Day(weekday: $0 % 7, count: 0) }
        var rows = Array(repeating: empty, count: sites.count)
        for session in sessions {
            guard let row = rowOfSite[session.site], let index = indices[session.day] else {
                continue
            }
            rows[row][index].count += 1
        }
        self.rows = rows.map(Self.withoutHolidays)
    }

    /// Days on which no car came, where several come on others, are holidays.
    private static func withoutHolidays(_ days: [Day]) -> [Day] {
        let mean = days.reduce(0) { $0 + $1.count } / Double(max(days.count, 1))
        return mean >= 5 ? days.filter { $0.count > 0 } : days
    }

    /// The arrivals of Monday to Friday, for one of the mean; ones where they may be alike.
    var weekdayRates: [Double] {
        let alike = Array(repeating: 1.0, count: 5)
        var (sums, days) = (Array(repeating: 0.0, count: 5), Array(repeating: 0.0, count: 5))
        for day in rows.joined() {
            sums[day.weekday] += day.count
            days[day.weekday] += 1
        }
        let mean = sums.reduce(0, +) / max(days.reduce(0, +), 1)
        guard mean > 0, days.allSatisfy({ $0 > 1 }) else { return alike }
        let rates = zip(sums, days).map { sum, days in sum / days / mean }
        let spread = overdispersion(rates)
        let statistic = zip(rates, days).reduce(0) { sum, day in
            sum + (day.0 - 1) * (day.0 - 1) * mean * day.1 / spread
        }
        let chance = ReferenceDistribution.chiSquare(freedom: 4).survival(statistic)
        return chance < 0.001 ? rates.map { ($0 * 100).rounded() / 100 } : alike
    }

    /// Four weeks of weekdays: over them a site's demand hardly changes.
    private static let window = 21

    /// The variance of the counts over their mean, against the mean of the weeks around a day.
    func overdispersion(_ rates: [Double]) -> Double {
        assert(rates.count == 5, "Monday to Friday have a rate each")
        var (squares, freedom, sum, count) = (0.0, 0.0, 0.0, 0.0)
        for days in rows where days.count > 1 {
            for (index, day) in days.enumerated() {
                let start = max(0, min(index - Self.window / 2, days.count - Self.window))
                let around = days[start..<min(start + Self.window, days.count)]
                let expected = around.reduce(0) { $0 + rates[$1.weekday] }
                guard expected > 0, rates[day.weekday] > 0 else { continue }
                let level = around.reduce(0) { $0 + $1.count } / expected * rates[day.weekday]
                squares += (day.count - level) * (day.count - level)
                // The day is one of those that make the level.
                freedom += 1 - rates[day.weekday] / expected
            }
            sum += days.reduce(0) { $0 + $1.count }
            count += Double(days.count)
        }
        guard freedom > 0, sum > 0 else { return 1 }
        let ratio = squares / freedom / (sum / count)
        return max(1, (ratio * 100).rounded() / 100)
    }
}
