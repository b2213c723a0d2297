/// Whether two rows of counts can come from the same shares: Pearson's test of homogeneity.
package struct Homogeneity: Equatable, Sendable {
    package let statistic: Double
    package let freedom: Int
    package let pValue: Double
    /// How far the shares differ, whatever the counts: Cramér's V, from 0 to 1.
    package let effect: Double

    /// Compares two rows cell by cell; cells with less than ten in both are taken together.
    ///
    /// Nil where less than two cells are left, or a row is empty.
    package init?(_ first: [Int], _ second: [Int]) {
        guard first.count == second.count else { return nil }
        let cells = Self.large(zip(first, second).map { (Double($0), Double($1)) })
        let sums = cells.reduce((0.0, 0.0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        guard cells.count > 1, sums.0 > 0, sums.1 > 0 else { return nil }
        let whole = sums.0 + sums.1
        statistic = cells.reduce(0) { statistic, cell in
            let both = cell.0 + cell.1
            let expected = (both * sums.0 / whole, both * sums.1 / whole)
            let deviation = cell.0 - expected.0
            return statistic + deviation * deviation * (1 / expected.0 + 1 / expected.1)
        }
        freedom = cells.count - 1
        pValue = ReferenceDistribution.chiSquare(freedom: Double(freedom)).survival(statistic)
        effect = (statistic / whole).squareRoot()
        assert(statistic >= 0 && effect <= 1 + 1e-9, "Cramér's V lies between 0 and 1")
    }

    private static func large(_ cells: [(Double, Double)]) -> [(Double, Double)] {
        var large = cells.filter { $0.0 + $0.1 >= 10 }
        let rest = cells.filter { $0.0 + $0.1 < 10 }.reduce((0.0, 0.0)) {
            ($0.0 + $1.0, $0.1 + $1.1)
        }
        if rest.0 + rest.1 > 0 {
            if rest.0 + rest.1 >= 10 || large.isEmpty {
                large.append(rest)
            } else {
                large[large.count - 1].0 += rest.0
                large[large.count - 1].1 += rest.1
            }
        }
        return large
    }
}
