import CGSL

/// The load at which a figure that grows with it comes to its bound, out of trials at loads nearby.
///
/// The mean of the figure is taken for exp(a + b × load), which the share of calls beyond a bound is
/// in M/M/1 and nearly is in other queues near their limit. It is fitted by quasi-likelihood, whose
/// equations hold for the mean itself: the logarithm of a short trial's figure would be too small on
/// average, and a figure of zero would have none. The variance is taken to grow like the mean to the
/// power of 1.5, between independent calls (1) and bursts that come whole (2). How large it is tell the
/// differences between trials and those within them, whichever is more: few trials agree by chance.
package struct BoundCrossing: Equatable, Sendable {
    package let estimate: Double
    /// The interval, by Fieller's theorem.
    package let low: Double
    package let high: Double
    /// By how much the logarithm of the figure grows when the load grows by the whole of it.
    package let steepness: Double

    /// What a trial at a load has come to.
    package struct Sample: Equatable, Sendable {
        package var load: Double
        /// In units of the bound.
        package var figure: Double
        /// How much was measured, in any unit.
        package var weight: Double
        /// The variance of the figure, as the parts of the trial tell it; nil: they were not looked at.
        package var variance: Double?

        package init(load: Double, figure: Double, weight: Double = 1, variance: Double? = nil) {
            (self.load, self.figure, self.weight, self.variance) = (load, figure, weight, variance)
        }

        fileprivate var isUsable: Bool {
            load > 0 && figure >= 0 && figure.isFinite && weight > 0 && weight.isFinite
        }
    }

    /// What Student's quantile is multiplied with.
    ///
    /// Loads are chosen by what the trials before came to, and the noise is estimated from few of
    /// them. Without it intervals at 95 % held the truth in 90 to 94 % of simulated searches.
    private static let caution = 1.1
    /// By which factor an assumed steepness may be wrong.
    private static let latitude = 1.5

    /// nil: no rise can be told from the noise.
    package init?(_ samples: [Sample], confidence: Double = 0.95) {
        guard samples.count >= 3, samples.allSatisfy(\.isUsable) else { return nil }
        let middle = Self.middle(samples)
        guard let curve = Curve(samples, around: middle) else { return nil }
        let reach = Self.reach(freedom: samples.count - 2, confidence)
        let (a, b) = (curve.intercept, curve.slope)
        let spread = reach * reach
        // The roots of (a + b x)² = reach² × var(a + b x).
        let square = b * b - spread * curve.slopeVariance
        let linear = 2 * (a * b - spread * curve.covariance)
        let constant = a * a - spread * curve.interceptVariance
        let discriminant = linear * linear - 4 * square * constant
        guard b > 0, square > 0 else { return nil }
        // Below zero by rounding alone.
        let root = max(discriminant, 0).squareRoot()
        estimate = middle * (1 - a / b)
        low = middle * (1 + (-linear - root) / (2 * square))
        high = middle * (1 + (-linear + root) / (2 * square))
        steepness = b * estimate / middle
        guard isSound else { return nil }
        assert(
            low <= estimate * (1 + 1e-6) && estimate <= high * (1 + 1e-6),
            "the interval holds it"
        )
    }

    /// Where no rise can be told from the noise, but it is known about how steep it is.
    ///
    /// The interval is as wide as if the steepness were wrong by a factor of 1.5.
    package init?(_ samples: [Sample], steepness: Double, confidence: Double = 0.95) {
        guard samples.count >= 3, steepness > 0, samples.allSatisfy(\.isUsable) else { return nil }
        let middle = Self.middle(samples)
        guard let curve = Curve(samples, around: middle, slope: steepness) else { return nil }
        let reach = Self.reach(freedom: samples.count - 1, confidence)
        let position = -curve.intercept / steepness
        let noise = reach * curve.interceptVariance.squareRoot() / steepness
        let half = Self.latitude * noise + (Self.latitude - 1) * abs(position)
        estimate = middle * (1 + position)
        (low, high) = (middle * (1 + position - half), middle * (1 + position + half))
        self.steepness = steepness * estimate / middle
        guard isSound else { return nil }
        assert(low <= estimate && estimate <= high, "the interval holds the estimate")
    }

    private var isSound: Bool { low > 0 && high.isFinite && estimate > 0 && estimate.isFinite }

    private static func middle(_ samples: [Sample]) -> Double {
        samples.reduce(0) { $0 + $1.load } / Double(samples.count)
    }

    private static func reach(freedom: Int, _ confidence: Double) -> Double {
        let student = ReferenceDistribution.student(freedom: Double(freedom))
        return caution * student.quantile(1 - (1 - confidence) / 2)
    }
}

/// The mean as exp(intercept + slope × position), with the variances of both.
private struct Curve {
    private(set) var intercept = 0.0
    private(set) var slope = 10.0
    private(set) var interceptVariance = 0.0
    private(set) var slopeVariance = 0.0
    private(set) var covariance = 0.0

    private static let power = 1.5
    private static let steps = 60
    /// Beyond these a mean is as good as none, or as all.
    private static let logarithms = -25.0...12.0

    private struct Point {
        var position: Double
        var figure: Double
        /// Its share of what was measured, on the mean 1.
        var weight: Double
    }

    /// With a slope only the intercept is found.
    init?(_ samples: [BoundCrossing.Sample], around middle: Double, slope known: Double? = nil) {
        let weight = samples.reduce(0) { $0 + $1.weight } / Double(samples.count)
        let points = samples.map {
            Point(position: $0.load / middle - 1, figure: $0.figure, weight: $0.weight / weight)
        }
        let mean = points.reduce(0) { $0 + $1.figure * $1.weight } / Double(points.count)
        guard mean > 0 else { return nil }
        intercept = log(mean)
        if let known { slope = known }
        for _ in 0..<Self.steps {
            guard let system = Sums(self, points) else { return nil }
            let change = known == nil ? system.change : system.changeOfIntercept
            // A step that is too long leads nowhere.
            let part = min(1, 20 / max(abs(change.slope), abs(change.intercept), 1e-300))
            intercept += part * change.intercept
            slope += part * change.slope
            guard abs(change.intercept) + abs(change.slope) > 1e-10 else { break }
        }
        guard intercept.isFinite, slope.isFinite, let last = Sums(self, points) else {
            return nil
        }
        let between = last.squares / Double(points.count - (known == nil ? 2 : 1))
        let dispersion = max(between, within(samples, points) ?? 0)
        guard known == nil else {
            interceptVariance = dispersion / last.weights
            return
        }
        let scale = dispersion / last.determinant
        interceptVariance = scale * last.weightedSquares
        slopeVariance = scale * last.weights
        covariance = -scale * last.weightedPositions
        assert(interceptVariance >= 0 && slopeVariance >= 0, "variances are not negative")
    }

    /// The dispersion by what the parts of trials tell.
    private func within(_ samples: [BoundCrossing.Sample], _ points: [Point]) -> Double? {
        var (seen, expected) = (0.0, 0.0)
        for (sample, point) in zip(samples, points) {
            guard let variance = sample.variance else { continue }
            seen += variance
            expected += pow(mean(at: point.position), Self.power) / point.weight
        }
        return expected > 0 ? seen / expected : nil
    }

    func mean(at position: Double) -> Double {
        let logarithm = intercept + slope * position
        return exp(min(max(logarithm, Self.logarithms.lowerBound), Self.logarithms.upperBound))
    }

    /// The normal equations of one step of Fisher's scoring.
    private struct Sums {
        var weights = 0.0
        var weightedPositions = 0.0
        var weightedSquares = 0.0
        var residuals = (intercept: 0.0, slope: 0.0)
        /// Of Pearson's residuals.
        var squares = 0.0
        var determinant: Double {
            weights * weightedSquares - weightedPositions * weightedPositions
        }

        init?(_ curve: Curve, _ points: [Point]) {
            for point in points {
                let mean = curve.mean(at: point.position)
                let weight = point.weight * pow(mean, 2 - Curve.power)
                let residual = weight * (point.figure - mean) / mean
                weights += weight
                weightedPositions += weight * point.position
                weightedSquares += weight * point.position * point.position
                residuals.intercept += residual
                residuals.slope += residual * point.position
                let difference = point.figure - mean
                squares += point.weight * difference * difference / pow(mean, Curve.power)
            }
            guard determinant > 1e-12 * weights * weightedSquares, determinant > 0 else {
                return nil
            }
        }

        var changeOfIntercept: (intercept: Double, slope: Double) {
            (residuals.intercept / weights, 0)
        }

        var change: (intercept: Double, slope: Double) {
            (
                (weightedSquares * residuals.intercept - weightedPositions * residuals.slope)
                    / determinant,
                (weights * residuals.slope - weightedPositions * residuals.intercept) / determinant
            )
        }
    }
}
