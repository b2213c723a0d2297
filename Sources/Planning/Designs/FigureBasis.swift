import FleetSim
import Scenarios

/// What a figure of a design is the mean of, and so how replications are put together.
enum FigureBasis {
    /// A share or mean over all that one kind of thing there was: replications weigh by how much.
    case shareOf(Weight)
    case meanOf(Weight)
    /// A quantile of what was seen in all replications together.
    case quantile(Double, of: Seen)
    /// A figure of a whole horizon, such as its peak: each replication is one.
    case perHorizon

    /// What there was of something in a replication.
    enum Weight: Int, CaseIterable {
        case time, arrivals, joined, requestedEnergy, rated
    }

    /// What was seen how often, or for how long.
    enum Seen: Int, CaseIterable {
        case waits, satisfaction, load, occupied, line
    }
}

extension FigureBasis.Seen {
    /// What a level stands for, in the unit of the figures made of it.
    func value(atLevel level: Int) -> Double {
        switch self {
        case .waits: Histogram.value(atLevel: level) / 1e3
        case .satisfaction: Histogram.value(atLevel: level) / 1e3
        case .load: Histogram.value(atLevel: level)
        case .occupied, .line: Double(level)
        }
    }

    /// The highest level that is not above a value.
    func level(upTo value: Double) -> Int {
        switch self {
        case .waits, .satisfaction: Self.bucket(of: value * 1e3)
        case .load: Self.bucket(of: value)
        case .occupied, .line: Int(max(-1, min(value.rounded(.down), 1e9)))
        }
    }

    /// The highest level that is below a value, or below the bucket that the value lies in.
    func level(below value: Double) -> Int {
        switch self {
        case .waits, .satisfaction, .load: level(upTo: value) - 1
        case .occupied, .line: Int(max(-1, min(value.rounded(.up), 1e9))) - 1
        }
    }

    /// What is seen in a bucket is not told apart, so a bound stands for the whole of its bucket.
    private static func bucket(of value: Double) -> Int {
        // A number of thousandths that a detour over its unit has left a last bit short is that number.
        let whole = (value * (1 + 1e-12)).rounded(.down)
        return value < 0 ? -1 : Histogram.level(of: Int64(min(whole, 1e15)))
    }
}

extension PlanTarget {
    /// Whether the figure of a single horizon keeps it.
    ///
    /// A quantile is known to its bucket, there as over all horizons together: the two must not disagree.
    func holds(for value: Double) -> Bool {
        switch figure.basis {
        case .quantile(_, let seen):
            let own = seen.level(upTo: value)
            let last = isAtMost == isStrict ? seen.level(below: bound) : seen.level(upTo: bound)
            return (own <= last) == isAtMost
        case .shareOf, .meanOf, .perHorizon:
            guard isAtMost else { return isStrict ? value > bound : value >= bound }
            return isStrict ? value < bound : value <= bound
        }
    }
}
