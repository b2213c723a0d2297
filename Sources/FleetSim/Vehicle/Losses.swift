import Scenarios

// What of the power at the plug reaches the battery.
extension Losses {
    /// Whether all of it does.
    ///
    /// A switch, since `!=` of an enum with words compares the words.
    var areNone: Bool {
        switch self {
        case .none: true
        case .typical: false
        }
    }

    /// The part that does, from 0 to 1, for a current on each of this many phases.
    ///
    /// Weighed by how many cars are registered (EV2Gym 2.0's table of efficiencies): what cars need
    /// besides charging is the same at 6 A as at 32, so that charging slowly costs.
    func efficiency(milliamperes: Int64, phases: UInt8) -> Double {
        switch self {
        case .none: 1
        case .typical:
            Self.interpolate(phases == 1 ? Self.onePhase : Self.morePhases, at: milliamperes)
        }
    }

    private static let onePhase: [(milliamperes: Int64, efficiency: Double)] = [
        (6_000, 0.756), (8_000, 0.793), (10_000, 0.824), (12_000, 0.835), (16_000, 0.862),
        (20_000, 0.869), (24_000, 0.883), (32_000, 0.891),
    ]
    private static let morePhases: [(milliamperes: Int64, efficiency: Double)] = [
        (6_000, 0.877), (8_000, 0.882), (10_000, 0.903), (16_000, 0.903),
    ]

    private static func interpolate(
        _ table: [(milliamperes: Int64, efficiency: Double)],
        at milliamperes: Int64
    ) -> Double {
        guard let above = table.firstIndex(where: { $0.milliamperes >= milliamperes }) else {
            return table[table.count - 1].efficiency
        }
        guard above > 0 else { return table[0].efficiency }
        let (low, high) = (table[above - 1], table[above])
        let part =
            Double(milliamperes - low.milliamperes) / Double(high.milliamperes - low.milliamperes)
        return low.efficiency + part * (high.efficiency - low.efficiency)
    }
}
