import Scenarios

/// The people of one site, each with a car that is away or plugged in: who comes next, and when.
///
/// When a user comes again follows from when he means to leave, and not from who serves him: so two
/// designs under one seed see the same visits.
struct Users {
    struct Coming: Equatable {
        var time: SimTime
        var user: UInt32
        /// Its number among the user's own.
        var visit: UInt32
        /// Of which of the days, or of the stays of a timetable, it is that of.
        var turn: Int64 = 0
    }

    /// How many visits of a user have streams of their own: twenty a day for 35 years.
    ///
    /// A run with more begins with the first streams again.
    static let maximumVisits: UInt32 = 1 << 18

    /// One number for a user's visit; what is the user's own whatever the visit has the last.
    static func number(_ user: UInt32, visit: UInt32) -> UInt32 {
        assert(user < 1 << 14, "the number of a user has 14 bits")
        return user << 18 | visit % (maximumVisits - 1)
    }

    /// The number of what is the user's own.
    static func number(_ user: UInt32) -> UInt32 { user << 18 | (maximumVisits - 1) }

    private let law: ArrivalLaw
    private let attendance: Attendance
    private let seed: UInt64
    private let site: Int
    private var days: UnevenDays?
    /// A heap: no user comes before those above him.
    private var heap: [Coming] = []

    /// Nil where users are not known one by one.
    init?(_ law: ArrivalLaw, bays: Int, site: Int, seed: UInt64) {
        guard let attendance = law.attendance, let count = law.spec.users(bays: bays) else {
            return nil
        }
        self.law = law
        self.attendance = attendance
        self.seed = seed
        self.site = site
        if case .often(let rates) = attendance, law.spec.overdispersion > 1 {
            days = UnevenDays(law, rates, perDay: law.spec.perDay(bays: bays), seed, site: site)
        }
        heap.reserveCapacity(count)
        for user in 0..<UInt32(count) { begin(user) }
    }

    /// When the next of them comes.
    var nextComes: SimTime? { heap.first?.time }

    /// Who comes next is out and about, until he is expected again.
    mutating func next() -> Coming? {
        guard let first = heap.first else { return nil }
        removeFirst()
        // All others come later, and again later still; but a clock that is put back at midnight shows
        // the day before once more.
        days?.forget(before: law.profile.clock.local(first.time) / LocalClock.day - 1)
        return first
    }

    /// Draws when a user comes again who means to be away from a moment on.
    mutating func expect(_ last: Coming, after moment: SimTime) {
        expect(
            last.user,
            visit: last.visit &+ 1,
            turn: last.turn + 1,
            after: moment
        )
    }

    /// A visit of a user's, drawn.
    func visit(_ coming: Coming, index: Int32) -> (Visit, isAwayAgain: SimTime) {
        let draw = VisitDraw(law, seed, site: site, index: index, of: coming)
        let visit: Visit
        switch attendance {
        case .often, .each:
            visit = draw.visit(at: coming.time)
        case .timetable(let timetable):
            var random = turnStream(coming.user, coming.turn)
            _ = timetable.arrival(coming.turn, of: coming.user, using: &random)
            let departure = timetable.departure(coming.turn, of: coming.user, using: &random)
            visit = draw.visit(
                at: coming.time,
                until: departure,
                timetable.stay(coming.turn, of: coming.user)
            )
        }
        assert(draw.isAwayAgain(visit) >= coming.time, "a user leaves after he came")
        return (visit, draw.isAwayAgain(visit))
    }
}

// When they come.
extension Users {
    private mutating func begin(_ user: UInt32) {
        let now = law.profile.clock.local(.zero)
        switch attendance {
        case .often:
            // Those who are there when the run begins come when they have left; their cars are not
            // in its bays.
            var random = RandomStream(
                seed: seed,
                entity: Arrivals.entity(site, Self.number(user)),
                purpose: .userGap
            )
            let departure = rate(of: user)?.rate.firstDeparture(random.unit())
            expect(user, visit: 0, turn: 0, after: departure ?? .zero)
        case .each:
            expect(user, visit: 0, turn: now / LocalClock.day, after: nil)
        case .timetable:
            expect(user, visit: 0, turn: 0, after: nil)
        }
    }

    /// The moment is when he is away again; nil: the run begins.
    private mutating func expect(_ user: UInt32, visit: UInt32, turn: Int64, after moment: SimTime?)
    {
        var coming: Coming?
        switch attendance {
        case .often:
            coming = time(of: user, visit, after: moment ?? .zero)
                .map { Coming(time: $0, user: user, visit: visit) }
        case .each(let weekdays):
            coming = day(of: user, from: turn, among: weekdays, hasBegun: moment != nil)
                .map { Coming(time: $1, user: user, visit: visit, turn: $0) }
        case .timetable(let timetable):
            coming = stay(of: user, from: turn, in: timetable, hasBegun: moment != nil)
                .map { Coming(time: $1, user: user, visit: visit, turn: $0) }
        }
        guard var coming else { return }
        // Who is still there comes when he has left.
        if let moment { coming.time = max(coming.time, moment) }
        insert(coming)
    }

    /// Which rate is his, by his car.
    private func rate(of user: UInt32) -> (index: Int, rate: UserRate)? {
        guard case .often(let rates) = attendance else { return nil }
        guard rates.count > 1 else { return (0, rates[0]) }
        let own = Coming(time: .zero, user: user, visit: 0)
        let kind = VisitDraw(law, seed, site: site, index: 0, of: own).kind
        return (kind, rates[kind])
    }

    private mutating func time(
        of user: UInt32,
        _ visit: UInt32,
        after moment: SimTime
    ) -> SimTime? {
        guard let (index, rate) = rate(of: user) else { return nil }
        var random = RandomStream(
            seed: seed,
            entity: Arrivals.entity(site, Self.number(user, visit: visit)),
            purpose: .userGap
        )
        let needed = -Elementary.ln(random.unit())
        let clock = law.profile.clock
        guard days != nil else {
            return clock.time(after: moment, needed, period: 7 * LocalClock.day) { _ in rate.week }
        }
        return clock.time(after: moment, needed, period: LocalClock.day) {
            days?.hazard(ofDay: $0, index) ?? rate.week
        }
    }

    /// The next of his days, and when he comes on it.
    private func day(
        of user: UInt32,
        from first: Int64,
        among weekdays: Weekdays,
        hasBegun: Bool
    ) -> (day: Int64, SimTime)? {
        for day in first..<first + 8 where weekdays.isIn[Int(day % 7)] {
            var random = turnStream(user, day)
            guard let local = law.profile.time(ofDay: Int(day % 7), rank: random.unit()) else {
                continue
            }
            let clock = law.profile.clock
            let moment = day * LocalClock.day + local
            // What is over when the run begins is none of its visits.
            guard hasBegun || moment >= clock.local(.zero) else { continue }
            return (day, clock.time(showing: moment, after: .zero))
        }
        return nil
    }

    /// The next stay of a timetable, and when it begins.
    private func stay(
        of vehicle: UInt32,
        from first: Int64,
        in timetable: Timetable,
        hasBegun: Bool
    ) -> (turn: Int64, SimTime)? {
        var turn = first
        while true {
            var random = turnStream(vehicle, turn)
            let time = timetable.arrival(turn, of: vehicle, using: &random)
            if hasBegun || time >= .zero { return (turn, time) }
            turn += 1
        }
    }

    /// Of what belongs to a day or to a stay of a timetable.
    private func turnStream(_ user: UInt32, _ turn: Int64) -> RandomStream {
        RandomStream(
            seed: seed,
            entity: Arrivals.entity(site, Self.number(user, visit: UInt32(turn))),
            purpose: .userGap
        )
    }
}

// The heap.
extension Users {
    private mutating func insert(_ coming: Coming) {
        heap.append(coming)
        var index = heap.count - 1
        while index > 0, isBefore(index, (index - 1) / 2) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func removeFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var index = 0
        while true {
            var next = 2 * index + 1
            guard next < heap.count else { return }
            if next + 1 < heap.count, isBefore(next + 1, next) { next += 1 }
            guard isBefore(next, index) else { return }
            heap.swapAt(index, next)
            index = next
        }
    }

    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        let (one, other) = (heap[one], heap[other])
        return one.time == other.time ? one.user < other.user : one.time < other.time
    }
}

/// The hazards of days of which some bring more users than others, each worked out once.
private struct UnevenDays {
    private let law: ArrivalLaw
    private let rates: [UserRate]
    private let perDay: Double
    private let seed: UInt64
    private let site: Int
    /// For each rate, from the first day on that may still be asked for.
    private var hazards: [[ArrivalHazard]]
    private var first: Int64 = 0

    init(_ law: ArrivalLaw, _ rates: [UserRate], perDay: Double, _ seed: UInt64, site: Int) {
        self.law = law
        self.rates = rates
        self.perDay = perDay
        self.seed = seed
        self.site = site
        hazards = rates.map { _ in [] }
    }

    mutating func hazard(ofDay day: Int64, _ rate: Int) -> ArrivalHazard {
        assert(day >= first, "no day is asked for that was forgotten")
        let index = Int(max(day, first) - first)
        while hazards[rate].count <= index {
            let next = first + Int64(hazards[rate].count)
            hazards[rate].append(rates[rate].hazard(ofDay: next, factor: factor))
        }
        return hazards[rate][index]
    }

    /// A day that is over for all users is not asked for any more.
    mutating func forget(before day: Int64) {
        guard day > first + Self.keep else { return }
        for rate in hazards.indices {
            hazards[rate].removeFirst(min(Int(day - first), hazards[rate].count))
        }
        first = day
    }

    /// How many days are forgotten at a time.
    private static let keep: Int64 = 28

    private func factor(ofDay day: Int64) -> Double {
        // Days before the run are as days are on average.
        guard day >= 0 else { return 1 }
        let maximum = rates.map { 1 / $0.maximumPresent }.min() ?? .infinity
        return law.factor(ofDay: day, perDay: perDay, atMost: maximum, seed: seed, site: site)
    }
}

extension LocalClock {
    /// When a hazard that comes back with a period of the clock has gathered so much since a moment.
    ///
    /// Nil when it does not within ten years.
    fileprivate func time(
        after moment: SimTime,
        _ needed: Double,
        period: Int64,
        hazard: (_ period: Int64) -> ArrivalHazard
    ) -> SimTime? {
        let bin = Double(ArrivalHazard.binLength)
        var left = needed
        var time = moment.nanoseconds
        let end = moment.nanoseconds + 3_660 * Self.day
        while time < end {
            let (local, until) = reading(time)
            let hazard = hazard(local / period)
            let offset = local % period
            // The period ends with it, or when the clock is put.
            let rest = min(period - offset, until - time)
            assert(rest > 0, "the clock goes on")
            let before = hazard.sum(before: Double(offset) / bin)
            let isWhole = rest == period - offset
            let after = isWhole ? hazard.total : hazard.sum(before: Double(offset + rest) / bin)
            if left < after - before {
                let position = hazard.position(of: before + left)
                let span = min(max(Int64(position * bin) - offset, 0), rest)
                return SimTime(nanoseconds: time + span)
            }
            left -= after - before
            time += rest
        }
        return nil
    }
}
