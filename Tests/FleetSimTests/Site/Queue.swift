@testable import FleetSim

/// A queue as textbooks have it, played at a site: bays are servers, and plugging in takes no time.
struct Queue {
    enum Line {
        /// A driver who finds no bay goes on.
        case none
        /// At most a number in line, and each of them patient for a time drawn from a law.
        case waits(atMost: Int32 = .max, patience: ((inout RandomStream) -> Double)? = nil)
    }

    var bays: Int
    /// Per unit of time, of an endless population.
    var rate: Double
    var service: (inout RandomStream) -> Double
    var line = Line.waits()

    /// What a unit of time is: as long as a mean service in the field.
    static let unit = 3_600.0

    static func exponential(_ mean: Double) -> (inout RandomStream) -> Double {
        { -mean * Elementary.ln($0.unit()) }
    }

    static func constant(_ value: Double) -> (inout RandomStream) -> Double { { _ in value } }

    /// With a squared coefficient of variation.
    static func lognormal(_ mean: Double, scv: Double) -> (inout RandomStream) -> Double {
        let variance = Elementary.ln(1 + scv)
        return { stream in
            let (cosine, _) = Elementary.cosineAndSine(degrees: 360 * stream.unit())
            let normal = (-2 * Elementary.ln(stream.unit())).squareRoot() * cosine
            return mean * Elementary.exp(variance.squareRoot() * normal - variance / 2)
        }
    }

    /// The sum of exponential stages.
    static func erlang(_ mean: Double, stages: Int) -> (inout RandomStream) -> Double {
        { stream in
            var sum = 0.0
            for _ in 0..<stages { sum -= Elementary.ln(stream.unit()) }
            return sum * mean / Double(stages)
        }
    }

    static func span(_ units: Double) -> SimDuration {
        SimDuration(nanoseconds: Int64(units * unit * 1e9))
    }

    /// Customers, the first of them to an empty site.
    func visits(_ count: Int, seed: UInt64) -> [Visit] {
        var gaps = RandomStream(seed: seed, entity: 0, purpose: .arrivalGap)
        var services = RandomStream(seed: seed, entity: 0, purpose: .dwell)
        var patiences = RandomStream(seed: seed, entity: 0, purpose: .think)
        var clock = 0.0
        return (0..<count).map { index in
            clock -= Elementary.ln(gaps.unit()) / rate
            var visit = Visit.atOnce(
                Int32(index),
                at: .zero + Self.span(clock),
                .after(Self.span(service(&services)))
            )
            if case .waits(let maximum, let patience) = line {
                visit.balksAt = maximum
                let span = patience.map { Self.span($0(&patiences)) }
                visit.patience = span ?? SimDuration(nanoseconds: .max / 4)
            }
            return visit
        }
    }

    /// The waits and losses of customers, without the first tenth of them.
    func run(_ count: Int, seed: UInt64) -> Outcome {
        let visits = visits(count, seed: seed)
        var engine = SiteEngine(
            .equal(bays),
            source: .listed(visits[...], seed: seed),
            observer: Outcome(after: Int32(count / 10))
        )
        engine.run(through: .distantFuture)
        return engine.observer
    }

    /// Sums over customers, and over time between the first and the last arrival that count.
    struct Outcome: SiteObserver {
        static var wantsTags: Bool { false }

        let after: Int32
        var arrivals = 0
        var waited = 0
        var balked = 0
        var reneged = 0
        var waits: [Double] = []
        var stays = 0.0
        var served = 0

        init(after: Int32 = 0) { self.after = after }

        mutating func record(_ state: SiteState) {}

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            guard session.visit >= after else { return }
            arrivals += 1
            let wait = Double(account.waited.nanoseconds) / 1e9 / Queue.unit
            if account.waited > .zero { waited += 1 }
            switch session.outcome {
            case .balked: balked += 1
            case .reneged: reneged += 1
            default:
                served += 1
                waits.append(wait)
                let left = session.left ?? session.arrived
                stays += Double((left - session.arrived).nanoseconds) / 1e9 / Queue.unit
            }
        }

        var meanWait: Double { waits.reduce(0, +) / Double(max(1, waits.count)) }
        var meanStay: Double { stays / Double(max(1, served)) }
        var partWaited: Double { Double(waited) / Double(max(1, arrivals)) }
        var partBalked: Double { Double(balked) / Double(max(1, arrivals)) }
        var partReneged: Double { Double(reneged) / Double(max(1, arrivals)) }

        func partWaitedLonger(than bound: Double) -> Double {
            Double(waits.reduce(0) { $0 + ($1 > bound ? 1 : 0) }) / Double(max(1, waits.count))
        }
    }
}

extension Visit {
    /// A driver who is as quick as in a textbook, with a car that wants nothing.
    static func atOnce(_ index: Int32, at time: SimTime, _ leaving: Leaving) -> Visit {
        Visit(
            site: 0,
            index: index,
            arrived: time,
            leaving: leaving,
            demandMilliwattHours: 0,
            vehicle: Vehicle(phases: 1, milliamperes: 1_000_000),
            token: TokenList.token(0, seed: 0),
            plugsAfter: .zero,
            identifiesAfter: .zero,
            unplugsAfter: .zero
        )
    }
}

extension SiteLayout {
    /// Bays, each with a charger of its own that gives a current on one line.
    static func equal(_ count: Int, milliamperes: Int32 = 32_000, phases: UInt8 = 1) -> SiteLayout {
        SiteLayout(
            bays: (0..<count).map { index in
                Bay(
                    outlet: Outlet(
                        phases: phases,
                        milliamperes: milliamperes,
                        volts: 230,
                        hasLock: true,
                        isDirect: false
                    ),
                    charger: Int32(index),
                    connector: 1
                )
            },
            connectors: Array(repeating: 1, count: count)
        )
    }
}

extension SiteElectricity {
    /// How bays share power where no car goes by the sun, and what flowed is not told.
    static func plain(
        _ sharing: PowerSharing,
        flows: [Flow] = [],
        meter: LoadMeter = LoadMeter(interval: .zero, delay: .zero)
    ) -> SiteElectricity {
        SiteElectricity(
            sharing,
            flows: flows,
            meter: meter,
            usage: nil,
            sun: SunFollowing((0..<sharing.supply.outletCount).map { _ in (nil, 230) }),
            volts: 230
        )
    }
}
