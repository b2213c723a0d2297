import Scenarios

/// How long cars stay, by the hour of the week at which they come.
struct StayLaws: Sendable {
    /// The law of hours without one of their own, and those of the others.
    private let curves: [ScoreCurve]
    /// Which of them each hour of the week has; none where all have the first.
    private let places: [UInt16]

    init(_ spec: ArrivalSpec) {
        curves = [ScoreCurve(spec.dwell)] + spec.dwellByHour.map { ScoreCurve($0.dwell) }
        var places = Array(repeating: UInt16(0), count: spec.dwellByHour.isEmpty ? 0 : 168)
        for (row, law) in spec.dwellByHour.enumerated() {
            for hour in law.hoursOfWeek { places[hour] = UInt16(clamping: row + 1) }
        }
        self.places = places
    }

    /// Whether a stay has the same law at any hour.
    var isAlike: Bool { places.isEmpty }

    /// The law at an hour of the week, from Monday's midnight on.
    subscript(hour: Int) -> ScoreCurve { curves[isAlike ? 0 : Int(places[hour])] }
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
            if isAlike { return Self.scores(Self.count).map { curves[0].value(score: $0) } }
            var weights = Array(repeating: 0.0, count: curves.count)
            for (place, share) in zip(places, shares) { weights[Int(place)] += share }
            let stays = zip(curves, weights).flatMap { curve, weight in
                Self.scores(Self.count / 2).map { (stay: curve.value(score: $0), weight) }
            }
            return Self.quantiles(of: stays)
        case .clock(let law, let shortest):
            let times = Self.scores(Self.count / 4).map { law.distribution.quantile(score: $0) }
            let least = Double(shortest.nanoseconds) / 1e9
            let stays = shares.enumerated().flatMap { hour, share in
                times.map { time -> (stay: Double, weight: Double) in
                    let left = (time - (Double(hour % 24) + 0.5) * 3_600) / 86_400
                    return (max((left - left.rounded(.down)) * 86_400, least), share)
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
        return quantiles
    }
}
