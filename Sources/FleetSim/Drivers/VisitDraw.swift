import Scenarios

/// Draws one visit: each of its traits from a stream of the visit's own number and the purpose.
struct VisitDraw {
    private let law: ArrivalLaw
    private let seed: UInt64
    private let site: Int
    private let index: Int32
    /// -1 where users are not counted.
    private let user: Int32
    /// What is of the visit, and what is of the person who makes it.
    private let visitEntity: UInt64
    private let personEntity: UInt64
    /// Whether what makes a stay is taken evenly from its laws, point by point, and not at random.
    private var isEven = false

    /// One of many visits whose stays are spread as their laws have them, and more evenly than draws.
    init(_ law: ArrivalLaw, point: Int32) {
        self.init(law, 0, site: 0, index: point)
        isEven = true
    }

    init(_ law: ArrivalLaw, _ seed: UInt64, site: Int, index: Int32) {
        self.init(law, seed, site: site, index: index, user: -1, number: UInt32(index))
    }

    init(_ law: ArrivalLaw, _ seed: UInt64, site: Int, index: Int32, of coming: Users.Coming) {
        let number = Users.number(coming.user, visit: coming.visit)
        self.init(law, seed, site: site, index: index, user: Int32(coming.user), number: number)
    }

    /// A visit that has been drawn, to draw more of its person.
    init(_ law: ArrivalLaw, _ seed: UInt64, site: Int, _ visit: Visit) {
        let number = UInt32(visit.index)
        self.init(law, seed, site: site, index: visit.index, user: visit.user, number: number)
    }

    private init(
        _ law: ArrivalLaw,
        _ seed: UInt64,
        site: Int,
        index: Int32,
        user: Int32,
        number: UInt32
    ) {
        self.law = law
        self.seed = seed
        self.site = site
        self.index = index
        self.user = user
        visitEntity = Arrivals.entity(site, number)
        guard user >= 0 else {
            personEntity = visitEntity
            return
        }
        personEntity = Arrivals.entity(site, Users.number(UInt32(user)))
    }

    private func stream(_ purpose: Purpose) -> RandomStream {
        guard !isEven else { return RandomStream(startingWith: evenWord(purpose)) }
        return RandomStream(seed: seed, entity: visitEntity, purpose: purpose)
    }

    /// A point of a sequence that fills a cube evenly, one coordinate for each law of a stay.
    ///
    /// They are multiples of the powers of 1 / x, where x⁴ = x + 1 (M. Roberts, 2018).
    private func evenWord(_ purpose: Purpose) -> UInt64 {
        let number = UInt64(index) &+ 1
        return switch purpose {
        case .dwell: number &* 0xd1b5_4a32_d192_ed03
        case .energy: number &* 0xabc9_8388_fb8f_ac03
        case .leaving: number &* 0x8cb9_2ba7_2f3d_8dd7
        default: number &* 0x9e37_79b9_7f4a_7c15
        }
    }

    func stream(ofPerson purpose: Purpose) -> RandomStream {
        RandomStream(seed: seed, entity: personEntity, purpose: purpose)
    }
}

extension VisitDraw {
    func visit(at time: SimTime) -> Visit {
        var think = stream(.think)
        let vehicle = vehicle()
        let plugs = law.plug.draw(using: &think)
        let identifies = law.identify.draw(using: &think)
        let stay = stay(at: time)
        let leaving = leaving(stay.span, at: time)
        let wattHours = wattHours(
            leaving,
            stay.score,
            at: time,
            within: plugs + identifies,
            of: vehicle
        )
        assert(0...ArrivalLaw.maximumWattHours ~= wattHours, "a wish is bounded")
        var visit = Visit(
            site: Int32(site),
            index: index,
            arrived: time,
            leaving: leaving,
            demandMilliwattHours: Int64(wattHours * 1_000),
            vehicle: vehicle,
            token: token(),
            choice: choice(),
            plugsAfter: plugs,
            identifiesAfter: identifies,
            unplugsAfter: law.unplug.draw(using: &think)
        )
        refine(&visit)
        return visit
    }

    /// The visit of a vehicle that leaves by its timetable.
    ///
    /// Its driver takes as long over cable and card as drivers do on average: nothing is drawn for
    /// a timetable that it does not say.
    func visit(at time: SimTime, until departure: SimTime, _ stay: Timetable.Stay) -> Visit {
        var vehicle = vehicle()
        if let phases = stay.phases { vehicle.phases = phases }
        if let milliamperes = stay.milliamperes { vehicle.milliamperes = milliamperes }
        var visit = Visit(
            site: Int32(site),
            index: index,
            arrived: time,
            leaving: .at(max(departure, time + ArrivalLaw.shortestStay)),
            demandMilliwattHours: stay.milliwattHours,
            vehicle: vehicle,
            token: token(),
            choice: choice(),
            plugsAfter: law.plug.mean,
            identifiesAfter: law.identify.mean,
            unplugsAfter: law.unplug.mean
        )
        refine(&visit)
        return visit
    }

    /// What does not depend on how a visit came about.
    private func refine(_ visit: inout Visit) {
        visit.user = user
        if let balksAt = law.spec.balksAt { visit.balksAt = Int32(clamping: balksAt) }
        if let patience = law.patience {
            var random = stream(.patience)
            visit.patience = patience.draw(using: &random)
        }
        if let misstatement = law.misstatement {
            var random = stream(.misstatement)
            visit.misstatement = misstatement.signedDraw(using: &random)
        }
        if let remoteStart = law.spec.remoteStart, let patience = law.startPatience {
            var random = stream(.remoteStart)
            if random.chance(remoteStart.share) {
                let wait = patience.draw(using: &random).nanoseconds / 1_000_000
                visit.startPatience = max(1, UInt32(clamping: wait))
            }
        }
        if let tariff = law.tariff {
            var random = stream(.tariffDelay)
            let end = plannedDeparture(visit)
            visit.waitsUntil =
                tariff.start(from: visit.arrived, to: end, using: &random) ?? .zero
            assert(
                visit.waitsUntil == .zero || visit.waitsUntil >= visit.arrived,
                "a car waits after it came"
            )
        }
    }

    /// When the driver would leave who got a bay at once, and power as much as the car takes.
    func plannedDeparture(_ visit: Visit) -> SimTime {
        guard case .whenFull(let pause) = visit.leaving else {
            return visit.departs(takingBayAt: visit.arrived) ?? visit.arrived
        }
        let watts = ArrivalLaw.nominalWatts(visit.vehicle)
        let seconds = Double(visit.demandMilliwattHours) * 3.6 / watts
        return visit.arrived + Law.span(ofSeconds: seconds) + pause
    }

    /// When the car of such a driver has left the bay.
    func isAwayAgain(_ visit: Visit) -> SimTime {
        let departure = plannedDeparture(visit)
        guard case .whenFull = visit.leaving else { return departure + visit.unplugsAfter }
        let ready = visit.arrived + visit.plugsAfter + visit.identifiesAfter
        let starts = max(ready + visit.vehicle.waits, visit.waitsUntil)
        return departure + (starts - visit.arrived) + visit.unplugsAfter
    }

    private func leaving(_ stay: SimDuration, at time: SimTime) -> Visit.Leaving {
        switch law.leaving {
        case .afterDwell:
            return .after(stay)
        case .asPlanned:
            return .at(time + stay)
        case .clock(let clock, let shortest):
            var random = stream(.leaving)
            let departure = law.departure(at: clock.draw(using: &random), after: time)
            return .at(max(departure, time + shortest))
        case .full(let overstay):
            var random = stream(.leaving)
            return .whenFull(then: overstay.draw(using: &random))
        }
    }

    /// How long the driver means to stay, which may depend on when he comes.
    ///
    /// The score is what decides it, where something else depends on it.
    private func stay(at time: SimTime) -> (span: SimDuration, score: Double?) {
        var random = stream(.dwell)
        let hour = law.stays.isAlike && law.stays.isFree ? 0 : law.profile.hourOfWeek(at: time)
        let dwell = law.stays[hour]
        let seconds: Double
        var score: Double?
        if law.stays.isFree, law.energyByStay.isNone {
            seconds = dwell.sample(using: &random)
        } else {
            var own = Elementary.inverseNormal(random.unit())
            if !law.stays.isFree {
                own = law.stays.score(own, atHour: hour, law.profile.part(at: time), law.profile)
            }
            seconds = dwell.value(score: own)
            score = own
        }
        return (max(Law.span(ofSeconds: seconds), ArrivalLaw.shortestStay), score)
    }

    /// What the driver wants, which may depend on the stay.
    private func wattHours(
        _ leaving: Visit.Leaving,
        _ stayScore: Double?,
        at time: SimTime,
        within handling: SimDuration,
        of vehicle: Vehicle
    ) -> Double {
        var random = stream(.energy)
        let wattHours: Double
        if let wishes = law.fittingWishes, let stay = Self.plannedStay(leaving, at: time) {
            let charging = stay - Double(handling.nanoseconds) / 1e9
            let maximum = FittingWishes.maximumWattHours(vehicle, within: charging)
            wattHours = wishes.wattHours(stay: stay, atMost: maximum, random.unit())
        } else if let stayScore {
            let own = Elementary.inverseNormal(random.unit())
            wattHours = law.energy.value(score: law.energyByStay.score(given: stayScore, own))
        } else {
            wattHours = law.energy.sample(using: &random)
        }
        return wattHours > 0 ? min(wattHours, ArrivalLaw.maximumWattHours) : 0
    }

    /// In seconds; nil where the stay is over when the car is full.
    private static func plannedStay(_ leaving: Visit.Leaving, at time: SimTime) -> Double? {
        switch leaving {
        case .after(let stay): Double(stay.nanoseconds) / 1e9
        case .at(let departure): Double((departure - time).nanoseconds) / 1e9
        case .whenFull: nil
        }
    }
}

// What is of the person.
extension VisitDraw {
    var isUnknown: Bool {
        var random = stream(ofPerson: .tag)
        return random.unit() < law.spec.unknownTokens
    }

    private func vehicle() -> Vehicle { law.kinds[kind].vehicle }

    /// The index of the car's kind.
    var kind: Int {
        var random = stream(ofPerson: .vehicle)
        var left = random.unit() * law.sumOfShares
        for (index, kind) in law.kinds.enumerated() {
            left -= kind.share
            if left <= 0 { return index }
        }
        return law.kinds.count - 1
    }

    private func choice() -> UInt8 {
        var random = stream(ofPerson: .choice)
        return UInt8(random.below(256))
    }

    private func token() -> Token {
        var random = stream(ofPerson: .tag)
        guard random.unit() >= law.spec.unknownTokens else {
            return TokenList.unknown(random.next() >> 16, seed: seed)
        }
        return law.tokens.drawn(using: &random, seed: seed)
    }
}
