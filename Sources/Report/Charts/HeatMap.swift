import Glibc

/// How often what values came up over simulated time: the stronger the colour of a cell, the more often.
///
/// Cells are shaded by the logarithm of their counts in a few steps, each of which is one path.
struct HeatMap {
    var title: String
    var unit: String
    var axis: TimeAxis
    /// The edges of the rows in microseconds, rising; one more than there are rows.
    var rows: [Double]
    /// The time at which each column begins, and last where the last one ends.
    var columns: [Int]
    /// Counts by column, then row.
    var counts: [[Int]]
    var words: String

    var html: String {
        let greatest = counts.lazy.flatMap(\.self).max() ?? 0
        guard greatest > 0 else { return "" }
        assert(counts.allSatisfy { $0.count + 1 == rows.count }, "each row has two edges")
        assert(rows == rows.sorted(), "a row begins where the one below it ends")
        let used = counts.reduce(into: Set<Int>()) { rows, column in
            for (row, count) in column.enumerated() where count > 0 { rows.insert(row) }
        }
        guard let first = used.min(), let last = used.max() else { return "" }
        var paths = Array(repeating: "", count: Self.levels)
        let height = Plot.height / Double(last - first + 1)
        for (column, counts) in counts.enumerated() where column + 1 < columns.count {
            let left = axis.x(columns[column])
            // Both edges are written as the neighbours write them: no seam is left between cells.
            let right = axis.x(columns[column + 1]).inSVG
            for row in first...last where counts[row] > 0 {
                let top = (Double(last - row) * height).inSVG
                let bottom = (Double(last - row + 1) * height).inSVG
                let cell = "M\(left.inSVG) \(top)H\(right)V\(bottom)H\(left.inSVG)z"
                paths[Self.level(counts[row], of: greatest)] += cell
            }
        }
        let cells = paths.enumerated().map { level, path in
            path.isEmpty ? "" : "<path class=\"cell c\(level)\" d=\"\(path)\"/>"
        }
        return Plot(
            title: title,
            unit: unit,
            words: words,
            layers: cells + axis.marks,
            across: axis.labels,
            down: labels(from: first, through: last),
            notes: axis.notes,
            data: "{\"q\":\"time\",\"s\":[]}"
        ).html
    }

    /// A label at each power of ten among the edges of the rows.
    private func labels(from first: Int, through last: Int) -> [Plot.Label] {
        let count = Double(last - first + 1)
        return (first...last + 1).filter { edge in
            let power = log10(rows[edge])
            return abs(power - power.rounded()) < 0.01
        }.map { edge in
            Plot.Label(
                at: Double(edge - first) / count,
                text: Figures.briefSpan(microseconds: rows[edge], trimmed: true)
            )
        }
    }

    private static let levels = 7

    private static func level(_ count: Int, of greatest: Int) -> Int {
        assert(0 < count && count <= greatest, "no cell is darker than the darkest")
        guard greatest > 1 else { return levels - 1 }
        let share = log(Double(count)) / log(Double(greatest))
        return min(Int(share * Double(levels)), levels - 1)
    }
}
