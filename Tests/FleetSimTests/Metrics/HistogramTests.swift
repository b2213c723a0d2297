import FleetSim
import Testing

@Suite struct HistogramTests {
    @Test func `a histogram without values answers zero to everything`() {
        let empty = Histogram()
        #expect(empty.count == 0)
        #expect(empty.min == 0)
        #expect(empty.max == 0)
        #expect(empty.quantile(0.99) == 0)
        #expect(empty.mean == 0)
    }

    @Test func `a mean takes each value for the middle of its bucket`() {
        var histogram = Histogram()
        for value: Int64 in [1, 2, 6] { histogram.record(value) }
        #expect(histogram.mean == 3)
        for _ in 0..<3 { histogram.record(4_096) }
        // 4,096 to 4,099 fall into one bucket.
        let mean: Double = (9 + 3 * 4_097.5) / 6
        #expect(histogram.mean == mean)
    }

    @Test(
        arguments: [
            // Steps of one up to 2,047, then of 2, 4, 8 … with every doubling.
            (0, 0), (1, 1), (2_047, 2_047), (2_048, 2_049), (2_049, 2_049), (4_095, 4_095),
            (4_096, 4_099), (10_000, 10_007), (1_000_000, 1_000_447),
            (3_600_000_000, 3_600_809_983),
        ] as [(Int64, Int64)]
    )
    func `a value stands for the highest of its bucket`(value: Int64, highest: Int64) {
        #expect(Histogram([value]).quantile(0.5) == highest)
    }

    @Test(arguments: UInt64(1)...20)
    func `counts up to bounds are those of the values, each bound as wide as its bucket`(
        seed: UInt64
    ) {
        let values = Histogram.values(seed: seed, count: 2_000)
        let bounds: [Int64] = [0, 1, 500, 2_047, 2_500, 10_000, 1_000_000, 3_600_000_000]
        let counts = Histogram(values).counts(upTo: bounds)
        for (bound, count) in zip(bounds, counts) {
            let highest = Histogram([bound]).quantile(1)
            #expect(count == values.count { $0 <= highest }, "up to \(bound)")
        }
        #expect(Histogram().counts(upTo: bounds) == bounds.map { _ in 0 })
    }

    @Test(arguments: UInt64(1)...20)
    func `quantiles are those of the sorted values to three digits`(seed: UInt64) {
        let values = Histogram.values(seed: seed, count: 1_000 + Int(seed) * 37)
        let histogram = Histogram(values)
        let sorted = values.sorted()
        for q in [0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1] {
            let rank = max(Int(q * Double(sorted.count) + 0.5), 1)
            let exact = sorted[rank - 1]
            let quantile = histogram.quantile(q)
            #expect(quantile >= exact && quantile - exact <= exact / 1_000, "at \(q)")
        }
        #expect(histogram.count == values.count)
        #expect(histogram.min == sorted.first)
        #expect(histogram.max == sorted.last)
    }

    @Test func `what lies outside the range is counted at its ends and the maximum stays true`() {
        let histogram = Histogram([-5, 7_200_000_000, .max])
        #expect(histogram.count == 3)
        #expect(histogram.min == 0)
        #expect(histogram.max == .max)
        #expect(histogram.quantile(0.1) == 0)
        #expect(histogram.quantile(1) == Histogram([3_600_000_000]).quantile(1))
    }

    @Test(arguments: [-1, 0, Double.nan, -Double.infinity])
    func `no share at all asks for the lowest value`(share: Double) {
        #expect(Histogram([100_000, 200_000]).quantile(share) == 99_968)
    }

    @Test func `more than all asks for the highest value`() {
        #expect(Histogram([10, 20]).quantile(.infinity) == 20)
    }

    @Test(arguments: UInt64(1)...10)
    func `merging equals recording in one place, in either order`(seed: UInt64) {
        let some = Histogram.values(seed: seed, count: 500)
        let others = Histogram.values(seed: seed + 100, count: 800)
        var forward = Histogram(some)
        forward.merge(Histogram(others))
        var backward = Histogram(others)
        backward.merge(Histogram(some))
        #expect(forward == Histogram(some + others))
        #expect(backward == forward)
    }

    @Test func `a cleared histogram equals a new one, and so does what it counts next`() {
        var histogram = Histogram([3, 5_000_000, 9_000_000_000])
        histogram.clear()
        #expect(histogram == Histogram())
        histogram.record(42)
        #expect(histogram == Histogram([42]))
        #expect(histogram != Histogram([43]))
    }

    @Test func `merging nothing changes nothing`() {
        var histogram = Histogram([7])
        histogram.merge(Histogram())
        #expect(histogram == Histogram([7]))
    }
}
