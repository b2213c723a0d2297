import CGSL

/// A law of probability by its reference implementation, GSL's.
///
/// Tests judge samplers by it, and the tests of this room draw their p-values from it. A run never
/// does: GSL stands on the C library's logarithm, whose last bit depends on the processor.
package enum ReferenceDistribution: Equatable, Sendable {
    case uniform(from: Double, to: Double)
    case exponential(mean: Double)
    case normal(mean: Double, sd: Double)
    case lognormal(median: Double, sigma: Double)
    case weibull(shape: Double, scale: Double)
    case gamma(shape: Double, scale: Double)
    case chiSquare(freedom: Double)
    case student(freedom: Double)
    case beta(a: Double, b: Double)

    /// The probability of a value up to x.
    package func cumulative(_ x: Double) -> Double {
        GSL.evaluate {
            switch self {
            case .uniform(let from, let to): gsl_cdf_flat_P(x, from, to)
            case .exponential(let mean): gsl_cdf_exponential_P(x, mean)
            case .normal(let mean, let sd): gsl_cdf_gaussian_P(x - mean, sd)
            case .lognormal(let median, let sigma): gsl_cdf_lognormal_P(x / median, 0, sigma)
            case .weibull(let shape, let scale): gsl_cdf_weibull_P(x, scale, shape)
            case .gamma(let shape, let scale): gsl_cdf_gamma_P(x, shape, scale)
            case .chiSquare(let freedom): gsl_cdf_chisq_P(x, freedom)
            case .student(let freedom): gsl_cdf_tdist_P(x, freedom)
            case .beta(let a, let b):
                Self.score(x, a, b).map { gsl_cdf_gaussian_Q($0, 1) } ?? gsl_cdf_beta_P(x, a, b)
            }
        }
    }

    /// The probability of a value above x, exact where it is too small to be one less another.
    package func survival(_ x: Double) -> Double {
        GSL.evaluate {
            switch self {
            case .uniform(let from, let to): gsl_cdf_flat_Q(x, from, to)
            case .exponential(let mean): gsl_cdf_exponential_Q(x, mean)
            case .normal(let mean, let sd): gsl_cdf_gaussian_Q(x - mean, sd)
            case .lognormal(let median, let sigma): gsl_cdf_lognormal_Q(x / median, 0, sigma)
            case .weibull(let shape, let scale): gsl_cdf_weibull_Q(x, scale, shape)
            case .gamma(let shape, let scale): gsl_cdf_gamma_Q(x, shape, scale)
            case .chiSquare(let freedom): gsl_cdf_chisq_Q(x, freedom)
            case .student(let freedom): gsl_cdf_tdist_Q(x, freedom)
            case .beta(let a, let b):
                Self.score(x, a, b).map { gsl_cdf_gaussian_P($0, 1) } ?? gsl_cdf_beta_Q(x, a, b)
            }
        }
    }

    /// The value that is not exceeded with a probability; NaN where GSL finds none.
    package func quantile(_ probability: Double) -> Double {
        GSL.evaluate {
            switch self {
            case .uniform(let from, let to): gsl_cdf_flat_Pinv(probability, from, to)
            case .exponential(let mean): gsl_cdf_exponential_Pinv(probability, mean)
            case .normal(let mean, let sd): mean + gsl_cdf_gaussian_Pinv(probability, sd)
            case .lognormal(let median, let sigma):
                median * gsl_cdf_lognormal_Pinv(probability, 0, sigma)
            case .weibull(let shape, let scale): gsl_cdf_weibull_Pinv(probability, scale, shape)
            case .gamma(let shape, let scale): gsl_cdf_gamma_Pinv(probability, shape, scale)
            case .chiSquare(let freedom): gsl_cdf_chisq_Pinv(probability, freedom)
            case .student(let freedom): gsl_cdf_tdist_Pinv(probability, freedom)
            case .beta(let a, let b): betaQuantile(probability, a, b)
            }
        }
    }

    /// Where both parameters of the law of beta are this large, GSL gives no probabilities either.
    private static let large = 100_000.0

    /// The quantile of the law of beta: GSL's own inverse has no answer where parameters are large or far
    /// apart, while its probabilities are right to seven digits and more.
    private func betaQuantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
        assert(a > 0 && b > 0, "the law of beta has positive parameters")
        guard probability > 0, probability < 1 else { return probability <= 0 ? 0 : 1 }
        guard min(a, b) < Self.large else {
            let score = -ReferenceDistribution.normal(mean: 0, sd: 1).quantile(probability)
            return a / (a + b * exp(2 * Self.reach(of: score, a, b)))
        }
        var (low, high) = (0.0, 1.0)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return middle }
            let isBelow =
                probability < 0.5
                ? cumulative(middle) < probability : survival(middle) > 1 - probability
            if isBelow { low = middle } else { high = middle }
        }
    }

    /// Of which normal quantile, from above, x is that of the law of beta; nil: parameters are too small.
    private static func score(_ x: Double, _ a: Double, _ b: Double) -> Double? {
        guard min(a, b) >= large else { return nil }
        guard x > 0 else { return .infinity }
        guard x < 1 else { return -.infinity }
        let wanted = log(a * (1 - x) / (b * x)) / 2
        // What is added to a straight line is small, so each round gives some digits more.
        let (slope, offset) = (reach(of: 1, a, b) - reach(of: -1, a, b), reach(of: 0, a, b))
        var score = 2 * (wanted - offset) / slope
        for _ in 0..<20 { score += 2 * (wanted - reach(of: score, a, b)) / slope }
        return score
    }

    /// By 26.5.22 of Abramowitz and Stegun, right to six digits of the probability.
    private static func reach(of score: Double, _ a: Double, _ b: Double) -> Double {
        let (first, second) = (1 / (2 * a - 1), 1 / (2 * b - 1))
        let harmonic = 2 / (first + second)
        // Beyond this many deviations no probability can be told from nothing.
        let score = min(max(score, -40), 40)
        let lambda = (score * score - 3) / 6
        return score * (harmonic + lambda).squareRoot() / harmonic
            - (second - first) * (lambda + 5 / 6 - 2 / (3 * harmonic))
    }
}
