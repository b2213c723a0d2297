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
        let freeDay = Self.scaled(spec.weekend ?? [])
        shares = (0..<7).flatMap { day in
            (day < 5 ? workday : freeDay).map { $0 * spec.dayRates[day] }
        }
        let sums = [workday, freeDay].map(Self.sums)
        before = (0..<7).flatMap { $0 < 5 ? sums[0] : sums[1] }
        self.clock = clock
    }

    /// When the profile has gathered so many days' worth of arrivals since a moment.
    ///
    /// Each day of the clock has its factor. Nil when it does not within ten years.
    func time(
        after moment: SimTime,
        mass needed: Double,
        factor: (_ day: Int64) -> Double = { _ in 1 }
    ) -> SimTime? {
        guard shares.contains(where: { $0 > 0 }) else { return nil }
        var left = needed
        var time = moment.nanoseconds
        for _ in 0..<(10 * 366 * 24) {
            let (local, until) = clock.reading(time)
            // The hour that the clock shows ends with it, or when the clock is put.
            let rest = min(LocalClock.hour - local % LocalClock.hour, until - time)
            let share = shares[place(local)]
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
        let local = clock.local(moment)
        let place = place(local)
        let end = place % 24 == 23 ? 1 : before[place + 1]
        let part = Double(local % LocalClock.hour) / Double(LocalClock.hour)
        return before[place] + part * (end - before[place])
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

    /// How long after midnight a share of what a day of the week brings has come; nil where nobody
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

    private func place(_ local: Int64) -> Int {
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
