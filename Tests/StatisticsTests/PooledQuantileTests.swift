import Statistics
import Testing

@Suite struct `quantiles of what all replications saw` {
    private func spread(_ levels: [Int: Double]) -> Spread {
        var spread = Spread()
        for level in levels.keys.sorted() { spread.add(levels[level] ?? 0, at: level) }
        return spread
    }

    @Test func `are of all together, not the mean of each`() throws {
        let quiet = spread([0: 99, 1: 1])
        let busy = spread([0: 50, 100: 50])
        let pooled = try #require(PooledQuantile(0.7, of: [quiet, quiet, busy]))
        #expect(pooled.level == 0)
        let high = try #require(PooledQuantile(0.9, of: [quiet, quiet, busy]))
        #expect(high.level == 100)
    }

    @Test func `lie between levels that rise with confidence`() throws {
        let spreads = (0..<20).map { number in
            spread(Dictionary(uniqueKeysWithValues: (0..<100).map { ($0 + number % 5, 1.0) }))
        }
        let median = try #require(PooledQuantile(0.5, of: spreads, units: 1_000))
        #expect(abs(median.level - 51) <= 1)
        let (narrow, wide) = (median.interval(confidence: 0.8), median.interval(confidence: 0.99))
        let (minimum, maximum) = (try #require(narrow.high), try #require(wide.high))
        #expect(wide.low <= narrow.low && narrow.low <= median.level)
        #expect(median.level <= minimum && minimum <= maximum)
        #expect(median.certainty(atMost: maximum) >= 0.995)
        #expect(median.certainty(atMost: wide.low - 1) <= 0.005)
    }

    @Test func `have no upper end where only a few replications reach that high`() throws {
        // Long bunches: half of the replications saw hardly anything but 5, three of them 50 too.
        let spreads = (0..<10).map { number in
            number < 3 ? spread([0: 50, 5: 40, 50: 10]) : spread(number < 6 ? [5: 100] : [0: 100])
        }
        let p95 = try #require(PooledQuantile(0.95, of: spreads, units: 500))
        #expect(p95.interval(confidence: 0.95).high == nil)
        #expect(p95.certainty(atMost: 50) < 0.975)
    }

    @Test func `that nothing is near are known`() throws {
        let spreads = (0..<10).map { _ in spread([0: 1_000]) }
        let p95 = try #require(PooledQuantile(0.95, of: spreads, units: 5_000))
        #expect(p95.interval(confidence: 0.95).high == 0 && p95.level == 0)
        #expect(p95.certainty(atMost: 0) > 0.999)
        // One in a hundred thousand may well be higher for all that was seen.
        let rare = try #require(PooledQuantile(0.99999, of: spreads, units: 5_000))
        #expect(rare.interval(confidence: 0.95).high == nil)
    }

    @Test func `are the mean of a value for each replication`() throws {
        let spreads = (0..<12).map { number in
            spread(Dictionary(uniqueKeysWithValues: (0..<200).map { ($0 * (1 + number % 3), 1.0) }))
        }
        let p90 = try #require(PooledQuantile(0.9, of: spreads, units: 1_200))
        let values = p90.values(confidence: 0.95) { Double($0) }
        #expect(values.count == 12)
        #expect(abs(values.reduce(0, +) / 12 - Double(p90.level)) < 1e-6 * Double(p90.level))
        // Where waits are longer, so are their values.
        #expect(values[2] > values[0])
    }

    @Test func `need two replications and something in them`() {
        #expect(PooledQuantile(0.5, of: [spread([0: 1])]) == nil)
        #expect(PooledQuantile(0.5, of: [Spread(), Spread()]) == nil)
    }
}
