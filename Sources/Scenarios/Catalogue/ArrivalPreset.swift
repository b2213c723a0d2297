/// How cars come to one kind of place, as measured there.
package struct ArrivalPreset: Equatable, Sendable {
    package var id: String
    /// What kind of place it is.
    package var place: String
    package var arrivals: ArrivalSpec
    /// What the laws of `arrivals` stand for; nil where nobody has measured.
    package var measured: Measured?
    /// Where its figures come from.
    package var source: String
    /// What a user should know of the figures, a sentence each.
    package var remarks: [String]

    /// What was found in the sessions of a place.
    package struct Measured: Equatable, Sendable {
        /// How many there were; nil where only tables are published.
        package var sessions: Int?
        /// Values at `probabilities`.
        package var dwellHours: [Double]
        package var energyKWh: [Double]
        package var dwellMean: Double
        package var energyMean: Double
        /// The rank correlation of energy and dwell, by Spearman.
        package var correlation: Double?
    }

    /// Whether its figures are guesses that only keep a place.
    package var isIllustrative: Bool { measured == nil }
}

extension ArrivalPreset {
    package static let catalogue: [ArrivalPreset] = [
        .nlHome, .nlPublic, .nlWork, .norwayPrivate, .norwayShared, .jpl, .caltech, .timeLimit,
        .dc50, .highway,
    ]

    package static func named(_ id: String) -> ArrivalPreset? {
        catalogue.first { $0.id == id }
    }

    /// What a site gets that says nothing of its drivers.
    package static var usual: ArrivalPreset { .nlPublic }
}

extension ArrivalPreset {
    /// A preset whose laws are the measured quantiles, until the rest says otherwise.
    init(
        id: String,
        place: String,
        source: String,
        weekday: [Double],
        weekend: [Double]?,
        measured: Measured?,
        remarks: [String],
        _ refine: (inout ArrivalSpec) -> Void
    ) {
        var arrivals = ArrivalSpec()
        arrivals.weekday = weekday
        arrivals.weekend = weekend
        if let measured {
            arrivals.dwell = Self.quantiles(measured.dwellHours, times: 3600)
            arrivals.energy = Self.quantiles(measured.energyKWh, times: 1000)
        }
        refine(&arrivals)
        self.init(
            id: id,
            place: place,
            arrivals: arrivals,
            measured: measured,
            source: source,
            remarks: remarks
        )
    }

    /// The probabilities of which quantiles are published.
    package static let probabilities: [Double] =
        ([1, 2, 5] + stride(from: 10, through: 90, by: 5) + [95, 98, 99]).map { $0 / 100 }

    /// Quantiles from 0 to 100 % out of published ones, which reach from 1 to 99 %.
    ///
    /// Either end goes on as straight as the last two published points lie, and not below zero:
    /// the simplest guess that invents neither a longest stay nor a gap.
    package static func quantiles(_ values: [Double], times unit: Double) -> Distribution {
        precondition(values.count == probabilities.count, "a value per published probability")
        let last = values.count - 1
        let least = max(0, 2 * values[0] - values[1])
        let most = 2 * values[last] - values[last - 1]
        let points = [(0, least)] + Array(zip(probabilities, values)) + [(1, most)]
        return .quantiles(points.map { Distribution.Quantile($0, $1 * unit) })
    }
}
