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

    /// What is seen in a bucket is not told apart, so a bound stands for the whole of its bucket.
    private static func bucket(of value: Double) -> Int {
        value < 0 ? -1 : Histogram.level(of: Int64(min(value.rounded(.down), 1e15)))
    }
}
