import Scenarios

/// How the arrivals of a week spread over its hours.
struct DayProfile {
    /// The arrivals of each hour of the week, Monday first, for one of a whole weekday.
    let shares: [Double]
    /// What of its day's arrivals has come before each hour of the week.
    private let before: [Double]
    let clock: LocalClock

    init(_ spec: ArrivalSpec, clock: LocalClock) {
        let workday = Self.scaled(spec.weekday)
        let saturday = Self.scaled(spec.weekend ?? [])
        let sunday = spec.sunday.map(Self.scaled) ?? saturday
        let days = Array(repeating: workday, count: 5) + [saturday, sunday]
        shares = zip(days, spec.dayRates).flatMap { day, rate in day.map { $0 * rate } }
        before = days.flatMap(Self.sums)
        self.clock = clock
        assert(shares.count == 168 && before.count == 168, "a week has as many hours")
    }

    /// When the profile has gathered this many days' worth of arrivals since a moment.
    ///
    /// Each day of the clock has its factor. Nil when it does not within ten years.
    func time(
        after moment: SimTime,
        mass needed: Double,
        factor: (_ day: Int64) -> Double = { _ in 1 }
    ) -> SimTime? {
        assert(needed >= 0, "arrivals are gathered, and not lost")
        guard shares.contains(where: { $0 > 0 }) else { return nil }
        var left = needed
        var time = moment.nanoseconds
        for _ in 0..<(10 * 366 * 24) {
            let (local, until) = clock.reading(time)
            // The hour that the clock shows ends with it, or when the clock is put.
            let rest = min(LocalClock.hour - local % LocalClock.hour, until - time)
            assert(rest > 0, "the clock goes on")
            let share = shares[index(local)]
            if share > 0 {
                let rate = share * factor(local / LocalClock.day) / Double(LocalClock.hour)
                let mass = rate * Double(rest)
                if rate > 0, left <= mass { return SimTime(nanoseconds: time + Int64(left / rate)) }
                left -= mass
            }
            time += rest
        }
        return nil
    }

    /// Which share of a day's cars comes before those of that moment, from 0 to 1.
    func rank(of moment: SimTime) -> Double {
        rank(ofHour: hourOfWeek(at: moment), part(at: moment))
    }

    /// The same of a moment within an hour of the week, of which a part is over.
    func rank(ofHour index: Int, _ part: Double) -> Double {
        assert(0...1 ~= part, "a part of an hour")
        let end = index % 24 == 23 ? 1 : before[index + 1]
        return before[index] + part * (end - before[index])
    }

    /// The same among the cars of some hours, of which the day's end may lie in the middle.
    func rank(ofHour index: Int, _ part: Double, among hours: Range<Int>) -> Double {
        let midnight = index - index % 24
        let end = hours.upperBound == 24 ? 1 : before[midnight + hours.upperBound % 24]
        let start = before[midnight + hours.lowerBound]
        guard hours.upperBound <= 24, end > start else {
            let since = (index % 24 - hours.lowerBound + 24) % 24
            return (Double(since) + part) / Double(hours.count)
        }
        return (rank(ofHour: index, part) - start) / (end - start)
    }

    /// The part of its hour that is over at a moment.
    func part(at moment: SimTime) -> Double {
        Double(clock.local(moment) % LocalClock.hour) / Double(LocalClock.hour)
    }

    /// The cars expected on a day of the clock, for one on a weekday.
    func sum(ofDay day: Int64) -> Double {
        let first = Int(day % 7) * 24
        return shares[first..<first + 24].reduce(0, +)
    }

    /// Which share of what a day of the week brings has come so long after its midnight, from 0 to 1.
    func share(ofDay day: Int, before sinceMidnight: Int64) -> Double {
        guard sinceMidnight > 0 else { return 0 }
        guard sinceMidnight < LocalClock.day else { return 1 }
        let hour = Int(sinceMidnight / LocalClock.hour)
        let part = Double(sinceMidnight % LocalClock.hour) / Double(LocalClock.hour)
        let hours = shares[day * 24..<day * 24 + 24]
        let sum = hours.prefix(hour).reduce(0, +) + part * shares[day * 24 + hour]
        return sum / hours.reduce(0, +)
    }

    /// How long after midnight a share of what a day of the week brings has come; nil where no car
    /// comes on it.
    func time(ofDay day: Int, rank: Double) -> Int64? {
        let hours = shares[day * 24..<day * 24 + 24]
        var left = rank * hours.reduce(0, +)
        var last: Int64?
        for (hour, share) in hours.enumerated() where share > 0 {
            let begin = Int64(hour) * LocalClock.hour
            if left <= share { return begin + Int64(left / share * Double(LocalClock.hour)) }
            left -= share
            last = begin + LocalClock.hour - 1
        }
        return last
    }

    /// Which hour of the week the clock shows, from Monday's midnight on.
    func hourOfWeek(at moment: SimTime) -> Int { index(clock.local(moment)) }

    private func index(_ local: Int64) -> Int {
        Int(local / LocalClock.hour % Int64(shares.count))
    }

    private static func scaled(_ weights: [Double]) -> [Double] {
        let sum = weights.reduce(0, +)
        guard weights.count == 24, sum > 0 else { return Array(repeating: 0, count: 24) }
        return weights.map { $0 / sum }
    }

    private static func sums(_ shares: [Double]) -> [Double] {
        var sum = 0.0
        return shares.map { share in
            defer { sum += share }
            return sum
        }
    }
}
