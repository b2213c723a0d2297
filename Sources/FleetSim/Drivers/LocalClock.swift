import Scenarios

/// The clock on a site's wall: an offset from UTC, and an hour more in summer.
///
/// Its moments are nanoseconds from a Monday's midnight before the run began.
package struct LocalClock: Equatable, Sendable {
    static let hour: Int64 = 3_600_000_000_000
    static let day: Int64 = 24 * hour
    private static let week: Int64 = 7 * day

    /// From a moment on the clock is so much ahead of winter time.
    private struct Change: Equatable, Sendable {
        var at: Int64
        var saving: Int64
    }

    /// What the clock shows at time zero, in winter.
    private let origin: Int64
    /// In order, from the one in force at time zero on; none where there is no summer time.
    private let changes: [Change]

    package init(start: DateTime, zone: TimeZoneSpec = TimeZoneSpec()) {
        let offset = SimDuration(zone.offset).nanoseconds
        // Time zero of Unix was a Thursday.
        let sinceMonday = (start.unixMilliseconds + 3 * 86_400_000) % 604_800_000 * 1_000_000
        // An offset may lead before that midnight, into the week before.
        origin = ((sinceMonday + offset) % Self.week + Self.week) % Self.week
        changes = Self.changes(start, zone)
        assert(
            zip(changes, changes.dropFirst()).allSatisfy { $0.at < $1.at },
            "forward and back in turn"
        )
    }

    /// What the clock shows.
    package func local(_ time: SimTime) -> Int64 {
        origin + time.nanoseconds + saving(at: time.nanoseconds).saving
    }

    /// What the clock shows at a moment, and until when it runs on without being put.
    func reading(_ nanoseconds: Int64) -> (local: Int64, until: Int64) {
        let (saving, until) = saving(at: nanoseconds)
        return (origin + nanoseconds + saving, until)
    }

    /// When the clock first shows something after a moment at which it showed less.
    func time(showing local: Int64, after moment: SimTime) -> SimTime {
        var time = local - origin - saving(at: moment.nanoseconds).saving
        // It may have been put in between.
        time = local - origin - saving(at: time).saving
        let (shown, until) = reading(time)
        // An hour that it skips begins when the next one does.
        if shown < local { time = until }
        assert(reading(time).local >= local, "a time is found when it has come")
        return max(SimTime(nanoseconds: time), moment)
    }

    private func saving(at nanoseconds: Int64) -> (saving: Int64, until: Int64) {
        var saving: Int64 = 0
        for change in changes {
            guard change.at <= nanoseconds else { return (saving, change.at) }
            saving = change.saving
        }
        return (saving, .max)
    }
}

// When summer time begins and ends.
extension LocalClock {
    /// Runs end within this many years.
    private static let years = 12

    private static func changes(_ start: DateTime, _ zone: TimeZoneSpec) -> [Change] {
        let first = CalendarDate(daysSince1970: Int(start.unixMilliseconds / 86_400_000)).year
        return (first..<first + years).flatMap { year -> [Change] in
            guard let (spring, autumn) = moments(in: year, zone) else { return [] }
            return [(spring, hour), (autumn, 0)].map { seconds, saving in
                let sinceStart = Int64(seconds) * 1_000 - start.unixMilliseconds
                return Change(at: sinceStart * 1_000_000, saving: saving)
            }
        }
    }

    /// In seconds since 1970 in Greenwich.
    private static func moments(
        in year: Int,
        _ zone: TimeZoneSpec
    ) -> (spring: Int, autumn: Int)? {
        let offset = Int(zone.offset.components.seconds)
        switch zone.daylightSaving {
        case .none:
            return nil
        case .eu:
            guard let march = CalendarDate(year: year, month: 3, day: 31),
                let october = CalendarDate(year: year, month: 10, day: 31)
            else { return nil }
            let oneInGreenwich = 3_600
            return (
                sunday(upTo: march) * 86_400 + oneInGreenwich,
                sunday(upTo: october) * 86_400 + oneInGreenwich
            )
        case .us:
            // The second Sunday is the one up to the 14th, the first the one up to the 7th.
            guard let march = CalendarDate(year: year, month: 3, day: 14),
                let november = CalendarDate(year: year, month: 11, day: 7)
            else { return nil }
            // Two in the morning is one in winter time when summer time ends.
            return (
                sunday(upTo: march) * 86_400 + 7_200 - offset,
                sunday(upTo: november) * 86_400 + 3_600 - offset
            )
        }
    }

    /// The last Sunday that is not after a date, as a day since 1970.
    private static func sunday(upTo date: CalendarDate) -> Int {
        // Day zero of Unix was a Thursday, the fourth day after a Sunday.
        date.daysSince1970 - (date.daysSince1970 + 4) % 7
    }
}
