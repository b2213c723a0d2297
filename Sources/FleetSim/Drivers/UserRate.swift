import Scenarios

/// How users with one kind of car come who plug in at random: as often as asked, at the hours of the
/// site's profile.
struct UserRate: Sendable {
    /// Of an ordinary week, from Monday's midnight on.
    let week: ArrivalHazard
    /// How likely the car is there when it is most likely to be; more than 1 cannot be had.
    let maximumPresent: Double
    /// Of who is there when the run begins: how much longer, and how likely that or less is.
    private let rests: [(length: Int64, upTo: Double)]
    private let arrivals: [Double]
    /// Where days differ: how likely a car that came on each day of the week is there, from that
    /// day's midnight on.
    private let presentByDay: [[Double]]
    /// The same of cars that came before the days for which that is kept.
    private let presentFromBefore: [Double]

    /// Days of arrival whose factors are taken one by one; cars that stay longer are few.
    private static let days = 8

    init(_ spec: ArrivalSpec, kind: Int, _ profile: DayProfile) {
        let perWeek = (spec.users?.plugIns ?? 0) * 168
        let sum = profile.shares.reduce(0, +)
        let perBin = sum > 0 ? perWeek / sum / Double(ArrivalHazard.binsPerHour) : 0
        let arrivals = profile.shares.flatMap {
            Array(repeating: $0 * perBin, count: ArrivalHazard.binsPerHour)
        }
        let stays = SampledStays(spec, kind: kind)
        let present = stays.present(perWeek: perWeek)
        self.arrivals = arrivals
        maximumPresent = present.max() ?? 0
        week = ArrivalHazard(arrivals: arrivals, present: present)
        var upTo = 0.0
        let start = profile.clock.local(.zero) % (7 * LocalClock.day)
        rests = stays.rests(at: start, perWeek: perWeek).map { rest in
            upTo += rest.probability
            return (rest.length, upTo)
        }
        guard spec.overdispersion > 1 else {
            (presentByDay, presentFromBefore) = ([], [])
            return
        }
        let byDay = stays.present(byDay: Self.days, perWeek: perWeek)
        presentByDay = byDay
        presentFromBefore = (0..<ArrivalHazard.binsPerWeek).map { bin in
            let (day, rest) = bin.quotientAndRemainder(dividingBy: ArrivalHazard.binsPerDay)
            return (0..<Self.days).reduce(present[bin]) { left, ago in
                let own = byDay[(day - ago + 14) % 7]
                return max(0, left - own[ago * ArrivalHazard.binsPerDay + rest])
            }
        }
    }

    /// When a user who is there as the run begins leaves; nil: he is away.
    func firstDeparture(_ draw: Double) -> SimTime? {
        var (low, high) = (0, rests.count)
        while low < high {
            let middle = (low + high) / 2
            if rests[middle].upTo < draw { low = middle + 1 } else { high = middle }
        }
        return low < rests.count ? SimTime(nanoseconds: rests[low].length) : nil
    }

    /// Of one day of the clock, where each day brings its own multiple of its arrivals.
    func hazard(ofDay day: Int64, factor: (_ day: Int64) -> Double) -> ArrivalHazard {
        let bins = ArrivalHazard.binsPerDay
        let first = Int(day % 7) * bins
        let today = factor(day)
        var present = Array(repeating: 0.0, count: bins + 1)
        for ago in 0..<Self.days {
            let own = presentByDay[Int((day - Int64(ago) + 14) % 7)]
            let times = factor(day - Int64(ago))
            for bin in 0..<bins { present[bin] += times * own[ago * bins + bin] }
            // Its end is the next day's beginning, of which it is a day longer ago.
            guard ago + 1 < Self.days else { continue }
            present[bins] += times * own[(ago + 1) * bins]
        }
        for bin in 0...bins {
            present[bin] += presentFromBefore[(first + bin) % ArrivalHazard.binsPerWeek]
        }
        return ArrivalHazard(
            arrivals: arrivals[first..<first + bins].map { $0 * today },
            present: present
        )
    }
}
