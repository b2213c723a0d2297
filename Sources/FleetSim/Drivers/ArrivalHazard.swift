/// How likely a user comes at each time who is away, in bins of equal length.
///
/// No user comes while his car is there. Where arrivals at the rate a(t) have it there at time t with
/// the probability b(t), a user who is away has to come at the rate a(t) / (1 − b(t)): then the rate
/// over all time is a(t), hour by hour, however long he stays.
struct ArrivalHazard: Sendable {
    /// In an hour.
    static let binsPerHour = 4
    static let binLength = LocalClock.hour / Int64(binsPerHour)
    static let binsPerDay = 24 * binsPerHour
    static let binsPerWeek = 7 * binsPerDay

    /// The arrivals in each bin, on average over all time.
    private let arrivals: [Double]
    /// The probability that the user is away, at the beginning of each bin and the end of the last.
    private let away: [Double]
    /// The integral of the hazard up to each bin, and over all of them.
    private let sums: [Double]

    /// A user who should have come for certain is away hardly ever; that he does not come then is
    /// rarer than this.
    private static let minimumAway = 1e-12
    /// Who has not come in a bin with so much hazard, one in 10^27, comes at its end.
    private static let maximum = 64.0

    /// From how likely the car is there, at the beginning of each bin and the end of the last.
    init(arrivals: [Double], present: [Double]) {
        precondition(present.count == arrivals.count + 1)
        self.arrivals = arrivals
        away = present.map { max(1 - $0, Self.minimumAway) }
        var sums = [0.0]
        for (bin, count) in arrivals.enumerated() {
            let hazard = Self.integral(count, away[bin], away[bin + 1], upTo: 1)
            assert(hazard >= 0, "no user comes less often than never")
            sums.append(sums[bin] + min(hazard, Self.maximum))
        }
        self.sums = sums
    }

    var total: Double { sums[arrivals.count] }

    /// The integral up to a position in the bins.
    func sum(before position: Double) -> Double {
        assert(0...Double(arrivals.count) ~= position, "a position in the bins")
        let bin = min(Int(position), arrivals.count - 1)
        let whole = sums[bin + 1] - sums[bin]
        let part = Self.integral(
            arrivals[bin],
            away[bin],
            away[bin + 1],
            upTo: position - Double(bin)
        )
        return sums[bin] + min(part, whole)
    }

    /// The position by which the integral has come to a sum that is less than the total.
    func position(of sum: Double) -> Double {
        assert(sum >= 0, "a hazard is gathered from nothing on")
        var (low, high) = (0, arrivals.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if sums[middle] <= sum { low = middle } else { high = middle }
        }
        let rest = sum - sums[low]
        let part = Self.part(of: rest, arrivals[low], away[low], away[low + 1])
        return Double(low) + min(max(part, 0), 1)
    }

    /// Of `arrivals / away` over a part of a bin in which `away` runs straight from one end to the
    /// other.
    private static func integral(
        _ arrivals: Double,
        _ first: Double,
        _ last: Double,
        upTo part: Double
    ) -> Double {
        let change = last - first
        // A straight line that is next to level has the logarithm lose its digits.
        guard abs(change) > 1e-9 * first else { return arrivals * part / first }
        return arrivals / change * Elementary.ln((first + change * part) / first)
    }

    private static func part(
        of integral: Double,
        _ arrivals: Double,
        _ first: Double,
        _ last: Double
    ) -> Double {
        guard arrivals > 0 else { return 1 }
        let change = last - first
        guard abs(change) > 1e-9 * first else { return integral * first / arrivals }
        return first / change * (Elementary.exp(integral * change / arrivals) - 1)
    }
}
