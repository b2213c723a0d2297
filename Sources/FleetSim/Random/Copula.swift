/// Ties quantities to each other by their ranks and leaves each its own law: Gauss's copula.
struct Copula {
    /// The correlation of the normal scores.
    private let correlation: Double
    /// How much of a score is its own.
    private let rest: Double

    /// Two quantities with a rank correlation by Spearman from -1 to 1.
    init(rankCorrelation: Double) {
        // Of normal scores with the correlation r, Spearman's is 6/π · arcsin(r/2).
        let angle = 30 * min(max(rankCorrelation, -1), 1)
        correlation = 2 * Elementary.cosineAndSine(degrees: angle).sine
        rest = max(0, 1 - correlation * correlation).squareRoot()
        assert(abs(correlation) <= 1 + 1e-9, "scores are tied no closer than to themselves")
    }

    /// Whether there is nothing to tie.
    var isNone: Bool { correlation == 0 }

    /// The score of the second quantity: from that of the first, and one that is independent.
    func score(given first: Double, _ own: Double) -> Double {
        correlation * first + rest * own
    }

    /// How likely the score of the second quantity stays below a bound, given that of the first.
    func chance(below bound: Double, given first: Double) -> Double {
        Elementary.normal((bound - correlation * first) / max(rest, Self.minimumRest))
    }

    /// A perfect tie is taken for a very strong one where a chance is asked for.
    private static let minimumRest = 1e-3
}
