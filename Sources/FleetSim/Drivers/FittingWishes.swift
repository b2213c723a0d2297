import Scenarios

/// What drivers want who want no more than their cars take while they stay.
///
/// A log knows what was delivered. Taken for wishes and drawn apart from the stays, a part of them
/// would be cut off once more, by stays that are too short for them. So a wish is drawn by a law
/// up to what fits in the stay, and that law is the one with which the wishes of all stays together
/// have the law of what was delivered: where wishes do not depend on stays otherwise, it is the
/// product-limit law of truncated data (D. Lynden-Bell, 1971). What stays have no room for is cut
/// off that law (`RoomForWishes`).
struct FittingWishes: Sendable {
    /// The wishes by their normal scores, evenly spread over the grid.
    private let wishes: [Double]
    private let grid: Grid
    /// Stays in rising order, each as likely.
    private let stays: [Double]
    private let stayScores: [Double]
    private let copula: Copula

    /// How finely wishes are known by their normal scores, from -reach to reach.
    private struct Grid: Sendable {
        var reach: Double
        var perUnit: Double
        /// While the tie to the stays is sought.
        var perUnitToSeek: Double

        static let usual = Grid(reach: 6, perUnit: 16, perUnitToSeek: 4)
        /// Where wishes hardly fit, most of what is delivered is decided by few scores far below.
        static let fine = Grid(reach: 10, perUnit: 48, perUnitToSeek: 8)
    }

    /// Rank correlation: that of the stays and of what is delivered; zero asks for no more than
    /// that it fits.
    init(
        delivered: Distribution,
        stays: [Double],
        kinds: [ArrivalLaw.Kind],
        handling: Double,
        rankCorrelation: Double
    ) {
        let count = Double(stays.count)
        let scores = stays.indices.map { Elementary.inverseNormal((Double($0) + 0.5) / count) }
        let bounds = Self.bounds(stays, scores, kinds, handling)
        let room = RoomForWishes(bounds.map { ($0.maximum, $0.weight) })
        // Where all want more than any stay has room for, all are filled.
        let fillsAll = delivered.quantile(0) >= (bounds.first?.maximum ?? 0)
        let isTight = !fillsAll && room.isTooSmall(for: delivered)
        let law = Delivered(law: delivered, room: isTight ? room : nil)
        let known = (stays: stays, scores: scores)
        var grid = isTight ? Grid.fine : Grid.usual
        var tie = Self.tie(rankCorrelation, law, bounds, grid)
        if !isTight, tie < min(rankCorrelation, 0) - Self.strongReverse {
            let usual = FittingWishes(law, bounds, known, tie: tie, grid)
            guard usual.error(against: law, bounds) > Self.maximumError else {
                self = usual; return
            }
            grid = .fine
            tie = Self.tie(rankCorrelation, law, bounds, grid)
        }
        if grid.reach == Grid.fine.reach {
            tie = max(tie, min(rankCorrelation, 0) - Self.maximumReverse)
        }
        self = FittingWishes(law, bounds, known, tie: tie, grid)
    }

    private init(
        _ law: Delivered,
        _ bounds: [Bound],
        _ known: (stays: [Double], scores: [Double]),
        tie: Double,
        _ grid: Grid
    ) {
        (stays, stayScores) = known
        copula = Copula(rankCorrelation: tie)
        wishes = Self.sought(law, bounds, copula, grid, perUnit: grid.perUnit).wishes
        self.grid = grid
    }

    /// How far the mean of what is delivered is from that of the law, as a share of it.
    private func error(against law: Delivered, _ bounds: [Bound]) -> Double {
        var (delivered, asked) = (0.0, 0.0)
        for step in 0..<Self.draws {
            let draw = (Double(step) + 0.5) / Double(Self.draws)
            asked += law.quantile(draw)
            for bound in bounds {
                let index = Int((bound.rank + 0.5) * Double(stays.count))
                let wattHours = wattHours(stay: stays[index], atMost: bound.maximum, draw)
                delivered += bound.weight * wattHours
            }
        }
        return abs(delivered / asked - 1)
    }

    /// What a car takes in a number of seconds if nothing hinders it.
    static func maximumWattHours(_ vehicle: Vehicle, within seconds: Double) -> Double {
        let charging = seconds - Double(vehicle.waits.nanoseconds) / 1e9
        return max(charging, 0) / 3_600 * ArrivalLaw.nominalWatts(vehicle)
    }
}

// The law of the wishes.
extension FittingWishes {
    /// What fits in a stay, and the score of that stay.
    private struct Bound {
        var maximum: Double
        var stayScore: Double
        /// How many stays are shorter, from -1/2 to 1/2.
        var rank: Double
        var weight: Double
        /// How likely a wish keeps within it that knows of no bound, once that is known.
        var chance = 1.0
    }

    /// What is to be delivered: the law that is asked for, as far as there is room for it.
    private struct Delivered {
        var law: Distribution
        /// nil: there is room for all of it.
        var room: RoomForWishes?

        func quantile(_ probability: Double) -> Double {
            let asked = law.quantile(probability)
            return room.map { min(asked, $0.quantile(probability)) } ?? asked
        }
    }

    /// No law is asked for its greatest value.
    private static let almostOne = 1 - 1e-9
    /// Ties that are more against what is asked for may need the fine grid; where they do, they are no
    /// more than that: under a stronger one the wishes of neighbouring stays have nothing in common, and no law comes
    /// of them.
    private static let strongReverse = 0.3
    private static let maximumReverse = 0.5
    private static let maximumError = 0.03
    private static let draws = 32

    /// The tie of wishes to stays that makes a rank correlation of what is delivered.
    ///
    /// That energies fit makes one already, so that the tie is weaker, or even reverse.
    private static func tie(
        _ asked: Double,
        _ delivered: Delivered,
        _ bounds: [Bound],
        _ grid: Grid
    ) -> Double {
        guard asked != 0 else { return 0 }
        var (low, high) = (-0.95, 0.95)
        for _ in 0..<10 {
            let middle = (low + high) / 2
            let copula = Copula(rankCorrelation: middle)
            let outcome = sought(delivered, bounds, copula, grid, perUnit: grid.perUnitToSeek)
            (low, high) = outcome.rankCorrelation < asked ? (middle, high) : (low, middle)
        }
        return (low + high) / 2
    }

    /// Seeks the wishes from the greatest of them down.
    ///
    /// How many wishes there are below one depends on the bounds above it only: those below it hold
    /// all wishes of their stays there.
    private static func sought(
        _ delivered: Delivered,
        _ sorted: [Bound],
        _ copula: Copula,
        _ grid: Grid,
        perUnit: Double
    ) -> (wishes: [Double], rankCorrelation: Double) {
        var bounds = sorted
        var known = 0
        /// Of the bounds that are not known yet: their weight, and that of their ranks.
        var rest = bounds.reduce((weight: 0.0, rank: 0.0)) {
            ($0.weight + $1.weight, $0.rank + $1.weight * $1.rank)
        }
        // Wishes beyond the longest stay are none, however far the law reaches.
        let maximum = min(delivered.quantile(almostOne), (bounds.first?.maximum ?? 0) * almostOne)
        var above = (score: grid.reach, wish: maximum, share: 1.0, rank: 0.0)
        var wishes: [Double] = []
        var covariance = 0.0
        // From the highest score down: how many stays are too short for a wish depends on those above it.
        for knot in 0...Int(2 * grid.reach * perUnit) {
            let score = grid.reach - Double(knot) / perUnit
            var (wish, below) = (above.wish, rest)
            // A bound that becomes known changes what lies below, and so the wish; it is asked again until none
            // is added. Each turn adds one at least, so there is an end.
            while true {
                below = bounds[..<known].reduce(rest) { sum, bound in
                    let part = copula.chance(below: score, given: bound.stayScore) / bound.chance
                    let weight = bound.weight * min(part, 1)
                    return (sum.weight + weight, sum.rank + weight * bound.rank)
                }
                wish = min(delivered.quantile(min(below.weight, almostOne)), above.wish)
                let first = known
                while known < bounds.count, bounds[known].maximum > wish {
                    let maximum = bounds[known].maximum
                    let part =
                        maximum < above.wish ? (above.wish - maximum) / (above.wish - wish) : 0
                    let position = above.score + part * (score - above.score)
                    let chance = copula.chance(below: position, given: bounds[known].stayScore)
                    bounds[known].chance = max(chance, Double.leastNormalMagnitude)
                    rest.weight -= bounds[known].weight
                    rest.rank -= bounds[known].weight * bounds[known].rank
                    known += 1
                }
                if known == first { break }
            }
            // The longer stays are among those with less, the weaker is the tie.
            covariance -= (above.share - below.weight) * (above.rank + below.rank) / 2
            wishes.append(max(wish, 0))
            above = (score, wish, below.weight, below.rank)
        }
        assert(
            zip(wishes, wishes.dropFirst()).allSatisfy { $0 >= $1 },
            "wishes fall with their scores"
        )
        return (wishes.reversed(), 12 * covariance)
    }

    private static func bounds(
        _ stays: [Double],
        _ scores: [Double],
        _ kinds: [ArrivalLaw.Kind],
        _ handling: Double
    ) -> [Bound] {
        let count = Double(stays.count)
        let shares = kinds.reduce(0) { $0 + $1.share } * count
        return kinds.flatMap { kind in
            stays.indices.map { index in
                Bound(
                    maximum: maximumWattHours(kind.vehicle, within: stays[index] - handling),
                    stayScore: scores[index],
                    rank: (Double(index) + 0.5) / count - 0.5,
                    weight: kind.share / shares
                )
            }
        }.sorted { ($0.maximum, $0.stayScore) > ($1.maximum, $1.stayScore) }
    }
}

extension FittingWishes {
    /// The wish of a driver who stays so long, and whose car takes so much in that time.
    func wattHours(stay seconds: Double, atMost maximum: Double, _ draw: Double) -> Double {
        guard maximum > 0 else { return 0 }
        let given = stayScore(of: seconds)
        let chance = copula.chance(below: score(of: maximum), given: given)
        let score = copula.score(given: given, Elementary.inverseNormal(draw * chance))
        return min(wish(at: score), maximum)
    }

    private func wish(at score: Double) -> Double {
        let position = (score + grid.reach) * grid.perUnit
        guard position > 0 else { return wishes[0] }
        let below = Int(min(position, Double(wishes.count - 1)))
        guard below < wishes.count - 1 else { return wishes[wishes.count - 1] }
        return wishes[below] + (position - Double(below)) * (wishes[below + 1] - wishes[below])
    }

    private func score(of wish: Double) -> Double {
        let position = Self.position(of: wish, in: wishes)
        guard position < Double(wishes.count - 1) else { return 2 * grid.reach }
        return position / grid.perUnit - grid.reach
    }

    private func stayScore(of seconds: Double) -> Double {
        let position = Self.position(of: seconds, in: stays)
        let below = min(Int(position), stays.count - 1)
        let above = min(below + 1, stays.count - 1)
        return stayScores[below] + (position - Double(below))
            * (stayScores[above] - stayScores[below])
    }

    /// Where a value stands among rising ones, between two of them by parts.
    private static func position(of value: Double, in rising: [Double]) -> Double {
        var (low, high) = (0, rising.count)
        // As many are not above the value.
        while low < high {
            let middle = (low + high) / 2
            if rising[middle] <= value { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        guard low < rising.count else { return Double(rising.count - 1) }
        let width = rising[low] - rising[low - 1]
        return Double(low - 1) + (value - rising[low - 1]) / width
    }
}
