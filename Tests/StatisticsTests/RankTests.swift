import Statistics
import Testing

/// Every test here is held against counting all cases, or against a table that anyone can look up.
@Suite struct `tests by ranks` {
    /// All choices of a number of a list.
    private func choices(_ size: Int, of values: [Int]) -> [[Int]] {
        guard size > 0 else { return [[]] }
        guard let first = values.first else { return [] }
        let rest = Array(values.dropFirst())
        return choices(size - 1, of: rest).map { [first] + $0 } + choices(size, of: rest)
    }

    /// The share of all ways to deal the values out in which the second sample's ranks sum as high, and as low.
    private func enumerated(_ first: [Double], _ second: [Double]) -> (Double, Double) {
        let all = first + second
        func rank(_ index: Int) -> Double {
            let below = all.count { $0 < all[index] }
            let equal = all.count { $0 == all[index] }
            return Double(below) + Double(equal + 1) / 2
        }
        let observed = (first.count..<all.count).reduce(0.0) { $0 + rank($1) }
        let sums = choices(second.count, of: Array(all.indices)).map { chosen in
            chosen.reduce(0.0) { $0 + rank($1) }
        }
        let high = sums.count { $0 >= observed - 1e-9 }
        let low = sums.count { $0 <= observed + 1e-9 }
        return (Double(high) / Double(sums.count), Double(low) / Double(sums.count))
    }

    @Test(arguments: [
        ([1.0, 2, 3], [4.0, 5, 6]), ([1, 2, 2, 3], [2, 3, 3, 4, 9]), ([5, 5, 5], [5, 5]),
        ([0, 0, 0, 0, 0], [0, 0, 0.1, 0.2]), ([3, 1, 4, 1, 5, 9], [2, 6, 5, 3]), ([1], [2]),
        ([9, 8, 7, 6], [1, 2]),
    ])
    func `the rank sum's probabilities are those of all deals, ties and all`(
        first: [Double],
        second: [Double]
    ) throws {
        let test = try #require(RankSum(first, second))
        let (higher, lower) = enumerated(first, second)
        #expect(abs(test.higher - higher) < 1e-12)
        #expect(abs(test.lower - lower) < 1e-12)
    }

    @Test func `the critical values are those of the published tables`() {
        // Of U at 5 % two-sided: 2 for 5 and 5, 23 for 10 and 10, 127 for 20 and 20.
        for (size, critical) in [(5, 2), (8, 13), (10, 23), (20, 127)] {
            // U = critical: the second sample is above the first but for a number of pairs.
            let first = Array(1...size).map(Double.init)
            var second: [Double] = []
            var left = critical
            for _ in 0..<size {
                // Below a number of the first sample's values.
                let below = min(left, size)
                left -= below
                second.append(Double(size - below) + 0.5 + Double(second.count) * 1e-3)
            }
            let at = RankSum(first, second)?.twoSided ?? 1
            #expect(at <= 0.05, "\(size): \(at)")
            #expect(RankSum.minimumProbability(size, size) <= at)
        }
        #expect(abs(RankSum.minimumProbability(3, 3) - 0.1) < 1e-12)
        #expect(abs(RankSum.minimumProbability(5, 5) - 2.0 / 252) < 1e-12)
    }

    @Test func `samples too large to count agree with those that are counted`() throws {
        let first = (0..<40).map { Double($0 * 37 % 101) }
        let second = (0..<40).map { Double($0 * 53 % 97) + 9 }
        let exact = try #require(RankSum(first, second))
        func nineTimes(_ values: [Double]) -> [Double] {
            values.flatMap { value in (0..<9).map { value + Double($0) / 100 } }
        }
        let many = try #require(RankSum(nineTimes(first), nineTimes(second)))
        #expect(exact.higher < exact.lower)
        // Nine times as many values of the same laws: the score grows threefold.
        #expect(abs(many.score / exact.score - 3) < 0.1)
        #expect(many.twoSided < exact.twoSided)
    }

    @Test(arguments: [
        [1.0, 2, 3, 4, 5], [1.0, -2, 3, 3, 5, -1], [0.0, 0, 2, -2, 2], [-1.0],
    ])
    func `the signed ranks' probabilities are those of all signs`(
        differences: [Double]
    ) {
        let values = differences.filter { $0 != 0 }
        func rank(_ value: Double) -> Double {
            let below = values.count { abs($0) < abs(value) }
            return Double(below) + Double(values.count { abs($0) == abs(value) } + 1) / 2
        }
        let observed = values.reduce(0.0) { $0 + ($1 > 0 ? rank($1) : 0) }
        var (high, low) = (0, 0)
        for signs in 0..<(1 << values.count) {
            let sum = values.indices.reduce(0.0) { sum, index in
                sum + (signs >> index & 1 == 1 ? rank(values[index]) : 0)
            }
            if sum >= observed - 1e-9 { high += 1 }
            if sum <= observed + 1e-9 { low += 1 }
        }
        let all = Double(1 << values.count)
        let test = SignedRank(differences)
        #expect(abs(test.higher - Double(high) / all) < 1e-12)
        #expect(abs(test.lower - Double(low) / all) < 1e-12)
    }

    @Test func `the shift is the median of all differences, and its interval two of them`() throws {
        // By hand: for 5 and 5 values 2 of the 25 differences lie outside at either end at 95 %.
        let old = [1.0, 4, 9, 16, 25]
        let new = [12.0, 15, 20, 27, 36]
        let shift = try #require(Shift(from: old, to: new))
        let differences = old.flatMap { value in new.map { $0 - value } }.sorted()
        #expect(shift.estimate == differences[12])
        #expect(shift.interval == differences[2]...differences[22])
        #expect(Shift(from: [1, 2, 3], to: [4, 5, 6])?.interval == nil, "three cannot reach 95 %")
        #expect(Shift(from: [1, 2, 3], to: [4, 5, 6])?.estimate == 3)
    }

    @Test func `an interval holds just what its test does not refute`() throws {
        // Moved by what lies within, the test at 5 % finds nothing; moved by what lies beyond, it does.
        let old = [1.0, 2.3, 3.1, 4.7, 5.2, 6.9, 7.4, 8.8]
        let new = [3.3, 4.1, 5.9, 6.2, 7.7, 9.5, 10.1, 12.6]
        let interval = try #require(Shift(from: old, to: new)?.interval)
        func refuted(_ move: Double) -> Bool {
            (RankSum(old, new.map { $0 - move })?.twoSided ?? 1) <= 0.05
        }
        let hair = 1e-6
        #expect(!refuted(interval.lowerBound + hair) && refuted(interval.lowerBound - hair))
        #expect(!refuted(interval.upperBound - hair) && refuted(interval.upperBound + hair))
    }

    @Test func `the shift of pairs is the median of Walsh averages`() throws {
        let shift = try #require(Shift(ofPairs: [1, 2, 4, 8, 16, 32]))
        // 21 averages; six pairs have an interval at 95 % that leaves none of them out: 2 / 64.
        #expect(shift.estimate == 8.5 || shift.estimate == 9)
        #expect(shift.interval == 1.0...32)
        #expect(Shift(ofPairs: [1, 2, 3])?.interval == nil)
    }

    @Test func `Holm raises the smallest most, and keeps the order`() {
        // By hand: 0.01·4, 0.02·3, 0.03·2 (not below the one before), 0.5·1.
        let adjusted = Holm.adjusted([0.03, 0.01, 0.5, 0.02])
        let expected = [0.06, 0.04, 0.5, 0.06]
        for (one, other) in zip(adjusted, expected) { #expect(abs(one - other) < 1e-12) }
        #expect(Holm.adjusted([]) == [])
    }
}

@Suite struct `changes of level` {
    /// Values without a pattern, from -1 to 1.
    private func noise(_ count: Int, _ seed: UInt64) -> [Double] {
        var state = seed &* 0x9e37_79b9_7f4a_7c15
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33) / Double(UInt64(1) << 30) - 1
        }
    }

    @Test func `one is found where it is, with its size`() throws {
        let values = noise(30, 1) + noise(20, 2).map { $0 + 3 }
        let points = ChangePoints().find(in: values)
        #expect(points.count == 1)
        let point = try #require(points.first)
        #expect(point.index == 30)
        #expect(abs(point.shift - 3) < 0.5)
        #expect(point.probability <= 0.0005)
    }

    @Test func `two are told apart`() {
        let values = noise(25, 3) + noise(25, 4).map { $0 + 3 } + noise(25, 5).map { $0 + 6 }
        #expect(ChangePoints().find(in: values).map(\.index) == [25, 50])
    }

    @Test func `where nothing changes, none is found in a hundred series`() {
        let found = (1...100).count { seed in
            !ChangePoints().find(in: noise(40, UInt64(seed) + 100)).isEmpty
        }
        #expect(found == 0)
        #expect(ChangePoints().find(in: Array(repeating: 5, count: 40)).isEmpty)
        #expect(ChangePoints().find(in: []).isEmpty)
    }

    @Test func `the same values give the same answer`() {
        let values = noise(30, 6) + noise(8, 7).map { $0 + 2 }
        #expect(ChangePoints().find(in: values) == ChangePoints().find(in: values))
    }
}
