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
            case .beta(let a, let b): gsl_cdf_beta_Pinv(probability, a, b)
            }
        }
    }
}
