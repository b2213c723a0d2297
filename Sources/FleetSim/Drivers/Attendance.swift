import Scenarios

/// When people who are known one by one come to a site.
enum Attendance: Sendable {
    /// At random: by their kinds of car, or one rate for all where stays do not depend on them.
    case often([UserRate])
    /// Once on each of some days of the week.
    case each(Weekdays)
    case timetable(Timetable)

    /// Nil: they are not known one by one.
    init?(_ spec: ArrivalSpec, _ profile: DayProfile) {
        if let timetable = spec.timetable {
            let weeks = Timetable(timetable, deviation: spec.deviation, clock: profile.clock)
            self = .timetable(weeks)
            return
        }
        guard let users = spec.users else { return nil }
        switch users.attendance {
        case .each(let days):
            self = .each(days)
        case .often:
            self = .often(spec.kindsThatMatter.map { UserRate(spec, kind: $0, profile) })
        }
    }
}

extension ArrivalSpec {
    /// Cars that leave when they are full stay as long as their power makes them.
    fileprivate var kindsThatMatter: Range<Int> {
        guard case .full = leaving else { return 0..<1 }
        return vehicles.indices
    }
}

extension ArrivalSpec {
    /// Whether users who are known one by one are away often enough to come as often as they are to.
    package func usersCanCome(bays: Int) -> Bool {
        // The laws are of weeks, whichever it is.
        let start = DateTime(unixMilliseconds: 0)
        return ArrivalLaw(self, clockStart: start, tagCount: 1).complaint(bays: bays) == nil
    }
}

// What cannot be had.
extension ArrivalLaw {
    /// By how much plug-ins may fall short of those that are asked for.
    private static let tolerance = 0.01

    /// Why its users cannot come as often as they are to, in words; nil: they can.
    func complaint(bays: Int) -> String? {
        guard let users = spec.users, let count = spec.users(bays: bays), count > 0 else {
            return nil
        }
        switch attendance {
        case nil, .timetable: return nil
        case .each(let days): return complaint(days)
        case .often(let rates):
            let maximum = rates.map(\.maximumPresent).max() ?? 0
            guard maximum <= 1 + Self.tolerance else {
                let asked = users.plugIns * 168
                return "its users cannot plug in \(asked.inWords) times a week each: a car would "
                    + "be there already. With stays so long at these hours, "
                    + "\((asked / maximum).inWords) a week can be had at random. Once on each of some days "
                    + "is ‘every: day’ or ‘every: weekday’ instead of ‘plug_ins’"
            }
            return complaint(bays: bays, maximumPresent: maximum)
        }
    }

    /// More of them come on one day than on another, but each at most as often as he is away.
    private func complaint(bays: Int, maximumPresent: Double) -> String? {
        guard spec.overdispersion > 1, maximumPresent > 0 else { return nil }
        let perDay = spec.perDay(bays: bays)
        // On quieter days than the busiest none comes or as many as can, if that is less.
        let busiest = (0..<7).map { perDay * profile.sum(ofDay: Int64($0)) }.max() ?? 0
        let maximum = 1 + max(0, 1 / maximumPresent - 1) * busiest
        guard spec.overdispersion > maximum else { return nil }
        return "the days of its users cannot differ by an ‘overdispersion’ of "
            + "\(spec.overdispersion.inWords): that each comes only when he is away allows "
            + "\(((maximum * 100).rounded(.down) / 100).inWords)"
    }

    private func complaint(_ days: Weekdays) -> String? {
        if let empty = days.indices.first(where: { profile.sum(ofDay: Int64($0)) == 0 }) {
            return "its users come on every \(Weekdays.names[empty]), but by its hours and "
                + "‘day_rates’ no driver comes on that day"
        }
        if spec.overdispersion > 1 {
            return "its users come on each of their days, so that no day has an ‘overdispersion’"
        }
        let late = lateShare(of: days)
        guard late > Self.tolerance else { return nil }
        return "its users cannot come on each of their days: \((late * 100).inWords) % of the "
            + "times a car would still be there. Shorten stays, let drivers leave by the clock, "
            + "or say how often they come by ‘plug_ins’"
    }

    /// The share of arrivals, one on each of those days, before which the last stay is not over.
    private func lateShare(of days: Weekdays) -> Double {
        var late = 0.0
        var all = 0.0
        let kinds = spec.kindsThatMatter
        for kind in kinds {
            let weight = kinds.count == 1 ? 1 : self.kinds[kind].share / sumOfShares
            for stay in SampledStays(spec, kind: kind).stays {
                let day = Int(stay.arrival / LocalClock.day)
                guard days.isIn[day] else { continue }
                // Each day counts once, however many come on it by the profile.
                let share = weight * stay.share / profile.sum(ofDay: Int64(day))
                let after = (1...7).first { days.isIn[(day + $0) % 7] } ?? 7
                let midnight = Int64(day + after) * LocalClock.day
                let sinceMidnight = stay.arrival + stay.length - midnight
                all += share
                late += share * profile.share(ofDay: (day + after) % 7, before: sinceMidnight)
            }
        }
        return all > 0 ? late / all : 0
    }
}

extension Double {
    /// To a hundredth, as people write it.
    fileprivate var inWords: String { ((self * 100).rounded() / 100).terse }
}
