import Scenarios

/// The cars that come to one site: a Poisson stream whose rate follows the hour of the day.
///
/// Each visit is drawn from streams of its own number, so it is the same whatever serves it.
struct Arrivals {
    private let law: ArrivalLaw
    private let seed: UInt64
    private let site: Int
    private var gaps: RandomStream
    private var clock = SimTime.zero
    private var index: Int32 = 0
    /// The mean number of cars a day.
    private let perDay: Double

    init(_ law: ArrivalLaw, perDay: Double, site: Int, seed: UInt64) {
        self.law = law
        self.perDay = perDay
        self.site = site
        self.seed = seed
        gaps = RandomStream(seed: seed, entity: Self.entity(site), purpose: .arrivalGap)
    }

    /// The next visit; nil when nobody comes any more.
    mutating func next() -> Visit? {
        guard perDay > 0 else { return nil }
        let needed = -Elementary.ln(gaps.unit()) / perDay
        guard let time = law.profile.time(after: clock, mass: needed) else { return nil }
        clock = time
        defer { index += 1 }
        return visit(index, at: time)
    }

    /// A stream for choices at a visit, such as the bay.
    func stream(for visit: Int32, _ purpose: Purpose) -> RandomStream {
        RandomStream(seed: seed, entity: Self.entity(site, visit), purpose: purpose)
    }

    private func visit(_ index: Int32, at time: SimTime) -> Visit {
        var dwell = stream(for: index, .dwell)
        var energy = stream(for: index, .energy)
        var think = stream(for: index, .think)
        let wattHours = min(max(law.energy.sample(using: &energy), 0), ArrivalLaw.mostWattHours)
        let stay = max(law.dwell.draw(using: &dwell), ArrivalLaw.shortestStay)
        return Visit(
            site: Int32(site),
            index: index,
            arrived: time,
            leaving: .after(stay),
            demandMilliwattHours: Int64(wattHours * 1_000),
            vehicle: vehicle(index),
            tag: tag(index),
            whim: whim(index),
            waitsUntil: cheapStart(index, from: time, to: time + stay) ?? .zero,
            plugsAfter: ArrivalLaw.plugs.draw(using: &think),
            identifiesAfter: ArrivalLaw.identifies.draw(using: &think),
            unplugsAfter: ArrivalLaw.unplugs.draw(using: &think)
        )
    }

    /// When a car that waits for the cheap hours starts; nil where it does not wait.
    private func cheapStart(_ index: Int32, from: SimTime, to: SimTime) -> SimTime? {
        guard let tariff = law.tariff else { return nil }
        var random = stream(for: index, .tariffDelay)
        return tariff.start(from: from, to: to, using: &random)
    }

    private func whim(_ index: Int32) -> UInt8 {
        var random = stream(for: index, .whim)
        return UInt8(random.below(256))
    }

    /// The tag of one of the users whose PINs a charger keeps; a stranger has none.
    func tag(of visit: Visit, amongUsers count: Int, ofCharger charger: Int) -> IdToken {
        guard !isStranger(visit.index) else { return visit.tag }
        var random = stream(for: visit.index, .pinUser)
        let user = charger &* count &+ Int(random.below(UInt64(count)))
        return TagList.tag(user % law.tagCount, seed: seed)
    }

    private func isStranger(_ index: Int32) -> Bool {
        var random = stream(for: index, .tag)
        return random.unit() < law.strangers
    }

    private func vehicle(_ index: Int32) -> Vehicle {
        var random = stream(for: index, .vehicle)
        var left = random.unit() * law.vehicles.reduce(0) { $0 + $1.share }
        for kind in law.vehicles {
            left -= kind.share
            if left <= 0 { return kind.vehicle }
        }
        return law.vehicles[law.vehicles.count - 1].vehicle
    }

    private func tag(_ index: Int32) -> IdToken {
        var random = stream(for: index, .tag)
        guard random.unit() >= law.strangers else {
            return TagList.stranger(random.next() >> 16, seed: seed)
        }
        return TagList.tag(Int(random.below(UInt64(law.tagCount))), seed: seed)
    }

    /// Sites and their visits are entities apart from the chargers, which count from zero.
    private static func entity(_ site: Int, _ visit: Int32? = nil) -> UInt64 {
        1 << 55 | UInt64(site) << 32 | UInt64(visit.map { UInt32($0) + 1 } ?? 0)
    }
}

/// What the arrivals of equal sites share.
struct ArrivalLaw {
    /// Shorter stays than this are no visits.
    static let shortestStay: SimDuration = .seconds(60)
    /// No car takes more than a megawatt-hour.
    static let mostWattHours = 1_000_000.0
    /// From standing still to having plugged in; a guess, as are the next two.
    static let plugs = Law(.uniform(from: 15, to: 60))
    /// From plugging in to holding the card to the reader.
    static let identifies = Law(.uniform(from: 3, to: 20))
    /// From ending the charge to having unplugged.
    static let unplugs = Law(.uniform(from: 10, to: 60))

    struct Kind {
        var vehicle: Vehicle
        var share: Double
    }

    let profile: DayProfile
    let dwell: Law
    let energy: Distribution
    let vehicles: [Kind]
    let strangers: Double
    let tagCount: Int
    let tariff: Tariff?

    init(_ spec: ArrivalSpec, clockStart: DateTime, tagCount: Int) {
        profile = DayProfile(
            weekday: spec.weekday,
            weekend: spec.weekend,
            clockStart: clockStart
        )
        dwell = Law(spec.dwell)
        energy = spec.energy
        vehicles = spec.vehicles.map { kind in
            Kind(
                vehicle: Vehicle(
                    phases: UInt8(kind.phases),
                    milliamperes: Int32(kind.amperes * 1_000),
                    waits: SimDuration(kind.waits)
                ),
                share: kind.share
            )
        }
        strangers = spec.strangers
        tariff = spec.tariff.map { Tariff($0, clockStart: clockStart) }
        self.tagCount = tagCount
    }
}
