import Scenarios

/// How many cars are there at each hour of a week on average, from Monday's midnight on.
package struct WeekOccupancy: Equatable, Sendable {
    package private(set) var hours = Array(repeating: 0.0, count: 168)

    package init() {}

    /// Adds a stay, or a number of them a week, that begins some hours after Monday's midnight.
    package mutating func add(from start: Double, hours length: Double, weight: Double) {
        assert(start >= 0 && length >= 0, "a stay goes forward in time")
        let weeks = (length / 168).rounded(.down)
        for hour in hours.indices where weeks > 0 { hours[hour] += weeks * weight }
        var (position, left) = (start, length - weeks * 168)
        while left > 0 {
            let end = min(position.rounded(.down) + 1 - position, left)
            hours[Int(position) % 168] += end * weight
            (position, left) = (position.rounded(.down) + 1, left - end)
        }
    }

    /// The mean of some days of the week, by the hour of the day.
    package func day(_ days: Range<Int>) -> [Double] {
        (0..<24).map { hour in
            days.reduce(0) { $0 + hours[$1 * 24 + hour] } / Double(days.count)
        }
    }
}

extension WeekOccupancy {
    /// The cars of drivers who find a bay at once; `perDay` come on a day whose rate is one.
    ///
    /// Nil where they stay until their cars are full, or leave by the clock.
    package init?(_ spec: ArrivalSpec, perDay: Double) {
        switch spec.leaving {
        case .afterDwell, .asPlanned: break
        case .clock, .full: return nil
        }
        // What the clock showed when a run began is no matter here: hours are those of the week.
        let profile = DayProfile(spec, clock: LocalClock(start: DateTime(unixMilliseconds: 0)))
        let stays = StayLaws(spec)
        for (hour, share) in profile.shares.enumerated() where share > 0 {
            for quarter in 0..<Self.quarters {
                let part = (Double(quarter) + 0.5) / Double(Self.quarters)
                let weight = perDay * share / Double(Self.quarters * Self.scores.count)
                for score in Self.scores {
                    let own = stays.score(score, atHour: hour, part, profile)
                    let stay = stays[hour].value(score: own)
                    let length = min(max(stay, 60) / 3_600, Self.longest)
                    add(from: Double(hour) + part, hours: length, weight: weight)
                }
            }
        }
    }

    private static let quarters = 4
    private static let longest = 10 * 168.0
    private static let scores = (0..<48).map {
        Elementary.inverseNormal((Double($0) + 0.5) / 48)
    }
}
