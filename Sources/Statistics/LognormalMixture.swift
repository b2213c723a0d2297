import CGSL

/// A mixture of log-normal laws, by the method that fits it best: expectation and maximisation.
package struct LognormalMixture: Equatable, Sendable {
    package struct Part: Equatable, Sendable {
        package var share: Double
        package var median: Double
        package var sigma: Double
    }

    /// In the order of their medians.
    package let parts: [Part]
    package let logLikelihood: Double

    package var freedom: Int { 3 * parts.count - 1 }

    /// Fits this many parts to positive values; nil where there are too few of them, or all are equal.
    package init?(_ sample: [Double], parts count: Int) {
        guard count > 0, sample.count >= 10 * count,
            sample.allSatisfy({ $0 > 0 && $0 < .infinity })
        else { return nil }
        let cells = Self.cells(sample.map { log($0) }.sorted())
        guard let first = cells.first, let last = cells.last, first.mean < last.mean else {
            return nil
        }
        let fits = Self.starts(cells, count).map {
            Self.improved($0, cells, rounds: Self.roundsToChoose)
        }
        guard let chosen = fits.max(by: { $0.likelihood < $1.likelihood }) else { return nil }
        let best = Self.improved(chosen.parts, cells, rounds: Self.maximumRounds)
        parts = best.parts.sorted { $0.mean < $1.mean }.map {
            Part(share: $0.share, median: exp($0.mean), sigma: $0.sd)
        }
        assert(parts.allSatisfy { $0.share >= 0 && $0.sigma > 0 }, "each part is a law")
        // Of the values, not of their logarithms.
        logLikelihood = best.likelihood - sample.reduce(0) { $0 + log($1) }
    }

    package func cumulative(_ value: Double) -> Double {
        parts.reduce(0) { sum, part in
            let law = ReferenceDistribution.lognormal(median: part.median, sigma: part.sigma)
            return sum + part.share * law.cumulative(value)
        }
    }
}

// Logarithms, of which each part is normal.
extension LognormalMixture {
    private struct Normal {
        var share: Double
        var mean: Double
        var sd: Double
    }

    /// Neighbours among the sorted values, taken together.
    private struct Cell {
        var weight: Double
        var mean: Double
    }

    private typealias Fit = (parts: [Normal], likelihood: Double)

    /// Narrower than this a part is a heap of equal values, and its likelihood has no bound.
    private static let minimumSD = 0.02
    private static let maximumCells = 2_000
    /// After so few rounds it shows which start leads furthest.
    private static let roundsToChoose = 40
    private static let maximumRounds = 500

    private static func cells(_ sorted: [Double]) -> [Cell] {
        let count = min(sorted.count, maximumCells)
        return (0..<count).map { cell in
            let members = sorted[
                (cell * sorted.count / count)..<((cell + 1) * sorted.count / count)
            ]
            let weight = Double(members.count)
            return Cell(weight: weight, mean: members.reduce(0, +) / weight)
        }
    }

    /// Parts side by side, cut in several ways: the method finds only the nearest best fit.
    private static func starts(_ cells: [Cell], _ count: Int) -> [[Normal]] {
        guard count > 1 else { return [[normal(cells[...], of: cells)]] }
        let cuts: [Double] = [0.15, 0.3, 0.5, 0.7, 0.85]
        let chosen = combinations(of: cuts, count - 1)
        return chosen.map { cuts in
            let edges = [0] + cuts.map { Int($0 * Double(cells.count)) } + [cells.count]
            return zip(edges, edges.dropFirst()).map { normal(cells[$0..<$1], of: cells) }
        }
    }

    private static func combinations(of values: [Double], _ count: Int) -> [[Double]] {
        guard count > 0 else { return [[]] }
        return values.indices.flatMap { index in
            combinations(of: Array(values[(index + 1)...]), count - 1).map { [values[index]] + $0 }
        }
    }

    private static func normal(_ members: ArraySlice<Cell>, of all: [Cell]) -> Normal {
        let weight = members.reduce(0) { $0 + $1.weight }
        let mean = members.reduce(0) { $0 + $1.weight * $1.mean } / weight
        let square = members.reduce(0) { sum, cell in
            sum + cell.weight * (cell.mean - mean) * (cell.mean - mean)
        }
        let whole = all.reduce(0) { $0 + $1.weight }
        let sd = max((square / weight).squareRoot(), minimumSD)
        return Normal(share: weight / whole, mean: mean, sd: sd)
    }

    private static func improved(_ start: [Normal], _ cells: [Cell], rounds: Int) -> Fit {
        var fit = step(start, cells)
        for _ in 0..<rounds {
            let next = step(fit.parts, cells)
            let gain = next.likelihood - fit.likelihood
            fit = next
            if gain < 1e-7 * abs(next.likelihood) { break }
        }
        return fit
    }

    /// One round: how likely each part made each value, and the parts that this makes likeliest.
    ///
    /// The likelihood is that of the parts as they came.
    private static func step(_ parts: [Normal], _ cells: [Cell]) -> Fit {
        var sums = Array(repeating: (weight: 0.0, first: 0.0, second: 0.0), count: parts.count)
        var likelihood = 0.0
        var densities = Array(repeating: 0.0, count: parts.count)
        for cell in cells {
            var whole = 0.0
            for (index, part) in parts.enumerated() {
                let score = (cell.mean - part.mean) / part.sd
                densities[index] = part.share / part.sd * exp(-score * score / 2)
                whole += densities[index]
            }
            guard whole > 0 else { continue }
            likelihood += cell.weight * (log(whole) - 0.918_938_533_204_672_7)
            for index in parts.indices {
                let weight = cell.weight * densities[index] / whole
                sums[index].weight += weight
                sums[index].first += weight * cell.mean
                sums[index].second += weight * cell.mean * cell.mean
            }
        }
        let whole = sums.reduce(0) { $0 + $1.weight }
        let next = zip(parts, sums).map { part, sum -> Normal in
            guard sum.weight > 0 else { return part }
            let mean = sum.first / sum.weight
            let variance = sum.second / sum.weight - mean * mean
            let sd = max(max(variance, 0).squareRoot(), minimumSD)
            return Normal(share: sum.weight / whole, mean: mean, sd: sd)
        }
        return (next, likelihood)
    }
}
