import FleetSim
import Foundation
import Testing

@testable import Report

@Suite struct `the percentiles of two sides` {
    private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]

    /// Runs whose times differ far more from seed to seed than from side to side; the second side is in another order.
    private func compared(
        _ kind: RunKind
    ) throws -> (table: Table, line: ComparisonLine) {
        let made = try Made()
        let times = Self.seeds.map { Int64($0) * 200 }
        let old = try made.runs("old.sqlite", times, kind: kind, seeds: Self.seeds)
        let new = try made.runs(
            "new.sqlite",
            times.reversed().map { $0 * 11 / 10 },
            kind: kind,
            seeds: Self.seeds.reversed()
        )
        let sides = try [old, new].map { try ComparisonSide([.init(parsing: $0)]) }
        let comparison = try Comparison(sides[0], [sides[1]], .init())
        let line = comparison.pairings[0].lines.first { $0.measure.text == "p99" }
        let chart = PercentileShiftChart(sides[0], sides[1], action: nil)
        return (try #require(chart).table, try #require(line))
    }

    @Test(arguments: [(RunKind.live, ComparisonLine.Basis.pairs), (.virtual, .exact)])
    func `differ as the measures that are judged`(
        kind: RunKind,
        basis: ComparisonLine.Basis
    ) throws {
        let (table, line) = try compared(kind)
        #expect(line.basis == basis)
        let row = table.markdown.split(separator: "\n").first { $0.hasPrefix("| p99 ") }
        let cells = try #require(row).split(separator: "|")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(cells.suffix(2) == [line.shownChange, line.shownInterval])
        #expect(line.shownChange.hasPrefix("+"))
    }
}
