import Statistics
import Testing

@Suite struct RankCorrelationTests {
    @Test func `only the order counts`() throws {
        let values = [1.0, 2, 3, 4, 5]
        let cubes = try #require(RankCorrelation.spearman(values, values.map { $0 * $0 * $0 }))
        #expect(abs(cubes - 1) < 1e-12)
        let falling = try #require(RankCorrelation.spearman(values, values.map { -$0 }))
        #expect(abs(falling + 1) < 1e-12)
        // By hand: the ranks differ by 1, 1, 2, 1, 1, so it is 1 − 6·8 / (5·24).
        let mixed = try #require(RankCorrelation.spearman(values, [2, 1, 5, 3, 4]))
        #expect(abs(mixed - 0.6) < 1e-12)
    }

    @Test func `there is none where nothing varies, or hardly anything is known`() {
        #expect(RankCorrelation.spearman([1, 2, 3], [5, 5, 5]) == nil)
        #expect(RankCorrelation.spearman([1, 2], [1, 2]) == nil)
        #expect(RankCorrelation.spearman([1, 2, 3], [1, 2]) == nil)
    }
}
