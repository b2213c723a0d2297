import CGSL

/// What a sample of independent values says about the mean of their law.
package struct MeanEstimate: Equatable, Sendable {
    package let count: Int
    package let mean: Double
    /// The standard deviation of a single value, by n − 1.
    package let sd: Double

    /// Reads a sample of at least two values, all finite; nil otherwise.
    package init?(_ sample: [Double]) {
        guard sample.count > 1, sample.allSatisfy(\.isFinite) else { return nil }
        count = sample.count
        mean = GSL.evaluate { gsl_stats_mean(sample, 1, sample.count) }
        sd = GSL.evaluate { gsl_stats_sd(sample, 1, sample.count) }
    }

    /// The standard deviation of the mean itself.
    package var standardError: Double { sd / Double(count).squareRoot() }

    /// The interval that holds the true mean with a confidence between 0 and 1, by Student's law.
    package func interval(confidence: Double) -> ClosedRange<Double> {
        precondition(confidence > 0 && confidence < 1, "confidence lies between 0 and 1")
        let student = ReferenceDistribution.student(freedom: Double(count - 1))
        let reach = student.quantile(0.5 + confidence / 2) * standardError
        return mean - reach...mean + reach
    }
}
