import Scenarios
import Statistics

/// A figure of a design: its mean over replications, and how far that is to be trusted.
package struct Estimate: Equatable, Sendable {
    package static let confidence = 0.95

    package let mean: Double
    /// The interval of the mean, at 95 %.
    package let low: Double
    package let high: Double
    /// How many replications measured it.
    package let count: Int
    private let standardError: Double

    /// Nil where fewer than two replications measured it.
    init?(_ values: [Double?], within bounds: ClosedRange<Double> = -.infinity ... .infinity) {
        guard let estimate = MeanEstimate(values.compactMap(\.self)) else { return nil }
        let interval = estimate.interval(confidence: Self.confidence)
        mean = estimate.mean
        low = min(mean, max(interval.lowerBound, bounds.lowerBound))
        high = max(mean, min(interval.upperBound, bounds.upperBound))
        count = estimate.count
        standardError = estimate.standardError
    }

    /// A figure of a site at which nothing is drawn: it is known from one replication.
    init(certain value: Double) {
        (mean, low, high) = (value, value, value)
        count = 1
        standardError = 0
    }

    /// How sure it is that the true mean keeps a target, from 0 to 1.
    func certainty(of target: PlanTarget) -> Double {
        let room = target.isAtMost ? target.bound - mean : mean - target.bound
        guard standardError > 0 else { return room >= 0 ? 1 : 0 }
        let student = ReferenceDistribution.student(freedom: Double(count - 1))
        return student.cumulative(room / standardError)
    }

    /// Whether the target is kept even by the end of the interval that is nearer to it.
    func keeps(_ target: PlanTarget) -> Bool {
        target.holds(for: target.isAtMost ? high : low)
    }
}

extension PlanFigure {
    /// What its values cannot leave.
    var bounds: ClosedRange<Double> {
        switch quantity {
        case .share: 0...1
        case .time, .power, .energy, .current, .number: 0 ... .infinity
        }
    }
}
