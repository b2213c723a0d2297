import Scenarios

/// Stays as the laws of a site have them, begun at every hour at which cars come.
///
/// They are made as visits are, so that they are what visits last whatever the laws depend on.
struct SampledStays: Sendable {
    struct Stay: Sendable {
        /// Since Monday's midnight by the clock on the wall, in nanoseconds.
        var arrival: Int64
        var length: Int64
        /// Its share of all that begin in a week.
        var share: Double
    }

    let stays: [Stay]

    /// How many begin in each bin: some ten thousand in a week, whose mean is right to a thousandth.
    private static let perBin = 16
    private static let perHour = perBin * ArrivalHazard.binsPerHour

    /// Of one kind of car.
    init(_ spec: ArrivalSpec, kind: Int) {
        var spec = spec
        (spec.users, spec.timetable) = (nil, nil)
        // On a clock that is never put: the hours of an ordinary week.
        spec.timeZone = TimeZoneSpec()
        let monday = DateTime(unixMilliseconds: 4 * 86_400_000)
        let law = ArrivalLaw(spec, clockStart: monday, tagCount: 1)
        let week = law.profile.shares.reduce(0, +)
        var stays: [Stay] = []
        for (hour, share) in law.profile.shares.enumerated() where share > 0 {
            for number in 0..<Self.perHour {
                let index = Int32(hour * Self.perHour + number)
                let part = (Double(number) + 0.5) / Double(Self.perHour)
                let arrival =
                    Int64(hour) * LocalClock.hour + Int64(part * Double(LocalClock.hour))
                let draw = VisitDraw(law, point: index)
                var visit = draw.visit(at: SimTime(nanoseconds: arrival))
                visit.vehicle = law.kinds[kind].vehicle
                let length = draw.isAwayAgain(visit).nanoseconds - arrival
                assert(length > 0, "a stay lasts")
                stays.append(
                    Stay(
                        arrival: arrival,
                        length: length,
                        share: share / week / Double(Self.perHour)
                    )
                )
            }
        }
        self.stays = stays
    }
}

extension SampledStays {
    private static let week = 168 * LocalClock.hour

    /// How likely a car is there at the beginning of each bin of the week and at its end, when so
    /// many stays begin in a week.
    func present(perWeek: Double) -> [Double] {
        let bins = ArrivalHazard.binsPerWeek
        var always = 0.0
        var changes = Array(repeating: 0.0, count: bins + 1)
        for stay in stays {
            let first = Int(stay.arrival / ArrivalHazard.binLength) + 1
            let end = stay.arrival + stay.length
            // The beginnings of bins before its end.
            let count = Int((end - 1) / ArrivalHazard.binLength) + 1 - first
            guard count > 0 else { continue }
            let share = perWeek * stay.share
            always += share * Double(count / bins)
            let rest = count % bins
            guard rest > 0 else { continue }
            let begin = first % bins
            changes[begin] += share
            if begin + rest <= bins {
                changes[begin + rest] -= share
            } else {
                changes[0] += share
                changes[begin + rest - bins] -= share
            }
        }
        var sum = always
        var present = changes[..<bins].map { change in
            sum += change
            return sum
        }
        present.append(present[0])
        return present
    }

    /// How likely a car that arrived on each day of the week is there at the beginning of each bin
    /// since that day's midnight, over this many days.
    func present(byDay days: Int, perWeek: Double) -> [[Double]] {
        let bins = days * ArrivalHazard.binsPerDay
        var byDay = Array(repeating: Array(repeating: 0.0, count: bins + 1), count: 7)
        for stay in stays {
            let day = Int(stay.arrival / LocalClock.day)
            let midnight = Int64(day) * LocalClock.day
            let first = Int((stay.arrival - midnight) / ArrivalHazard.binLength) + 1
            let last = (stay.arrival - midnight + stay.length - 1) / ArrivalHazard.binLength
            byDay[day][first] += perWeek * stay.share
            byDay[day][min(Int(last) + 1, bins)] -= perWeek * stay.share
        }
        return byDay.map { changes in
            var sum = 0.0
            return changes.dropLast().map { change in
                sum += change
                return sum
            }
        }
    }

    /// When cars that are there at a moment of the week leave, and how likely each of those is.
    func rests(at moment: Int64, perWeek: Double) -> [(length: Int64, probability: Double)] {
        var rests: [(length: Int64, probability: Double)] = []
        for stay in stays {
            var age = (moment - stay.arrival + Self.week) % Self.week
            while age < stay.length {
                rests.append((stay.length - age, perWeek * stay.share))
                age += Self.week
            }
        }
        return rests
    }
}
