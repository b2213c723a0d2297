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

    /// Reads by how much values exceed others that were drawn under the same circumstances, pair by
    /// pair: what both have in common drops out.
    package init?(of values: [Double], over others: [Double]) {
        guard values.count == others.count else { return nil }
        self.init(zip(values, others).map { $0 - $1 })
    }

    /// How far the interval reaches to either side of the mean.
    package func halfWidth(confidence: Double) -> Double {
        precondition(confidence > 0 && confidence < 1, "confidence lies between 0 and 1")
        let student = ReferenceDistribution.student(freedom: Double(count - 1))
        return student.quantile(0.5 + confidence / 2) * standardError
    }

    /// The interval that holds the true mean with a confidence between 0 and 1, by Student's law.
    package func interval(confidence: Double) -> ClosedRange<Double> {
        let reach = halfWidth(confidence: confidence)
        return mean - reach...mean + reach
    }
}
