import FleetSim
import Scenarios
import Statistics

/// The law that fits a sample best, and how well it does.
package struct LawFit: Equatable, Sendable {
    /// In the unit of the sample.
    package let law: Distribution
    /// The distance of Kolmogorov and Smirnov between the sample and the law.
    package let distance: Double
    package let name: String

    /// A law of parameters must come so near to be taken for the sample's quantiles.
    ///
    /// It is what the published fits of good presets reach; a test of significance would refuse any
    /// law once there are sessions enough.
    static let nearEnough = 0.045

    /// A part with less than this share describes a few sessions, not a kind of driver.
    static let minimumShare = 0.03

    private struct Candidate {
        var law: Distribution
        var name: String
        /// Schwarz's criterion: what a law's parameters cost, less twice the log-likelihood.
        var criterion: Double
        var cumulative: (Double) -> Double
    }

    /// Fits values of zero and more; nil for less than twenty of them.
    package init?(_ sample: [Double]) {
        guard sample.count >= 20 else { return nil }
        let table = Self.quantiles(sample.sorted())
        let positive = sample.filter { $0 > 0 }
        let hasZeros = positive.count * 100 < sample.count * 99
        let best = hasZeros ? nil : Self.candidates(positive).min { $0.criterion < $1.criterion }
        if let best, let fit = KolmogorovSmirnov(positive, cumulative: best.cumulative),
            fit.distance <= Self.nearEnough
        {
            law = best.law
            name = best.name
            distance = fit.distance
            return
        }
        law = .quantiles(table)
        name = "quantiles"
        distance =
            KolmogorovSmirnov(sample) { Self.cumulative(table, $0) }?.distance ?? 0
    }

    private static func candidates(_ sample: [Double]) -> [Candidate] {
        assert(sample.allSatisfy { $0 > 0 }, "no law here has a likelihood of zero")
        var candidates: [Candidate] = []
        let perParameter = Elementary.ln(Double(sample.count))
        func cost(_ parameters: Int) -> Double { perParameter * Double(parameters) }
        for count in 1...3 {
            guard let fit = LognormalMixture(sample, parts: count) else { continue }
            guard fit.parts.allSatisfy({ $0.share >= minimumShare }) else { continue }
            let parts = fit.parts.map {
                Distribution.Part($0.share, median: $0.median, sigma: $0.sigma)
            }
            candidates.append(
                Candidate(
                    law: count == 1
                        ? .lognormal(median: parts[0].median, sigma: parts[0].sigma)
                        : .mixture(parts),
                    name: count == 1 ? "log-normal" : "mixture of \(count) log-normal",
                    criterion: cost(fit.freedom) - 2 * fit.logLikelihood,
                    cumulative: fit.cumulative
                )
            )
        }
        guard let fit = WeibullFit(sample) else { return candidates }
        candidates.append(
            Candidate(
                law: .weibull(shape: fit.shape, scale: fit.scale),
                name: "Weibull",
                criterion: cost(fit.freedom) - 2 * fit.logLikelihood,
                cumulative: fit.cumulative
            )
        )
        return candidates
    }
}

// A table of quantiles.
extension LawFit {
    /// The probabilities of the presets' tables, with the least and the greatest value.
    private static let probabilities = [0] + ArrivalPreset.probabilities + [1]

    static func quantiles(_ sorted: [Double]) -> [Distribution.Quantile] {
        assert(sorted.count > 1, "a quantile lies between two values")
        assert(sorted[0] <= sorted[sorted.count - 1], "quantiles are read off sorted values")
        return probabilities.map { probability in
            let position = probability * Double(sorted.count - 1)
            let below = min(Int(position), sorted.count - 2)
            let part = position - Double(below)
            let value = sorted[below] + part * (sorted[below + 1] - sorted[below])
            return Distribution.Quantile(probability, value)
        }
    }

    private static func cumulative(_ table: [Distribution.Quantile], _ value: Double) -> Double {
        guard let right = table.firstIndex(where: { $0.value > value }) else { return 1 }
        guard right > 0 else { return 0 }
        let (low, high) = (table[right - 1], table[right])
        let part = (value - low.value) / (high.value - low.value)
        return low.probability + part * (high.probability - low.probability)
    }
}
