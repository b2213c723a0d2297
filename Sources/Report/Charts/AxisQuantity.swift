import Glibc

/// What an axis measures, and how its values are written.
enum AxisQuantity: String {
    /// In microseconds.
    case time
    case number
    case perSecond
    /// From 0 to 1.
    case share
    /// In watts.
    case power
    /// In amperes.
    case current
    case bytes

    /// How far an axis goes on which all is zero: 100 % would make nothing of one in a hundred.
    var reachOfZeros: Double { self == .share ? 0.01 : 1 }

    /// Short, as a label beside an axis.
    func label(_ value: Double) -> String {
        value < 0 ? "−" + label(-value) : labelOfPositive(value)
    }

    private func labelOfPositive(_ value: Double) -> String {
        switch self {
        case .time: value == 0 ? "0" : Figures.briefSpan(microseconds: value, trimmed: true)
        case .number, .perSecond: Figures.brief(value)
        case .share: "\(Figures.brief(value * 100)) %"
        case .power: "\(Figures.brief(value / 1_000)) kW"
        case .current: "\(Figures.brief(value)) A"
        case .bytes: value == 0 ? "0" : "\(Figures.brief(value / 1e6)) MB"
        }
    }

    /// In a sentence.
    func text(_ value: Double) -> String {
        switch self {
        case .time: Figures.briefSpan(microseconds: value)
        case .number: Figures.rounded(value)
        case .perSecond: "\(Figures.rounded(value))/s"
        case .share: "\(Figures.rounded(value * 100)) %"
        case .power: "\(Figures.rounded(value / 1_000)) kW"
        case .current: "\(Figures.rounded(value)) A"
        case .bytes: "\(Figures.rounded(value / 1e6)) MB"
        }
    }
}

extension Figures {
    /// A time with three digits in the unit in which people would say it: 740 µs, 8.40 ms, 241 s.
    static func briefSpan(microseconds: Double, trimmed: Bool = false) -> String {
        func number(_ factor: Double) -> String {
            trimmed ? brief(microseconds / factor) : threeDigits(microseconds / factor)
        }
        return switch abs(microseconds) {
        case ..<999.5: "\(brief(microseconds)) µs"
        case ..<999_500: "\(number(1e3)) ms"
        case ..<600e6: "\(number(1e6)) s"
        case ..<7_200e6: "\(number(60e6)) min"
        case ..<259_200e6: "\(number(3_600e6)) h"
        default: "\(number(86_400e6)) days"
        }
    }

    static func briefSpan(_ microseconds: Int) -> String {
        briefSpan(microseconds: Double(microseconds))
    }

    /// Three significant digits, and all of those before the point.
    private static func threeDigits(_ number: Double) -> String {
        abs(number) < 999.5 ? String(printf: "%#.3g", number).trimmedPoint : brief(number)
    }

    /// At most three digits, and no zero that says nothing.
    static func brief(_ number: Double) -> String {
        switch abs(number) {
        case ..<0.001: number == 0 ? "0" : String(printf: "%.1g", number)
        case ..<999.5: String(printf: "%.3g", number)
        case ..<99_999: grouped(Int(number.rounded()))
        case ..<999_500: String(printf: "%.3g", number / 1e3) + "k"
        case ..<999.5e6: String(printf: "%.3g", number / 1e6) + "M"
        case ..<0x1p60: String(printf: "%.4g", number / 1e9) + "G"
        default: "\(number)"
        }
    }
}

extension String {
    fileprivate var trimmedPoint: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension Double {
    /// With four significant digits, as data for the page's script.
    var inShort: String {
        guard isFinite else { return "null" }
        let text = String(printf: "%.4g", self)
        return text.contains("e") ? String(printf: "%.0f", self) : text
    }
}
