/// How cars come to one kind of place, as measured there.
package struct ArrivalPreset: Equatable, Sendable {
    package var id: String
    /// What kind of place it is.
    package var location: String
    package var arrivals: ArrivalSpec
    /// What the laws of `arrivals` stand for; nil where no measurements are published.
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
        /// The greatest ones, where they are published.
        package var maximumHours: Double?
        package var maximumKWh: Double?
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
        location: String,
        source: String,
        weekday: [Double],
        weekend: [Double]?,
        measured: Measured?,
        remarks: [String],
        _ refine: (inout ArrivalSpec) -> Void
    ) {
        assert(weekday.count == 24 && weekend?.count ?? 24 == 24, "an hour has its weight")
        var arrivals = ArrivalSpec()
        arrivals.weekday = weekday
        arrivals.weekend = weekend
        if let measured {
            arrivals.dwell = Self.quantiles(
                measured.dwellHours,
                upTo: measured.maximumHours,
                mean: measured.dwellMean,
                times: 3600
            )
            arrivals.energy = Self.quantiles(
                measured.energyKWh,
                upTo: measured.maximumKWh,
                mean: measured.energyMean,
                times: 1000
            )
            arrivals.energyIsDelivered = true
        }
        refine(&arrivals)
        self.init(
            id: id,
            location: location,
            arrivals: arrivals,
            measured: measured,
            source: source,
            remarks: measured == nil ? remarks : remarks + [Self.delivered]
        )
    }

    /// How what is delivered comes to be what was measured.
    private static let delivered = """
        Energies are those that were delivered: no driver wants more than his car takes in \
        his stay, and wishes are drawn up to that by the law that gives all of them together the published \
        one. Cars that are too slow for all of it take less. docs/presets.md has what comes of it beside the \
        source.
        """

    /// The probabilities of which quantiles are published.
    package static let probabilities: [Double] =
        ([1, 2, 5] + stride(from: 10, through: 90, by: 5) + [95, 98, 99]).map { $0 / 100 }

    /// Quantiles from 0 to 100 % out of published ones, which reach from 1 to 99 %.
    ///
    /// The lower end goes on as straight as the first two points lie, and not below zero. The upper
    /// one reaches to the greatest value, where that is published, and otherwise so far that the
    /// table has the published mean: it is in the last percent that a table of quantiles loses it.
    package static func quantiles(
        _ values: [Double],
        upTo greatest: Double?,
        mean: Double,
        times unit: Double
    ) -> Distribution {
        precondition(values.count == probabilities.count, "a value per published probability")
        assert(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }, "quantiles rise")
        let last = values.count - 1
        let minimum = max(0, 2 * values[0] - values[1])
        let known = [(0, minimum)] + Array(zip(probabilities, values))
        let straight = 2 * values[last] - values[last - 1]
        let maximum = greatest ?? end(of: known, mean: mean) ?? straight
        return .quantiles((known + [(1, maximum)]).map { Distribution.Quantile($0, $1 * unit) })
    }

    /// The value at 100 % that makes a mean; nil where it is less than what is known.
    private static func end(of known: [(Double, Double)], mean: Double) -> Double? {
        guard let last = known.last else { return nil }
        let area = zip(known, known.dropFirst()).reduce(0) { sum, ends in
            sum + (ends.1.0 - ends.0.0) * (ends.0.1 + ends.1.1) / 2
        }
        let end = 2 * (mean - area) / (1 - last.0) - last.1
        return end >= last.1 ? end : nil
    }
}
