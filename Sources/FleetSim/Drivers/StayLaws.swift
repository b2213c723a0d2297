import Scenarios

/// How long cars stay, by the hour of the week at which they come.
struct StayLaws: Sendable {
    private struct Row: Sendable {
        var curve: ScoreCurve
        /// Of the time of arrival within these hours and the stay.
        var tie: Copula
        /// Hours of the day; those above 24 are of the day after.
        var hours: Range<Int>
    }

    /// The law of hours without one of their own, and those of the others.
    private let rows: [Row]
    /// Which of them each hour of the week has; none where all have the first.
    private let indices: [UInt16]
    /// Whether no stay depends on the moment of arrival, but for the hour.
    let isFree: Bool

    init(_ spec: ArrivalSpec) {
        let usual = Row(
            curve: ScoreCurve(spec.dwell),
            tie: Copula(rankCorrelation: spec.arrivalCorrelation),
            hours: 0..<24
        )
        rows =
            [usual]
            + spec.dwellByHour.map { law in
                Row(
                    curve: ScoreCurve(law.dwell),
                    tie: Copula(rankCorrelation: law.arrivalCorrelation),
                    hours: law.from..<law.from + law.hours.count
                )
            }
        isFree = rows.allSatisfy(\.tie.isNone)
        var indices = Array(repeating: UInt16(0), count: spec.dwellByHour.isEmpty ? 0 : 168)
        for (row, law) in spec.dwellByHour.enumerated() {
            for hour in law.hoursOfWeek { indices[hour] = UInt16(clamping: row + 1) }
        }
        self.indices = indices
    }

    /// Whether a stay has the same law at any hour.
    var isAlike: Bool { indices.isEmpty }

    /// The law at an hour of the week, from Monday's midnight on.
    subscript(hour: Int) -> ScoreCurve { row(hour).curve }

    private func row(_ hour: Int) -> Row { rows[isAlike ? 0 : Int(indices[hour])] }

    /// The score of a stay that begins in an hour of the week of which a part is over, out of one
    /// that knows of no time.
    func score(_ own: Double, atHour hour: Int, _ part: Double, _ profile: DayProfile) -> Double {
        let row = row(hour)
        guard !row.tie.isNone else { return own }
        let rank = profile.rank(ofHour: hour, part, among: row.hours)
        // Neither end of the hours has an infinite score.
        let inside = min(max(rank, 0x1p-53), 1 - 0x1p-53)
        return row.tie.score(given: Elementary.inverseNormal(inside), own)
    }
}

extension StayLaws {
    /// As many quantiles stand for the stays of all cars.
    static let count = 128

    /// Evenly spread quantiles of what drivers mean to stay, in seconds; nil where they stay until
    /// their cars are full.
    ///
    /// A law of all hours has them at once. Others are put together of the hours of the week, each
    /// with its share of the arrivals.
    func planned(_ leaving: ArrivalLaw.Leaving, _ shares: [Double]) -> [Double]? {
        switch leaving {
        case .full:
            return nil
        case .afterDwell, .asPlanned:
            if isAlike { return Self.scores(Self.count).map { rows[0].curve.value(score: $0) } }
            var weights = Array(repeating: 0.0, count: rows.count)
            for (index, share) in zip(indices, shares) { weights[Int(index)] += share }
            let stays = zip(rows, weights).flatMap { row, weight in
                Self.scores(Self.count / 2).map { (stay: row.curve.value(score: $0), weight) }
            }
            return Self.quantiles(of: stays)
        case .clock(let law, let shortest):
            let times = Self.scores(Self.count / 4).map { law.distribution.quantile(score: $0) }
            let minimum = Double(shortest.nanoseconds) / 1e9
            let stays = shares.enumerated().flatMap { hour, share in
                times.map { time -> (stay: Double, weight: Double) in
                    let left = (time - (Double(hour % 24) + 0.5) * 3_600) / 86_400
                    return (max((left - left.rounded(.down)) * 86_400, minimum), share)
                }
            }
            return Self.quantiles(of: stays)
        }
    }

    private static func scores(_ count: Int) -> [Double] {
        (0..<count).map { Elementary.inverseNormal((Double($0) + 0.5) / Double(count)) }
    }

    private static func quantiles(of stays: [(stay: Double, weight: Double)]) -> [Double] {
        let sorted = stays.filter { $0.weight > 0 }.sorted { $0.stay < $1.stay }
        let whole = sorted.reduce(0) { $0 + $1.weight }
        var quantiles: [Double] = []
        var sum = 0.0
        for (stay, weight) in sorted {
            sum += weight
            while quantiles.count < count,
                sum >= (Double(quantiles.count) + 0.5) / Double(count) * whole
            {
                quantiles.append(stay)
            }
        }
        assert(sorted.isEmpty || quantiles.count == count, "each quantile is reached")
        return quantiles
    }
}
