import Scenarios

/// How much stays have room for, apart from what drivers want.
///
/// No law of what is delivered lies above that of what fits. If it came up to it, the longest
/// stays would have to be those of the greatest wishes, one by one, and no law of wishes makes
/// that: then all drivers would want more than fits. So a part of those who have room for more
/// than so much wants no more than that, and the rest of what is asked for is cut off.
struct RoomForWishes: Sendable {
    /// Shares that may want more than belongs to them, rising.
    private let shares: [Double]
    private let wattHours: [Double]

    /// Of those who have room for more than so much, as large a part wants more at most.
    ///
    /// The larger it is, the further down are the scores that decide about wishes. This one leaves up
    /// to a tenth of the energy undelivered where each stay would have to be filled to have it all.
    private static let maximum = 0.92
    /// The shortest stays bind no wishes but their own.
    private static let shareOfAll = 0.95

    /// What fits in each stay, the greatest first, and how much it weighs; all weigh 1.
    init(_ bounds: [(wattHours: Double, weight: Double)]) {
        var (shares, wattHours): ([Double], [Double]) = ([], [])
        var above = 0.0
        for bound in bounds where above <= Self.shareOfAll {
            shares.append(Self.maximum * above)
            wattHours.append(bound.wattHours)
            above += bound.weight
        }
        assert(
            zip(wattHours, wattHours.dropFirst()).allSatisfy { $0 >= $1 },
            "the greatest comes first"
        )
        (self.shares, self.wattHours) = (shares, wattHours)
    }

    /// Whether a law asks for more than there is room for, beyond what the longest stays cut off anyway.
    func isTooSmall(for law: Distribution) -> Bool {
        zip(shares, wattHours).dropFirst().contains { law.quantile(1 - $0) > $1 }
    }

    /// What a share of all want at most.
    func quantile(_ probability: Double) -> Double {
        let above = 1 - probability
        // The rest want no more than those before them: a law rises.
        guard let last = shares.last, above < last else { return wattHours.last ?? .infinity }
        // As many shares are not above it; the first is zero.
        var (low, high) = (1, shares.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if shares[middle] <= above { low = middle + 1 } else { high = middle }
        }
        let part = (above - shares[low - 1]) / (shares[low] - shares[low - 1])
        return wattHours[low - 1] + part * (wattHours[low] - wattHours[low - 1])
    }
}
