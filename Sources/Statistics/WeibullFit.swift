import CGSL

/// The Weibull law that a sample is likeliest to be of.
package struct WeibullFit: Equatable, Sendable {
    package let shape: Double
    package let scale: Double
    package let logLikelihood: Double

    package var freedom: Int { 2 }

    /// Fits positive values; nil for less than ten of them, or where all are equal.
    package init?(_ sample: [Double]) {
        guard sample.count >= 10, sample.allSatisfy({ $0 > 0 && $0 < .infinity }) else {
            return nil
        }
        let logs = sample.map { log($0) }
        let (mean, maximum) = (logs.reduce(0, +) / Double(logs.count), logs.max() ?? 0)
        guard let minimum = logs.min(), minimum < maximum else { return nil }
        /// Rises with the shape, through zero where the likelihood is greatest.
        func slope(_ shape: Double) -> Double {
            var (sum, weighted) = (0.0, 0.0)
            for value in logs {
                // Over the greatest, so that no power overflows.
                let power = exp(shape * (value - maximum))
                sum += power
                weighted += power * value
            }
            return weighted / sum - 1 / shape - mean
        }
        var (low, high) = (0.01, 1_000.0)
        for _ in 0..<60 {
            let middle = (low * high).squareRoot()
            if slope(middle) < 0 { low = middle } else { high = middle }
        }
        let shape = (low * high).squareRoot()
        let count = Double(logs.count)
        let power = logs.reduce(0) { $0 + exp(shape * ($1 - maximum)) } / count
        let logScale = maximum + log(power) / shape
        self.shape = shape
        scale = exp(logScale)
        // At the best scale the powers of the values over it have the mean one.
        logLikelihood =
            count * (log(shape) - shape * logScale) + (shape - 1) * mean * count - count
        assert(shape > 0 && !(scale < 0), "a law of positive values")
    }

    package func cumulative(_ value: Double) -> Double {
        ReferenceDistribution.weibull(shape: shape, scale: scale).cumulative(value)
    }
}
