import FleetSim
import Scenarios
import Statistics

/// What one replication of a design came to.
package struct Replication: Equatable, Sendable {
    /// By the index of each figure; nil: there was nothing to measure.
    package let values: [Double?]
    /// The share of the time with each number of occupied bays, from none on.
    package let occupancy: [Double]
    /// For each node of the tree: the share of the time in which it limited a car.
    package let binding: [Double]
    /// For each half hour of the day its mean power, in watts, and mean number of occupied bays; empty
    /// where one of them was never measured.
    package let dayLoad: [Double]
    package let dayBays: [Double]

    /// By the index of each kind of weight: how much of it there was, and how many independent things
    /// that is at best.
    private let weights: [Double]
    private let units: [Double]
    /// By the index of what was seen.
    private let spreads: [Spread]

    package init(_ tally: SiteTally, connectedWatts: Double) {
        let measures = SiteMeasures(tally, connectedWatts: connectedWatts)
        values = measures.values
        occupancy = StateTimes(tally.occupied).shares
        let span = Double(tally.span.nanoseconds)
        binding = tally.bindingNanoseconds.map { span > 0 ? Double($0) / span : 0 }
        let (watts, bays) = (tally.day.watts, tally.day.bays)
        dayLoad = watts.contains(nil) ? [] : watts.compactMap(\.self)
        dayBays = bays.contains(nil) ? [] : bays.compactMap(\.self)
        weights = FigureBasis.Weight.allCases.map(measures.weight)
        units = FigureBasis.Weight.allCases.map(measures.units)
        spreads = FigureBasis.Seen.allCases.map(measures.spread)
        assert(binding.allSatisfy { 0...1 + 1e-9 ~= $0 }, "a limit holds for a share of the time")
        assert(
            occupancy.isEmpty || abs(occupancy.reduce(0, +) - 1) < 1e-6,
            "shares of all the time"
        )
    }

    package subscript(figure: PlanFigure) -> Double? { values[figure.index] }

    func weight(_ weight: FigureBasis.Weight) -> Double { weights[weight.rawValue] }

    func units(_ weight: FigureBasis.Weight) -> Double { units[weight.rawValue] }

    func spread(_ seen: FigureBasis.Seen) -> Spread { spreads[seen.rawValue] }
}
