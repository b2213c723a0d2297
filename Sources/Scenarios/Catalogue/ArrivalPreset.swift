/// How cars come to one kind of place, as measured there.
package struct ArrivalPreset: Equatable, Sendable {
    package var id: String
    /// What kind of place it is.
    package var place: String
    package var arrivals: ArrivalSpec
    /// Where its figures come from.
    package var source: String
}

extension ArrivalPreset {
    package static let catalogue: [ArrivalPreset] = [.nlHome, .nlPublic, .nlWork]

    package static func named(_ id: String) -> ArrivalPreset? {
        catalogue.first { $0.id == id }
    }

    /// What a site gets that says nothing of its drivers.
    package static var usual: ArrivalPreset { .nlPublic }
}

extension ArrivalPreset {
    /// The values that the published quantiles of a preset stand for.
    private static let probabilities: [Double] =
        [1, 2, 5] + stride(from: 10, through: 90, by: 5) + [95, 98, 99]

    /// Quantiles from 0 to 100 % out of published ones, which reach from 1 to 99 %.
    ///
    /// Either end goes on as straight as the last two published points lie, and not below zero:
    /// the simplest guess that invents neither a longest stay nor a gap.
    static func quantiles(_ values: [Double], times unit: Double) -> Distribution {
        precondition(values.count == probabilities.count, "a value per published probability")
        let last = values.count - 1
        let least = max(0, 2 * values[0] - values[1])
        let most = 2 * values[last] - values[last - 1]
        let inner = zip(probabilities, values).map { ($0 / 100, $1) }
        let points = [(0, least)] + inner + [(1, most)]
        return .quantiles(points.map { Distribution.Quantile($0, $1 * unit) })
    }
}
