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
            case .beta(let a, let b): gsl_cdf_beta_P(x, a, b)
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
            case .beta(let a, let b): gsl_cdf_beta_Q(x, a, b)
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

    /// The quantile of the law of beta: GSL's own inverse has no answer where parameters are large or far
    /// apart, while its probabilities are right to seven digits and more up to a hundred thousand.
    private func betaQuantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
        guard probability > 0, probability < 1 else { return probability <= 0 ? 0 : 1 }
        guard min(a, b) < 100_000 else { return Self.nearlyNormal(probability, a, b) }
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

    /// By 26.5.22 of Abramowitz and Stegun, right to six digits of the probability where both parameters
    /// are large.
    private static func nearlyNormal(_ probability: Double, _ a: Double, _ b: Double) -> Double {
        let score = -ReferenceDistribution.normal(mean: 0, sd: 1).quantile(probability)
        let (first, second) = (1 / (2 * a - 1), 1 / (2 * b - 1))
        let harmonic = 2 / (first + second)
        let lambda = (score * score - 3) / 6
        let reach =
            score * (harmonic + lambda).squareRoot() / harmonic
            - (second - first) * (lambda + 5 / 6 - 2 / (3 * harmonic))
        return a / (a + b * GSL.evaluate { exp(2 * reach) })
    }
}
