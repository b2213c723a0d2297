import Scenarios

/// The cars that come to one site: a Poisson stream whose rate follows the hour of the day, or those
/// of users who are known one by one.
///
/// Each visit is drawn from streams of its own number, so it is the same whatever serves it.
struct Arrivals {
    let law: ArrivalLaw
    let seed: UInt64
    let site: Int
    private var gaps: RandomStream
    /// When the car comes that was expected last.
    private var clock = SimTime.zero
    private var index: Int32 = 0
    /// The mean number of cars a day.
    private let perDay: Double
    /// The day whose factor is known, and it.
    private var dayFactor: (day: Int64, factor: Double) = (-1, 1)
    private var users: Rare<Users>

    private init(_ law: ArrivalLaw, perDay: Double, users: Users?, site: Int, seed: UInt64) {
        self.law = law
        self.perDay = perDay
        self.users = Rare(users)
        self.site = site
        self.seed = seed
        gaps = RandomStream(seed: seed, entity: Self.entity(site), purpose: .arrivalGap)
    }

    /// A stream of cars whose owners are unknown.
    init(_ law: ArrivalLaw, perDay: Double, site: Int, seed: UInt64) {
        self.init(law, perDay: perDay, users: nil, site: site, seed: seed)
    }

    /// The arrivals of a site with this many bays.
    init(_ law: ArrivalLaw, bays: Int, site: Int, seed: UInt64) {
        self.init(
            law,
            perDay: law.spec.perDay(bays: bays),
            users: Users(law, bays: bays, site: site, seed: seed),
            site: site,
            seed: seed
        )
    }

    /// Looks ahead to the next car; gives when it comes, nil when no more do.
    ///
    /// Its visit is drawn when it comes: a visit is large, and every site expects one.
    mutating func expectNext() -> SimTime? {
        guard users.isNone else { return users.read { $0.nextComes } ?? nil }
        guard perDay > 0 else { return nil }
        let needed = -Elementary.ln(gaps.unit()) / perDay
        guard let time = time(after: clock, mass: needed) else { return nil }
        assert(time >= clock, "cars come one after the other")
        clock = time
        return time
    }

    /// The visit of the car that was expected next.
    mutating func takeNext() -> Visit? {
        guard users.isNone else { return takeNextOfUsers() }
        defer { index += 1 }
        return VisitDraw(law, seed, site: site, index: index).visit(at: clock)
    }

    private mutating func takeNextOfUsers() -> Visit? {
        let number = index
        let visit = users.changeIfAny { users -> Visit? in
            guard let coming = users.next() else { return nil }
            let (visit, isAwayAgain) = users.visit(coming, index: number)
            users.expect(coming, after: isAwayAgain)
            return visit
        }
        guard let visit, let visit else { return nil }
        index += 1
        return visit
    }

    private mutating func time(after moment: SimTime, mass: Double) -> SimTime? {
        guard law.spec.overdispersion > 1 else {
            return law.profile.time(after: moment, mass: mass)
        }
        return law.profile.time(after: moment, mass: mass) { day in
            if dayFactor.day != day {
                let factor = law.factor(ofDay: day, perDay: perDay, seed: seed, site: site)
                dayFactor = (day, factor)
            }
            return dayFactor.factor
        }
    }

    /// A stream for choices at a visit, such as the bay.
    ///
    /// A timetable is the same under each seed, down to the bays.
    func stream(for visit: Int32, _ purpose: Purpose) -> RandomStream {
        let seed = law.spec.timetable == nil ? seed : 0
        return RandomStream(seed: seed, entity: Self.entity(site, UInt32(visit)), purpose: purpose)
    }

    /// The PIN of one of the users whose PINs a charger keeps; an unknown driver has none.
    func code(of visit: Visit, amongUsers count: Int, ofCharger charger: Int) -> Token {
        let draw = VisitDraw(law, seed, site: site, visit)
        guard !draw.isUnknown else { return visit.token }
        var random = draw.stream(ofPerson: .pinUser)
        let user = charger &* count &+ Int(random.below(UInt64(count)))
        var token = law.tokens.token(user % law.tokens.count, seed: seed)
        token.kind = .code
        return token
    }

    /// Sites and their visits are entities apart from the chargers, which count from zero.
    static func entity(_ site: Int, _ number: UInt32? = nil) -> UInt64 {
        1 << 55 | UInt64(site) << 32 | UInt64(number.map { $0 &+ 1 } ?? 0)
    }
}
