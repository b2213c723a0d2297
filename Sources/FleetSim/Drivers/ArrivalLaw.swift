import Scenarios

/// What the arrivals of equal sites share.
final class ArrivalLaw: Sendable {
    /// A shorter stay is raised to this: handling cable and card takes most of it.
    static let shortestStay: SimDuration = .seconds(60)
    /// No car takes more than a megawatt-hour.
    static let maximumWattHours = 1_000_000.0
    /// What a car's power is reckoned with where it is unknown what it will be charged with.
    static let nominalVolts = 230.0

    struct Kind {
        var vehicle: Vehicle
        var share: Double
    }

    /// How a visit ends: `LeavingSpec` with its laws made ready, since to make one takes longer than to draw
    /// from it, and a visit is drawn for every driver.
    enum Leaving {
        case afterDwell
        case asPlanned
        case clock(Law, shortest: SimDuration)
        case full(Law)
    }

    let spec: ArrivalSpec
    let profile: DayProfile
    /// How long cars stay, by the hour at which they come.
    let stays: StayLaws
    /// What cars are after, unless that depends on what fits in their stays.
    let energy: ScoreCurve
    /// What they are after where no driver wants more than fits; nil: wishes have no such bound.
    let fittingWishes: FittingWishes?
    let leaving: Leaving
    /// Of the stay and the energy.
    let energyByStay: Copula
    let patience: Law?
    let misstatement: Law?
    /// Of those who leave it to the CSMS to start.
    let startPatience: Law?
    let plug: Law
    let identify: Law
    let unplug: Law
    let kinds: [Kind]
    let sumOfShares: Double
    /// What drivers whom the CSMS may know present.
    let tokens: TokenPool
    let tariff: Tariff?
    /// When users who are known one by one come; nil: there are none.
    let attendance: Attendance?

    convenience init(_ spec: ArrivalSpec, clockStart: DateTime, tagCount: Int) {
        self.init(spec, clockStart: clockStart, tokens: TokenPool(count: tagCount))
    }

    init(_ spec: ArrivalSpec, clockStart: DateTime, tokens: TokenPool) {
        let clock = LocalClock(start: clockStart, zone: spec.timeZone)
        self.spec = spec
        profile = DayProfile(spec, clock: clock)
        let (stays, leaving) = (StayLaws(spec), Self.leaving(spec.leaving))
        let energyByStay = Copula(rankCorrelation: spec.correlation)
        (self.stays, self.leaving, self.energyByStay) = (stays, leaving, energyByStay)
        energy = ScoreCurve(spec.energy)
        patience = spec.patience.map(Law.init)
        misstatement = spec.misstatement == .constant(0) ? nil : Law(spec.misstatement)
        startPatience = spec.remoteStart.map { Law($0.patience) }
        plug = Law(spec.handling.plug)
        identify = Law(spec.handling.identify)
        unplug = Law(spec.handling.unplug)
        let kinds = spec.vehicles.map { kind in
            Kind(vehicle: Vehicle(kind), share: kind.share)
        }
        self.kinds = kinds
        sumOfShares = kinds.reduce(0) { $0 + $1.share }
        fittingWishes =
            spec.energyIsDelivered
            ? stays.planned(leaving, profile.shares).map { planned in
                FittingWishes(
                    delivered: spec.energy,
                    stays: planned,
                    kinds: kinds,
                    handling: spec.handling.plug.mean + spec.handling.identify.mean,
                    rankCorrelation: spec.correlation
                )
            } : nil
        tariff = spec.tariff.map { Tariff($0, clock: clock) }
        attendance = Attendance(spec, profile)
        self.tokens = tokens
    }

    private static func leaving(_ spec: LeavingSpec) -> Leaving {
        switch spec {
        case .afterDwell: .afterDwell
        case .asPlanned: .asPlanned
        case .clock(let time, let shortest):
            .clock(Law(time), shortest: max(SimDuration(shortest), shortestStay))
        case .full(let overstay): .full(Law(overstay))
        }
    }
}

extension ArrivalLaw {
    /// What a car is charged with if nothing hinders it.
    static func nominalWatts(_ vehicle: Vehicle) -> Double {
        Double(vehicle.phases) * Double(vehicle.milliamperes) / 1_000 * nominalVolts
    }

    /// By how much more cars come on one day of the clock than on others like it.
    ///
    /// A gamma factor of mean one makes counts whose variance is the overdispersion times the mean.
    func factor(ofDay day: Int64, perDay: Double, seed: UInt64, site: Int) -> Double {
        let excess = spec.overdispersion - 1
        let shape = perDay * profile.sum(ofDay: day) / excess
        guard excess > 0, shape > 0 else { return 1 }
        var random = factorStream(ofDay: day, seed: seed, site: site)
        return random.gamma(shape: shape) / shape
    }

    /// The same where no day can bring more than a multiple of what is usual.
    ///
    /// A beta law from 0 to that multiple has the mean and the variance of the gamma law.
    func factor(
        ofDay day: Int64,
        perDay: Double,
        atMost maximum: Double,
        seed: UInt64,
        site: Int
    ) -> Double {
        guard maximum < .infinity else {
            return factor(ofDay: day, perDay: perDay, seed: seed, site: site)
        }
        let excess = spec.overdispersion - 1
        let mean = perDay * profile.sum(ofDay: day)
        guard excess > 0, mean > 0, maximum > 1 else { return 1 }
        var random = factorStream(ofDay: day, seed: seed, site: site)
        let sum = (maximum - 1) * mean / excess - 1
        // No law varies more than one of all or nothing.
        guard sum > 0 else { return random.unit() * maximum < 1 ? maximum : 0 }
        let above = random.gamma(shape: sum / maximum)
        let below = random.gamma(shape: sum - sum / maximum)
        return above + below > 0 ? maximum * above / (above + below) : 0
    }

    private func factorStream(ofDay day: Int64, seed: UInt64, site: Int) -> RandomStream {
        let entity = Arrivals.entity(site, UInt32(truncatingIfNeeded: day))
        return RandomStream(seed: seed, entity: entity, purpose: .dayFactor)
    }

    /// The next moment at which the clock shows a time of the day, in seconds after midnight.
    func departure(at secondOfDay: SimDuration, after moment: SimTime) -> SimTime {
        let local = profile.clock.local(moment)
        let midnight = local - local % LocalClock.day
        let time = midnight + secondOfDay.nanoseconds % LocalClock.day
        let next = time > local ? time : time + LocalClock.day
        return profile.clock.time(showing: next, after: moment)
    }
}
