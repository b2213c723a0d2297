import Scenarios
import Statistics
import Testing

@testable import FleetSim

/// Drivers who want no more than their cars take while they stay.
@Suite struct `delivered energies` {
    private func visits(
        days: Int64 = 400,
        _ change: (inout ArrivalSpec) -> Void
    ) throws -> [Visit] {
        var spec = ArrivalSpec()
        spec.perDay = 40
        spec.energyIsDelivered = true
        spec.dwell = .lognormal(median: 3 * 3_600, sigma: 0.9)
        spec.energy = .weibull(shape: 1.2, scale: 14_000)
        change(&spec)
        // A Monday.
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 100)
        var arrivals = Arrivals(law, bays: 10, site: 1, seed: 5)
        var visits: [Visit] = []
        while let visit = arrivals.next(), visit.arrived < .zero + .seconds(days * 86_400) {
            visits.append(visit)
        }
        return visits
    }

    private func stay(_ visit: Visit) -> Double {
        let departure = visit.departs(takingBayAt: visit.arrived) ?? visit.arrived
        return Double((departure - visit.arrived).nanoseconds) / 1e9
    }

    private func maximum(_ visit: Visit) -> Double {
        let handling = Double((visit.plugsAfter + visit.identifiesAfter).nanoseconds) / 1e9
        return max(0, stay(visit) - handling) / 3_600 * ArrivalLaw.nominalWatts(visit.vehicle)
    }

    private func wattHours(_ visits: [Visit]) -> [Double] {
        visits.map { Double($0.demandMilliwattHours) / 1_000 }
    }

    @Test(arguments: [0, 0.3, 0.5, 0.7])
    func `have their law, fit in their stays, and go with them as asked`(
        correlation: Double
    ) throws {
        let visits = try visits { $0.correlation = correlation }
        #expect(visits.allSatisfy { Double($0.demandMilliwattHours) <= maximum($0) * 1_000 + 1 })
        let energies = wattHours(visits)
        let law = ReferenceDistribution.weibull(shape: 1.2, scale: 14_000)
        let fit = try #require(KolmogorovSmirnov(energies, cumulative: law.cumulative))
        #expect(fit.distance < 0.015, "\(fit)")
        guard correlation != 0 else { return }
        let found = try #require(RankCorrelation.spearman(visits.map(stay), energies))
        #expect(abs(found - correlation) < 0.03)
    }

    @Test func `cut nothing off, where wishes drawn apart from the stays are cut by an eighth`()
        throws
    {
        func delivered(_ visits: [Visit]) -> Double {
            let asked = wattHours(visits)
            let taken = zip(asked, visits).reduce(0) { $0 + min($1.0, maximum($1.1)) }
            return taken / asked.reduce(0, +)
        }
        #expect(try delivered(visits { _ in }) > 0.999_999)
        #expect(try delivered(visits { $0.energyIsDelivered = false }) < 0.88)
    }

    @Test func `leave the stays as they are`() throws {
        let tied = try visits(days: 20) { $0.correlation = 0.4 }
        let free = try visits(days: 20) {
            $0.correlation = 0.4
            $0.energyIsDelivered = false
        }
        #expect(tied.map(stay) == free.map(stay))
    }

    @Test func `fit in stays by the hour, and in those that the clock ends`() throws {
        for change: (inout ArrivalSpec) -> Void in [
            { $0.dwellByHour = [HourlyDwell(.all, from: 6, until: 12, dwell: .constant(32_400))] },
            {
                $0.leaving = .clock(
                    at: .normal(mean: 17 * 3_600, sd: 1_800),
                    shortestStay: .seconds(900)
                )
            },
        ] {
            let visits = try visits(change)
            #expect(
                visits.allSatisfy { Double($0.demandMilliwattHours) <= maximum($0) * 1_000 + 1 }
            )
            let law = ReferenceDistribution.weibull(shape: 1.2, scale: 14_000)
            let fit = try #require(
                KolmogorovSmirnov(wattHours(visits), cumulative: law.cumulative)
            )
            #expect(fit.distance < 0.02, "\(fit)")
        }
    }

    @Test func `that no stay has room for are what fits`() throws {
        let visits = try visits(days: 50) {
            $0.energy = .constant(40_000)
            $0.dwell = .constant(7_200)
            $0.handling = .none
        }
        for visit in visits {
            #expect(abs(Double(visit.demandMilliwattHours) - maximum(visit) * 1_000) < 2_000)
        }
    }

    @Test func `are wishes for drivers who leave when their cars are full`() throws {
        let visits = try visits { $0.leaving = .full(overstay: .constant(0)) }
        let law = ReferenceDistribution.weibull(shape: 1.2, scale: 14_000)
        let fit = try #require(KolmogorovSmirnov(wattHours(visits), cumulative: law.cumulative))
        #expect(fit.pValue > 0.01)
    }
}

@Suite struct `stays by the hour` {
    @Test func `are those of the hour and the day at which a car comes`() throws {
        var spec = ArrivalSpec()
        spec.perDay = 48
        spec.dwell = .constant(600)
        spec.dwellByHour = [
            HourlyDwell(.weekdays, from: 22, until: 2, dwell: .constant(1_200)),
            HourlyDwell(.sunday, from: 0, until: 24, dwell: .constant(1_800)),
        ]
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 100)
        var arrivals = Arrivals(law, bays: 10, site: 1, seed: 5)
        for _ in 0..<2_000 {
            let next = arrivals.next()
            let visit = try #require(next)
            let hour = Int(visit.arrived.nanoseconds / 3_600_000_000_000) % 168
            let isLate = hour < 120 && (hour % 24 >= 22 || hour % 24 < 2)
            let expected: Int64 = hour >= 144 ? 1_800 : isLate ? 1_200 : 600
            #expect(visit.leaving == .after(.seconds(expected)))
        }
    }

    @Test func `end near a time of the day, where they go with the minute of arrival`() throws {
        func spread(_ correlation: Double) throws -> (spread: Double, stays: [Double]) {
            var spec = ArrivalSpec()
            spec.perDay = 48
            spec.weekday = (0..<24).map { (7..<9).contains($0) ? 1 : 0 }
            spec.dayRates = [1, 1, 1, 1, 1, 0, 0]
            spec.dwellByHour = [
                HourlyDwell(
                    .weekdays,
                    from: 7,
                    until: 9,
                    dwell: .uniform(from: 8 * 3_600, to: 10 * 3_600),
                    arrivalCorrelation: correlation
                )
            ]
            let start = try #require(DateTime("2026-03-02T00:00:00Z"))
            let law = ArrivalLaw(spec, clockStart: start, tagCount: 100)
            var arrivals = Arrivals(law, bays: 10, site: 1, seed: 5)
            var (stays, ends): ([Double], [Double]) = ([], [])
            for _ in 0..<4_000 {
                guard let visit = arrivals.next(),
                    let left = visit.departs(takingBayAt: visit.arrived)
                else { break }
                stays.append(Double((left - visit.arrived).nanoseconds) / 3.6e12)
                ends.append(Double(left.nanoseconds % 86_400_000_000_000) / 3.6e12)
            }
            return (try #require(MeanEstimate(ends)).sd, stays)
        }
        let (tied, free) = (try spread(-0.95), try spread(0))
        #expect(tied.spread < 0.25 * free.spread)
        let law = ReferenceDistribution.uniform(from: 8, to: 10)
        let fit = try #require(KolmogorovSmirnov(tied.stays, cumulative: law.cumulative))
        #expect(fit.pValue > 0.01)
    }

    @Test func `and Sundays with hours of their own come when they say`() throws {
        var spec = ArrivalSpec()
        spec.perDay = 48
        spec.sunday = (0..<24).map { $0 == 10 ? 1 : 0 }
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 100)
        var arrivals = Arrivals(law, bays: 10, site: 1, seed: 5)
        var (sundays, saturdays) = (0, Set<Int>())
        for _ in 0..<3_360 {
            let next = arrivals.next()
            let visit = try #require(next)
            let hour = Int(visit.arrived.nanoseconds / 3_600_000_000_000) % 168
            if hour >= 144 {
                #expect(hour == 154)
                sundays += 1
            } else if hour >= 120 {
                saturdays.insert(hour)
            }
        }
        #expect(abs(sundays - 480) < 73)
        #expect(saturdays.count == 24)
    }
}
