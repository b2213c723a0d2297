// Numbers, quantities and laws as a person writes them: six digits are more than is ever measured.
extension Written {
    @Sendable static func number(_ value: Double) -> String { value.toSixDigits.terse }

    @Sendable static func numbers(_ values: [Double]) -> String {
        "[\(values.map(number).joined(separator: ", "))]"
    }

    @Sendable static func share(_ share: Double) -> String { number(share * 100) + "%" }

    /// A number of seconds, in the largest unit that it has one of.
    @Sendable static func seconds(_ seconds: Double) -> String {
        switch seconds.magnitude {
        case 3_600...: number(seconds / 3_600) + "h"
        case 60...: number(seconds / 60) + "m"
        case 1..., 0: number(seconds) + "s"
        default: number(seconds * 1_000) + "ms"
        }
    }

    @Sendable static func wattHours(_ wattHours: Double) -> String {
        number(wattHours / 1_000) + "kWh"
    }

    @Sendable static func durations(_ law: Distribution) -> String { text(law, seconds) }

    @Sendable static func energies(_ law: Distribution) -> String { text(law, wattHours) }

    /// A law whose values are of some quantity.
    private static func text(_ law: Distribution, _ quantity: (Double) -> String) -> String {
        switch law {
        case .constant(let value):
            quantity(value)
        case .uniform(let from, let to):
            "{law: uniform, from: \(quantity(from)), to: \(quantity(to))}"
        case .exponential(let mean):
            "{law: exponential, mean: \(quantity(mean))}"
        case .normal(let mean, let sd):
            "{law: normal, mean: \(quantity(mean)), sd: \(quantity(sd))}"
        case .lognormal(let median, let sigma):
            "{law: lognormal, median: \(quantity(median)), sigma: \(number(sigma))}"
        case .weibull(let shape, let scale):
            "{law: weibull, shape: \(number(shape)), scale: \(quantity(scale))}"
        case .mixture(let parts):
            "{law: mixture, of: [\(parts.map { text($0, quantity) }.joined(separator: ", "))]}"
        case .gamma(let shape, let mean):
            "{law: gamma, shape: \(number(shape)), mean: \(quantity(mean))}"
        case .triangular(let from, let mode, let to):
            "{law: triangular, from: \(quantity(from)), mode: \(quantity(mode)), "
                + "to: \(quantity(to))}"
        case .quantiles(let points):
            "{law: quantiles, values: {\(points.map { text($0, quantity) }.joined(separator: ", "))}}"
        }
    }

    private static func text(
        _ part: Distribution.Part,
        _ quantity: (Double) -> String
    ) -> String {
        "{share: \(share(part.share)), median: \(quantity(part.median)), "
            + "sigma: \(number(part.sigma))}"
    }

    private static func text(
        _ point: Distribution.Quantile,
        _ quantity: (Double) -> String
    ) -> String {
        "\(share(point.probability)): \(quantity(point.value))"
    }
}

extension Double {
    fileprivate var toSixDigits: Double {
        guard self != 0, isFinite else { return 0 }
        var scale = 1.0
        while magnitude * scale < 1e5, scale < 1e18 { scale *= 10 }
        let digits = (self * scale).rounded()
        // Tenths and hundredths are exact as quotients, not as products.
        return digits / scale
    }
}
