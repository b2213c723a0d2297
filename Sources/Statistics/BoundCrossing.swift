import CGSL

/// The load at which a figure that grows with it comes to its bound, out of trials at loads nearby.
///
/// The mean of the figure is taken for exp(a + b × load), which the share of calls beyond a bound is
/// in M/M/1 and nearly is in other queues near their limit. It is fitted by quasi-likelihood, whose
/// equations hold for the mean itself: the logarithm of a short trial's figure would be too small on
/// average, and a figure of zero would have none. The variance is taken to grow like the mean to the
/// power of 1.5, between independent calls (1) and bursts that come whole (2).
package struct BoundCrossing: Equatable, Sendable {
    package let estimate: Double
    /// The interval, by Fieller's theorem.
    package let low: Double
    package let high: Double
    /// By how much the logarithm of the figure grows when the load grows by the whole of it.
    package let steepness: Double

    /// What Student's quantile is multiplied with.
    ///
    /// Loads are chosen by what the trials before came to, and the noise is estimated from few of
    /// them. Without it intervals at 95 % held the truth in 92 to 95 % of simulated searches.
    private static let caution = 1.1

    /// Takes figures in units of the bound; nil: no rise can be told from the noise.
    package init?(loads: [Double], figures: [Double], confidence: Double = 0.95) {
        precondition(loads.count == figures.count, "a figure for each load")
        guard loads.count >= 3, loads.allSatisfy({ $0 > 0 }),
            figures.allSatisfy({ $0 >= 0 && $0.isFinite })
        else { return nil }
        let middle = loads.reduce(0, +) / Double(loads.count)
        let places = loads.map { $0 / middle - 1 }
        guard let curve = Curve(places, figures) else { return nil }
        let student = ReferenceDistribution.student(freedom: Double(loads.count - 2))
        let reach = Self.caution * student.quantile(1 - (1 - confidence) / 2)
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
        guard low > 0, high.isFinite, estimate.isFinite else { return nil }
    }
}

/// The mean as exp(intercept + slope × place), with the variances of both.
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

    init?(_ places: [Double], _ figures: [Double]) {
        let mean = figures.reduce(0, +) / Double(figures.count)
        guard mean > 0 else { return nil }
        intercept = log(mean)
        for _ in 0..<Self.steps {
            guard let system = Sums(self, places, figures) else { return nil }
            let change = system.change
            // A step that is too long leads nowhere.
            let part = min(1, 20 / max(abs(change.slope), abs(change.intercept), 1e-300))
            intercept += part * change.intercept
            slope += part * change.slope
            guard abs(change.intercept) + abs(change.slope) > 1e-10 else { break }
        }
        guard intercept.isFinite, slope.isFinite, let last = Sums(self, places, figures) else {
            return nil
        }
        let scale = last.squares / Double(figures.count - 2) / last.determinant
        interceptVariance = scale * last.weightedSquares
        slopeVariance = scale * last.weights
        covariance = -scale * last.weightedPlaces
    }

    func mean(at place: Double) -> Double {
        let logarithm = intercept + slope * place
        return exp(min(max(logarithm, Self.logarithms.lowerBound), Self.logarithms.upperBound))
    }

    /// The normal equations of one step of Fisher's scoring.
    private struct Sums {
        var weights = 0.0
        var weightedPlaces = 0.0
        var weightedSquares = 0.0
        var residuals = (intercept: 0.0, slope: 0.0)
        /// Of Pearson's residuals.
        var squares = 0.0
        var determinant: Double { weights * weightedSquares - weightedPlaces * weightedPlaces }

        init?(_ curve: Curve, _ places: [Double], _ figures: [Double]) {
            for (place, figure) in zip(places, figures) {
                let mean = curve.mean(at: place)
                let weight = pow(mean, 2 - Curve.power)
                let residual = weight * (figure - mean) / mean
                weights += weight
                weightedPlaces += weight * place
                weightedSquares += weight * place * place
                residuals.intercept += residual
                residuals.slope += residual * place
                squares += (figure - mean) * (figure - mean) / pow(mean, Curve.power)
            }
            guard determinant > 1e-12 * weights * weightedSquares, determinant > 0 else {
                return nil
            }
        }

        var change: (intercept: Double, slope: Double) {
            (
                (weightedSquares * residuals.intercept - weightedPlaces * residuals.slope)
                    / determinant,
                (weights * residuals.slope - weightedPlaces * residuals.intercept) / determinant
            )
        }
    }
}
