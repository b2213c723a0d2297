import Scenarios

/// The quantiles of a law by normal scores, made ready for many draws.
///
/// Where a quantile has to be sought, those at evenly spread scores are known beforehand: between
/// two of them it is found in two or three steps.
struct ScoreCurve {
    private static let reach = 8.0
    private static let knotsPerUnit = 4.0

    private let law: Distribution
    private let sought: SoughtLaw?
    /// Logarithms of quantiles, at scores from -reach to reach; none for a law with a formula.
    private let knots: [Double]

    init(_ law: Distribution) {
        self.law = law
        let sought = SoughtLaw(law)
        self.sought = sought
        let last = Int(2 * Self.reach * Self.knotsPerUnit)
        let knots = (0...last).compactMap { knot in
            sought?.logQuantile(score: Double(knot) / Self.knotsPerUnit - Self.reach)
        }
        self.knots = knots.allSatisfy(\.isFinite) ? knots : []
    }

    /// The value that the law stays below as often as a standard normal variable stays below z.
    func value(score z: Double) -> Double {
        let position = (z + Self.reach) * Self.knotsPerUnit
        guard let sought, position >= 0, position < Double(knots.count - 1) else {
            return law.quantile(score: z)
        }
        let knot = Int(position)
        let (low, high) = (knots[knot], knots[knot + 1])
        let start = low + (position - Double(knot)) * (high - low)
        return Elementary.exp(sought.logQuantile(score: z, from: start, within: (low, high)))
    }

    /// One draw makes one value, and a larger draw a larger one.
    func sample(using random: inout RandomStream) -> Double {
        guard sought != nil else { return law.sample(using: &random) }
        return value(score: Elementary.inverseNormal(random.unit()))
    }
}
