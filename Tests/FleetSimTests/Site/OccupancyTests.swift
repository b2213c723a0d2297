import Scenarios
import Testing

@testable import FleetSim

/// Drivers of a scenario at a site with more bays than they fill.
@Suite("sites with bays to spare, against M/G/∞")
struct OccupancyTests {
    /// How many cars stood there at each hour of a day, over many days.
    private struct Hours: SiteObserver {
        static var wantsTags: Bool { false }

        private var occupied: Int32 = 0
        private var next: Int64 = 0
        /// In the order of time, one for each hour.
        private(set) var counts: [Int32] = []

        mutating func record(_ state: SiteState) {
            while state.time.nanoseconds >= next {
                counts.append(occupied)
                next += 3_600_000_000_000
            }
            occupied = state.occupied
        }

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {}
    }

    private func site(_ edit: (inout ArrivalSpec) -> Void) throws -> SiteModel {
        var arrivals = ArrivalSpec()
        arrivals.handling = .none
        edit(&arrivals)
        var group = ChargerGroup(model: .named("generic-ac") ?? .fixture)
        group.count = 150
        var site = SiteSpec()
        site.chargers = [group]
        site.arrivals = arrivals
        return try SiteModel(
            site,
            number: 0,
            name: "site",
            clockStart: Timestamp(unixMilliseconds: 1_767_571_200_000)
        )
    }

    private func counts(_ site: SiteModel, days: Int, seed: UInt64) -> [Int32] {
        var engine = site.engine(seed: seed, observer: Hours())
        engine.run(through: .zero + .seconds(Int64(days) * 86_400))
        return engine.observer.counts
    }

    @Test(
        "as many cars are there as Poisson says, whatever the law of their stays",
        arguments: [
            Distribution.exponential(mean: 21_600), .constant(21_600),
            .weibull(shape: 0.5, scale: 10_800),
        ]
    )
    func steady(_ dwell: Distribution) throws {
        // Seven and a half an hour for six hours each: 45 on average.
        let site = try site {
            $0.perDay = 180
            $0.dwell = dwell
        }
        let runs = (1...24).map { counts(site, days: 60, seed: $0).dropFirst(15 * 24) }
        let mean = Replications { seed in
            let counts = runs[Int(seed) - 1]
            return Double(counts.reduce(0, +)) / Double(counts.count)
        }
        #expect(mean.reproduces(45), "\(mean)")
        // P95 of Poisson(45) is 56, P99 is 61.
        let above = Replications { seed in
            let counts = runs[Int(seed) - 1]
            return Double(counts.reduce(0) { $0 + ($1 > 56 ? 1 : 0) }) / Double(counts.count)
        }
        #expect(abs(above.mean - 0.0472554) <= 3.3 * above.standardError, "\(above)")
    }

    @Test(
        "where arrivals follow the hour, so do the cars that are there, with a lag",
        arguments: [
            (
                Distribution.exponential(mean: 21_600),
                [19.1275596, 36.9216105, 40.8724404, 23.0783895]
            ),
            (.constant(21_600), [14.7211255, 45.2788745, 45.2788745, 14.7211255]),
        ]
    )
    func daily(_ dwell: Distribution, _ exact: [Double]) throws {
        // Hour by hour the mean of 5 (1 + 0.8 sin) an hour.
        let wave = (0..<24).map { hour in
            let (one, other) = (Double(hour), Double(hour + 1))
            func cosine(_ hours: Double) -> Double {
                Elementary.cosineAndSine(degrees: 15 * hours).cosine
            }
            return 1 + 0.8 * (cosine(one) - cosine(other)) * 24 / (2 * 3.141592653589793)
        }
        let site = try site {
            $0.perDay = 120
            $0.weekday = wave
            $0.weekend = wave
            $0.dwell = dwell
        }
        let runs = (1...24).map { counts(site, days: 60, seed: $0) }
        for (index, expected) in exact.enumerated() {
            let found = Replications { seed in
                let counts = runs[Int(seed) - 1]
                let days = (5..<60).map { Double(counts[$0 * 24 + index * 6]) }
                return days.reduce(0, +) / Double(days.count)
            }
            #expect(found.reproduces(expected), "at \(index * 6) h: \(found)")
        }
    }
}

@Suite("the same drivers come to every design")
struct SameDriversTests {
    /// Who came and what he wanted, by number.
    private struct Drivers: SiteObserver, Equatable {
        static var wantsTags: Bool { true }

        struct Driver: Equatable {
            var number: Int32
            var arrived: SimTime
            var wanted: Int64
            var tag: String?
        }

        var drivers: [Driver] = []

        mutating func record(_ state: SiteState) {}

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            drivers.append(
                Driver(
                    number: session.visit,
                    arrived: session.arrived,
                    wanted: session.requestedMilliwattHours,
                    tag: session.tag
                )
            )
        }
    }

    private func drivers(bays: Int, limit: Double, sharing: SharingLaw) throws
        -> [Drivers.Driver]
    {
        var group = ChargerGroup(model: .named("generic-ac") ?? .fixture)
        group.count = bays
        var site = SiteSpec()
        site.chargers = [group]
        site.arrivals = ArrivalPreset.usual.arrivals
        site.arrivals.perDay = 60
        site.arrivals.patience = .exponential(mean: 1_800)
        var power = PowerSpec()
        power.limit = .currents(l1: limit, l2: limit, l3: limit)
        power.sharing = sharing
        site.power = power
        let model = try SiteModel(
            site,
            number: 0,
            name: "site",
            clockStart: Timestamp(unixMilliseconds: 1_767_571_200_000)
        )
        var engine = model.engine(seed: 11, observer: Drivers())
        engine.run(through: .zero + .seconds(14 * 86_400))
        // All of the first ten days are gone by then.
        return engine.observer.drivers
            .filter { $0.arrived < .zero + .seconds(5 * 86_400) }
            .sorted { $0.number < $1.number }
    }

    @Test("whatever the number of bays, the limit and the law")
    func commonRandomNumbers() throws {
        let some = try drivers(bays: 20, limit: 63, sharing: .maxMin)
        #expect(some.count > 200)
        for (bays, limit, law) in [
            (4, 63.0, SharingLaw.maxMin), (60, 63, .maxMin), (20, 16, .rotation),
            (20, 400, .uncontrolled), (8, 32, .earliestDeadline), (20, 40, .leastLaxity),
        ] {
            #expect(try drivers(bays: bays, limit: limit, sharing: law) == some, "\(bays) \(law)")
        }
    }
}

extension ChargerModel {
    fileprivate static let fixture = ChargerModel(
        id: "fixture",
        vendor: "Vendor",
        model: "Model",
        firmware: "1",
        source: "the tests"
    )
}
