import Scenarios

/// A law without a formula for its quantiles: they are sought, by their logarithms.
struct SoughtLaw {
    private struct Part {
        var share: Double
        var middle: Double
        var sigma: Double
    }

    private enum Kind {
        case mixture([Part])
        case gamma(shape: Double, lnGamma: Double)
    }

    private let kind: Kind
    /// The logarithm of what the values are multiples of.
    private let scale: Double

    /// Nil for laws that have a formula, and for what is no law.
    init?(_ law: Distribution) {
        switch law {
        case .mixture(let parts):
            let sum = parts.reduce(0) { $0 + $1.share }
            kind = .mixture(
                parts.filter { $0.share > 0 }.map { part in
                    Part(
                        share: part.share / sum,
                        middle: Elementary.ln(part.median),
                        sigma: part.sigma
                    )
                }
            )
            scale = 0
        case .gamma(let shape, let mean):
            guard shape > 0, shape < .infinity, mean > 0 else { return nil }
            kind = .gamma(shape: shape, lnGamma: Elementary.lnGamma(shape))
            scale = Elementary.ln(mean / shape)
        case .constant, .uniform, .exponential, .normal, .lognormal, .weibull, .triangular,
            .quantiles:
            return nil
        }
    }

    /// The logarithm of the value that belongs to a normal score; NaN where there is none.
    func logQuantile(score z: Double) -> Double {
        switch kind {
        case .mixture(let parts):
            // A quantile of the whole lies between those of its parts.
            let points = parts.map { $0.middle + $0.sigma * z }
            guard let low = points.min(), let high = points.max(), low < high else {
                return points.first ?? .nan
            }
            let middle = zip(parts, points).reduce(0) { $0 + $1.0.share * $1.1 }
            return logQuantile(score: z, from: middle, within: (low, high))
        case .gamma(let shape, _):
            // Wilson and Hilferty (1931): the cube root of a gamma value is nearly normal.
            let root = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
            let start = root > 0.1 ? Elementary.ln(shape * root * root * root) : 0
            // Small shapes reach far down.
            return logQuantile(score: z, from: start + scale, within: (scale - 745, scale + 709))
        }
    }

    func logQuantile(
        score z: Double,
        from start: Double,
        within bounds: (Double, Double)
    ) -> Double {
        TailInversion.root(at: z, from: start, within: bounds) { point in
            tail(point, isLower: z < 0)
        }
    }

    private func tail(_ point: Double, isLower: Bool) -> TailInversion.Tail {
        switch kind {
        case .mixture(let parts):
            var (tail, density) = (0.0, 0.0)
            for part in parts {
                let score = (point - part.middle) / part.sigma
                let normal = Elementary.normalAndDensity(isLower ? score : -score)
                tail += part.share * normal.probability
                density += part.share / part.sigma * normal.density
            }
            return (tail, density)
        case .gamma(let shape, let lnGamma):
            let x = Elementary.exp(point - scale)
            let density = Elementary.exp(shape * (point - scale) - x - lnGamma)
            let tails = Elementary.gammaTails(shape: shape, x, density: density)
            return (isLower ? tails.lower : tails.upper, density)
        }
    }
}
