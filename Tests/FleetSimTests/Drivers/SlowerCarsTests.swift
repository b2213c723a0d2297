import Scenarios
import Testing

@testable import FleetSim

/// Presets with other cars than those of their sources.
@Suite struct `energies that were delivered, with slower cars` {
    private static let presets = ArrivalPreset.catalogue.filter { preset in
        guard case .full = preset.arrivals.leaving else { return preset.measured != nil }
        return false
    }
    /// Phases and amperes, in the order of their power.
    private static let cars = [
        (1, 10), (1, 13), (1, 16), (1, 20), (1, 25), (3, 10), (1, 32), (3, 13), (3, 16), (3, 32),
    ]
    private static let visits = 20_000

    /// What drivers want on average, and what cars could take at most if the longest stays were those of
    /// the greatest energies, in watt-hours.
    private struct Taken {
        var mean: Double
        var maximum: Double
        /// The most for cars of four fifths of that power.
        var maximumOfSlower: Double
    }

    private func taken(
        _ preset: ArrivalPreset,
        _ car: (phases: Int, amperes: Int)
    ) throws -> Taken {
        var spec = preset.arrivals
        (spec.users, spec.perDay, spec.overdispersion) = (nil, 1_000, 1)
        spec.vehicles = [
            VehicleSpec(phases: car.phases, amperes: Double(car.amperes), share: 1)
        ]
        // A Monday.
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 100)
        var arrivals = Arrivals(law, bays: 10, site: 1, seed: 5)
        var (wishes, beyond) = (0.0, 0)
        var room: [Double] = []
        while room.count < Self.visits, let visit = arrivals.next() {
            let left = visit.departs(takingBayAt: visit.arrived) ?? visit.arrived
            let ready = visit.arrived + visit.plugsAfter + visit.identifiesAfter
            let seconds = Double((left - ready).nanoseconds) / 1e9
            let maximum = FittingWishes.maximumWattHours(visit.vehicle, within: seconds)
            let wish = Double(visit.demandMilliwattHours) / 1_000
            if wish > maximum + 1 { beyond += 1 }
            wishes += wish
            room.append(maximum)
        }
        #expect(beyond == 0, "no driver wants more than fits")
        room.sort()
        var (maximum, maximumOfSlower) = (0.0, 0.0)
        for (index, fits) in room.enumerated() {
            let asked = spec.energy.quantile((Double(index) + 0.5) / Double(Self.visits))
            maximum += min(asked, fits)
            maximumOfSlower += min(asked, 0.8 * fits)
        }
        let count = Double(Self.visits)
        return Taken(
            mean: wishes / count,
            maximum: maximum / count,
            maximumOfSlower: maximumOfSlower / count
        )
    }

    @Test(arguments: presets.map(\.id))
    func `are the source's as far as stays permit, and never more`(id: String) throws {
        let preset = try #require(ArrivalPreset.named(id))
        let source = preset.arrivals.energy.mean
        let all = try Self.cars.map { try taken(preset, $0) }
        let fastest = try #require(all.last).mean
        #expect(abs(fastest / source - 1) < 0.03)
        var slower = 0.0
        for (car, one) in zip(Self.cars, all) {
            let said = "\(car): \(one), source \(source)"
            // The same seed makes the same drivers, whose chance to be frugal is the same for all cars.
            let mean = one.mean / fastest * source
            #expect(mean <= 1.02 * source, "\(said)")
            #expect(mean <= 1.03 * one.maximum, "\(said)")
            #expect(mean >= 0.9 * one.maximum, "\(said)")
            if one.maximumOfSlower > 0.999 * source {
                #expect(abs(mean / source - 1) < 0.03, "\(said)")
            }
            #expect(mean >= 0.985 * slower, "\(said)")
            slower = mean
        }
    }

    @Test(arguments: [-0.5, 0, 0.5])
    func `have the law that is asked for up to where stays end`(correlation: Double) throws {
        // Half of the energies fit in no stay.
        let wishes = FittingWishes(
            delivered: .uniform(from: 0, to: 40_000),
            stays: Array(repeating: 7_200, count: StayLaws.count),
            kinds: [.init(vehicle: Vehicle(phases: 1, milliamperes: 43_478), share: 1)],
            handling: 0,
            rankCorrelation: correlation
        )
        let drawn = (0..<1_000).map { index in
            wishes.wattHours(stay: 7_200, atMost: 20_000, (Double(index) + 0.5) / 1_000)
        }
        #expect(drawn.allSatisfy { (0...20_000).contains($0) })
        #expect(zip(drawn, drawn.dropFirst()).allSatisfy { $0 <= $1 })
        guard correlation == 0 else { return }
        for (index, wish) in drawn.enumerated() {
            #expect(abs(wish - min(40 * (Double(index) + 0.5), 20_000)) < 200)
        }
    }
}
