import Statistics
import Testing

@Suite struct MeanEstimateTests {
    @Test func `mean, deviation and interval of a sample known by hand`() throws {
        let estimate = try #require(MeanEstimate([1, 2, 3, 4, 5]))
        #expect(estimate.mean == 3)
        #expect(abs(estimate.sd - 2.5.squareRoot()) < 1e-15)
        // Student's factor for four degrees of freedom at 95 % is 2.776445.
        let interval = estimate.interval(confidence: 0.95)
        #expect(abs(interval.upperBound - (3 + 2.776445 * 0.5.squareRoot())) < 1e-6)
        #expect(abs(interval.lowerBound + interval.upperBound - 6) < 1e-14)
    }

    @Test func `six values that are all alike are sure of their side of a bound`() throws {
        #expect(try #require(MeanEstimate([7, 7])).countToTellAlike(0.975) == 6)
        #expect(try #require(MeanEstimate(Array(repeating: 7, count: 6))).doubtOfAlike < 0.025)
        #expect(try #require(MeanEstimate(Array(repeating: 7, count: 5))).doubtOfAlike > 0.025)
    }

    @Test func `more confidence needs a wider interval`() throws {
        let estimate = try #require(MeanEstimate([1, 4, 2, 8]))
        let narrow = estimate.interval(confidence: 0.9)
        let wide = estimate.interval(confidence: 0.99)
        #expect(wide.lowerBound < narrow.lowerBound && narrow.upperBound < wide.upperBound)
    }

    @Test func `equal values leave no doubt`() throws {
        let estimate = try #require(MeanEstimate([7, 7, 7]))
        #expect(estimate.interval(confidence: 0.99) == 7...7)
    }

    @Test(arguments: [[], [1], [1, .nan], [1, .infinity]] as [[Double]])
    func `a sample that tells nothing gives no estimate`(sample: [Double]) {
        #expect(MeanEstimate(sample) == nil)
    }

    @Test func `a skewed sample reaches further to the side of its tail`() throws {
        let estimate = try #require(MeanEstimate([1, 1, 1, 2, 2, 3, 3, 4, 8, 15]))
        #expect(estimate.skewness > 1)
        let interval = estimate.interval(confidence: 0.95)
        #expect(interval.upperBound - estimate.mean > 1.5 * (estimate.mean - interval.lowerBound))
        let mirrored = try #require(MeanEstimate([-1, -1, -1, -2, -2, -3, -3, -4, -8, -15]))
        let other = mirrored.interval(confidence: 0.95)
        #expect(abs(other.lowerBound + interval.upperBound) < 1e-9)
    }

    @Test(arguments: [0.8, 0.95, 0.99])
    func `how sure it is of a bound is what the interval says`(confidence: Double) throws {
        let estimate = try #require(MeanEstimate([1, 1, 1, 2, 2, 3, 3, 4, 8, 15]))
        let interval = estimate.interval(confidence: confidence)
        let point = 0.5 + confidence / 2
        #expect(abs(estimate.certainty(atMost: interval.upperBound) - point) < 1e-9)
        #expect(abs(estimate.certainty(atMost: interval.lowerBound) - (1 - point)) < 1e-9)
    }
}
