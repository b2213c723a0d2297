/// Whether counts can come from expected shares: Pearson's test of goodness of fit.
package struct ChiSquare: Equatable, Sendable {
    /// The sum of the squared deviations, each over what was expected.
    package let statistic: Double
    /// The number of cells that were free to differ.
    package let freedom: Int
    /// How often counts of those shares deviate at least so much.
    package let pValue: Double

    /// Compares counts with weights, cell by cell; nil when there is nothing to compare.
    ///
    /// The weights are scaled to the sum of the counts; each must be positive. The test holds where
    /// about five or more are expected in every cell.
    package init?(observed: [Int], weights: [Double]) {
        guard observed.count == weights.count, observed.count > 1 else { return nil }
        let (total, weight) = (Double(observed.reduce(0, +)), weights.reduce(0, +))
        guard total > 0, weight < .infinity, weights.allSatisfy({ $0 > 0 }) else { return nil }
        statistic = zip(observed, weights).reduce(0) { sum, cell in
            let expected = cell.1 / weight * total
            let deviation = Double(cell.0) - expected
            return sum + deviation * deviation / expected
        }
        freedom = observed.count - 1
        pValue = ReferenceDistribution.chiSquare(freedom: Double(freedom)).survival(statistic)
        assert(!(statistic < 0), "squares add up to no negative number")
    }
}
