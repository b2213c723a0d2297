import Statistics

/// Values of two sides judged by themselves, without databases: what benchmarks and tests simulate.
package enum JudgedValues {
    /// The measures that are found worse, judged as one family.
    package static func worse(
        _ values: [(measure: Measure, base: [Double], new: [Double])],
        _ wishes: Comparison.Wishes = Comparison.Wishes()
    ) -> [Measure] {
        lines(values, wishes).filter { $0.verdict == .worse }.map(\.measure)
    }

    package static func lines(
        _ values: [(measure: Measure, base: [Double], new: [Double])],
        _ wishes: Comparison.Wishes = Comparison.Wishes()
    ) -> [ComparisonLine] {
        var lines = values.compactMap { ComparisonLine($0.measure, base: $0.base, new: $0.new) }
        let adjusted = Holm.adjusted(lines.map(\.probability))
        for index in lines.indices {
            lines[index].judge(
                adjusted: adjusted[index],
                family: lines.count,
                floor: wishes.floor(of: lines[index].measure)
            )
        }
        return lines
    }
}
