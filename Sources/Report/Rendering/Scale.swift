import Foundation

/// A vertical axis: where a value stands between bottom and top, and which values are marked.
struct Scale {
    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool
    let ticks: [Double]

    /// An axis from zero on; logarithmic if it may be and the values span decades.
    init(covering values: [Double?], mayBeLogarithmic: Bool) {
        let positive = values.compactMap(\.self).filter { $0 > 0 && $0.isFinite }
        let most = positive.max() ?? 1
        let least = positive.min() ?? 1
        isLogarithmic = mayBeLogarithmic && most / least > Self.decadesFrom
        if isLogarithmic {
            let decades = Int(log10(least).rounded(.down))...Int(log10(most).rounded(.up))
            ticks = decades.map { pow(10, Double($0)) }
            low = ticks.first ?? 1
            high = ticks.last ?? 10
        } else {
            let step = Self.niceStep(over: most)
            let count = (most / step).rounded(.up)
            ticks = (0...Int(count)).map { Double($0) * step }
            low = 0
            high = count * step
        }
    }

    /// From 0 at the bottom to 1 at the top.
    func position(of value: Double) -> Double {
        let share =
            isLogarithmic
            ? log10(max(value, low) / low) / log10(high / low)
            : (value - low) / (high - low)
        return min(max(share, 0), 1)
    }

    /// Short enough for the room beside an axis.
    func label(of tick: Double) -> String {
        switch tick {
        case ..<1_000: String(format: "%.4g", tick)
        case ..<10_000: Figures.grouped(Int(tick))
        case ..<1_000_000: String(format: "%.4gk", tick / 1_000)
        default: String(format: "%.4gM", tick / 1_000_000)
        }
    }

    /// A step of 1, 2 or 5 times a power of ten that makes two to five of them.
    private static func niceStep(over most: Double) -> Double {
        let rough = most / 4
        let power = pow(10, log10(rough).rounded(.down))
        let factor = [1.0, 2, 5, 10].first { $0 * power >= rough } ?? 10
        return factor * power
    }

    /// Beyond this ratio the smaller values of a linear axis would lie on its floor.
    private static let decadesFrom = 40.0
}
