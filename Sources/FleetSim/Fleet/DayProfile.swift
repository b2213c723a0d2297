/// How the arrivals of a day spread over its hours, on weekdays and at weekends.
struct DayProfile {
    private static let hour: Int64 = 3_600_000_000_000

    /// The share of a day's arrivals in each hour of the week, Monday first.
    private let shares: [Double]
    /// Nanoseconds from Monday's midnight to time zero.
    private let offset: Int64

    init(weekday: [Double], weekend: [Double]?, clockStart: DateTime) {
        let workday = Self.scaled(weekday)
        let freeDay = Self.scaled(weekend ?? [])
        shares = (0..<7).flatMap { $0 < 5 ? workday : freeDay }
        // Time zero of Unix was a Thursday.
        let week: Int64 = 7 * 86_400_000
        let sinceMonday = (clockStart.unixMilliseconds + 3 * 86_400_000) % week
        offset = (sinceMonday + week) % week * 1_000_000
    }

    /// When the profile has gathered so many days' worth of arrivals since a moment.
    ///
    /// Nil when it does not within ten years.
    func time(after moment: SimTime, mass needed: Double) -> SimTime? {
        guard shares.contains(where: { $0 > 0 }) else { return nil }
        var left = needed
        var time = moment.nanoseconds
        for _ in 0..<(10 * 366 * 24) {
            let sinceMonday = offset + time
            let place = Int(sinceMonday / Self.hour % Int64(shares.count))
            let rest = Self.hour - sinceMonday % Self.hour
            let rate = shares[place] / Double(Self.hour)
            let mass = rate * Double(rest)
            if rate > 0, left <= mass {
                return SimTime(nanoseconds: time + Int64(left / rate))
            }
            left -= mass
            time += rest
        }
        return nil
    }

    private static func scaled(_ weights: [Double]) -> [Double] {
        let sum = weights.reduce(0, +)
        guard weights.count == 24, sum > 0 else { return Array(repeating: 0, count: 24) }
        return weights.map { $0 / sum }
    }
}
