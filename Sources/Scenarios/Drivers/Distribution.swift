/// A law that a random quantity follows; the unit is that of the place where it stands.
package enum Distribution: Equatable, Sendable {
    case constant(Double)
    case uniform(from: Double, to: Double)
    case exponential(mean: Double)
    case normal(mean: Double, sd: Double)
    case lognormal(median: Double, sigma: Double)
    case weibull(shape: Double, scale: Double)
    /// One log-normal law or another, each with its share.
    case mixture([Part])
    case gamma(shape: Double, mean: Double)
    case triangular(from: Double, mode: Double, to: Double)
    /// Values at rising probabilities from 0 to 1, straight lines between them.
    case quantiles([Quantile])

    package struct Quantile: Equatable, Sendable {
        package var probability: Double
        package var value: Double

        package init(_ probability: Double, _ value: Double) {
            self.probability = probability
            self.value = value
        }
    }

    /// One log-normal law of a mixture.
    package struct Part: Equatable, Sendable {
        /// Its weight among the parts.
        package var share: Double
        package var median: Double
        package var sigma: Double

        package init(_ share: Double, median: Double, sigma: Double) {
            self.share = share
            self.median = median
            self.sigma = sigma
        }
    }
}
