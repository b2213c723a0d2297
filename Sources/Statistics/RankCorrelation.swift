import CGSL

/// How far two quantities rise with each other, whatever their laws: Spearman's coefficient.
package enum RankCorrelation {
    /// From -1 to 1; nil for less than three pairs, or where either quantity never varies.
    package static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
        guard first.count == second.count, first.count > 2 else { return nil }
        var work = Array(repeating: 0.0, count: 2 * first.count)
        let value = GSL.evaluate {
            gsl_stats_spearman(first, 1, second, 1, first.count, &work)
        }
        assert(!(abs(value) > 1 + 1e-9), "a coefficient lies between -1 and 1")
        return value.isFinite ? value : nil
    }
}
