/// When replications are enough: as soon as the interval of their mean is narrow.
package struct StoppingRule: Equatable, Sendable {
    package var least: Int
    package var most: Int
    /// The half-width that is narrow enough, as a share of the mean.
    package var precision: Double
    package var confidence: Double

    package init(least: Int, most: Int, precision: Double, confidence: Double = 0.95) {
        precondition(least >= 2 && most >= least, "two replications make an interval")
        self.least = least
        self.most = most
        self.precision = precision
        self.confidence = confidence
    }

    /// Whether a sample needs nothing more added.
    package func isEnough(_ sample: [Double]) -> Bool {
        guard sample.count < most else { return true }
        guard sample.count >= least, let estimate = MeanEstimate(sample) else { return false }
        return estimate.halfWidth(confidence: confidence) <= precision * abs(estimate.mean)
    }
}
