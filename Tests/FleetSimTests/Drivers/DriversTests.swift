import Scenarios
import Statistics
import Testing

@testable import FleetSim

@Suite struct `drivers` {
    private static let hour = 3600e9

    private func visits(
        days: Int64,
        bays: Int = 10,
        seed: UInt64 = 5,
        _ change: (inout ArrivalSpec) -> Void
    ) throws -> [Visit] {
        var spec = ArrivalSpec()
        spec.perDay = 40
        change(&spec)
        // A Monday.
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 100)
        var arrivals = Arrivals(law, bays: bays, site: 1, seed: seed)
        var visits: [Visit] = []
        while let visit = arrivals.next(), visit.arrived < .zero + .seconds(days * 86_400) {
            visits.append(visit)
        }
        return visits
    }

    private func stays(_ visits: [Visit]) -> [Double] {
        visits.map { visit in
            let departure = visit.departs(takingBayAt: visit.arrived) ?? visit.arrived
            return Double((departure - visit.arrived).nanoseconds) / Self.hour
        }
    }

    private func energies(_ visits: [Visit]) -> [Double] {
        visits.map { Double($0.demandMilliwattHours) }
    }

    @Test(arguments: [0.24, 0.57, -0.4])
    func `want energy that has its law and the correlation with the stay that was asked for`(
        correlation: Double
    ) throws {
        let visits = try visits(days: 500) {
            $0.correlation = correlation
            $0.dwell = .mixture([
                .init(0.4, median: 7_200, sigma: 1), .init(0.6, median: 50_000, sigma: 0.3),
            ])
            $0.energy = .weibull(shape: 1.1, scale: 25_000)
        }
        let energies = energies(visits)
        let spearman = try #require(RankCorrelation.spearman(stays(visits), energies))
        #expect(abs(spearman - correlation) < 3.3 / Double(visits.count).squareRoot())
        let law = ReferenceDistribution.weibull(shape: 1.1, scale: 25e6)
        let fit = try #require(KolmogorovSmirnov(energies, cumulative: law.cumulative))
        #expect(fit.pValue > 0.01)
    }

    @Test func `stay as long as before when their energy comes to depend on it`() throws {
        let free = try visits(days: 20) { $0.correlation = 0 }
        let tied = try visits(days: 20) { $0.correlation = 0.5 }
        for (one, other) in zip(stays(free), stays(tied)) { #expect(abs(one - other) < 1e-9) }
        #expect(energies(free) != energies(tied))
    }

    @Test func `stay the shorter the later they come, where the hour decides`() throws {
        let visits = try visits(days: 400) { spec in
            spec.weekday = (0..<24).map { (6..<18).contains($0) ? 1 : 0 }
            spec.weekend = spec.weekday
            spec.arrivalCorrelation = -0.73
            spec.dwell = .lognormal(median: 6 * 3600, sigma: 0.5)
        }
        let hours = visits.map { Double($0.arrived.nanoseconds) / Self.hour }
            .map { $0.truncatingRemainder(dividingBy: 24) }
        let spearman = try #require(RankCorrelation.spearman(hours, stays(visits)))
        #expect(abs(spearman + 0.73) < 3.3 / Double(visits.count).squareRoot())
        let law = ReferenceDistribution.lognormal(median: 6, sigma: 0.5)
        let fit = try #require(KolmogorovSmirnov(stays(visits), cumulative: law.cumulative))
        #expect(fit.pValue > 0.01)
    }

    @Test func `come in as varied numbers as the days have`() throws {
        let visits = try visits(days: 2_800) { spec in
            spec.overdispersion = 3.6
            spec.weekendRate = 0.25
        }
        var counts = Array(repeating: 0.0, count: 2_800)
        for visit in visits { counts[Int(visit.arrived.nanoseconds / 86_400_000_000_000)] += 1 }
        for (days, mean) in [(0..<5, 40.0), (5..<7, 10)] {
            let ofKind = counts.enumerated().filter { days.contains($0.offset % 7) }.map(\.element)
            let estimate = try #require(MeanEstimate(ofKind))
            #expect(abs(estimate.mean - mean) < 3.3 * estimate.standardError)
            // The sampling error of a variance over 800 days is about 5 %.
            #expect(abs(estimate.sd * estimate.sd / estimate.mean / 3.6 - 1) < 0.17)
        }
    }

    @Test func `are the same whatever waits for them, and whatever else is said of them`() throws {
        let plain = try visits(days: 30, bays: 2) { _ in }
        #expect(try visits(days: 30, bays: 200) { _ in } == plain)
        let patient = try visits(days: 30) {
            $0.patience = .exponential(mean: 600)
            $0.balksAt = 3
            $0.misstatement = .normal(mean: -2_880, sd: 11_340)
        }
        #expect(patient.allSatisfy { $0.patience > .zero && $0.balksAt == 3 })
        #expect(Set(patient.map(\.misstatement)).count == patient.count)
        let stripped = patient.map { visit in
            var visit = visit
            visit.patience = .zero
            visit.balksAt = .max
            visit.misstatement = .zero
            return visit
        }
        #expect(stripped == plain)
    }

    @Test func `state a departure that is early or late, as the law has it`() throws {
        let visits = try visits(days: 300) { $0.misstatement = .normal(mean: -2_880, sd: 11_340) }
        let errors = visits.map { Double($0.misstatement.nanoseconds) / 1e9 }
        let law = ReferenceDistribution.normal(mean: -2_880, sd: 11_340)
        let fit = try #require(KolmogorovSmirnov(errors, cumulative: law.cumulative))
        #expect(fit.pValue > 0.01)
    }

    @Test func `leave by the clock, but not before the shortest stay`() throws {
        let visits = try visits(days: 60) {
            $0.leaving = .clock(at: .normal(mean: 17 * 3600, sd: 1800), shortestStay: .seconds(900))
        }
        var stays = 0
        for visit in visits {
            guard case .at(let departure) = visit.leaving else {
                Issue.record("\(visit.leaving)")
                return
            }
            let stay = departure - visit.arrived
            #expect(stay >= .seconds(900))
            #expect(stay <= .seconds(86_400))
            let clock = Double(departure.nanoseconds) / Self.hour
            if stay > .seconds(900) {
                #expect(abs(clock.truncatingRemainder(dividingBy: 24) - 17) < 2.5)
            } else {
                stays += 1
            }
        }
        #expect(stays > 0 && stays < visits.count / 20)
    }

    @Test func `leave by the same clock on the morning after it was put forward`() throws {
        var spec = ArrivalSpec()
        spec.timeZone.offset = .seconds(3600)
        spec.timeZone.daylightSaving = .eu
        // Saturday, eight in the evening in Amsterdam; on Sunday seven o'clock is 5:00 UTC.
        let start = try #require(DateTime("2026-03-28T19:00:00Z"))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 1)
        let departure = law.departure(at: .seconds(7 * 3600), after: .zero)
        #expect(departure == SimTime.zero + .seconds(10 * 3600))
    }

    @Test func `leave as planned or so long after they got a bay, or when the car is full`() throws
    {
        let planned = try visits(days: 3) { $0.leaving = .asPlanned }
        let after = try visits(days: 3) { $0.leaving = .afterDwell }
        #expect(stays(planned) == stays(after))
        let late = SimDuration.seconds(1_800)
        for (one, other) in zip(planned, after) {
            let start = one.arrived + late
            let patient = try #require(other.departs(takingBayAt: start))
            let punctual = try #require(one.departs(takingBayAt: start))
            #expect(max(punctual + late, start + late) == max(patient, start + late))
        }
        let full = try visits(days: 3) { $0.leaving = .full(overstay: .constant(300)) }
        #expect(full.allSatisfy { $0.leaving == .whenFull(then: .seconds(300)) })
    }

    @Test func `handle cables as fast as they are told to`() throws {
        let visits = try visits(days: 3) { $0.handling = .none }
        for visit in visits {
            #expect(visit.plugsAfter == .zero)
            #expect(visit.identifiesAfter == .zero)
            #expect(visit.unplugsAfter == .zero)
        }
    }

    @Test func `come on each day of the week at its rate`() throws {
        let visits = try visits(days: 700) {
            $0.dayRates = [1, 1, 1, 1, 1.3, 1, 1.3]
        }
        var counts = Array(repeating: 0.0, count: 7)
        for visit in visits { counts[Int(visit.arrived.nanoseconds / 86_400_000_000_000 % 7)] += 1 }
        for (count, rate) in zip(counts, [1, 1, 1, 1, 1.3, 1, 1.3]) {
            #expect(abs(count - 4_000 * rate) < 3.3 * (4_000 * rate).squareRoot())
        }
    }
}
