import Scenarios

extension PlanVerdict {
    var sign: String {
        switch self {
        case .met: "✓"
        case .missed: "✗"
        case .undecided: "?"
        }
    }
}

extension PlanFigure {
    /// As charts measure it, with the factor from the stored unit.
    var chartQuantity: AxisQuantity {
        switch quantity {
        case .time: .time
        case .share: .share
        case .power: .power
        case .current: .current
        case .energy, .number: .number
        }
    }

    var chartFactor: Double {
        switch quantity {
        case .time: 1e6
        case .energy: 1e-3
        case .share, .power, .current, .number: 1
        }
    }

    /// The name that scenarios know it by, with the unit where its axis does not say it.
    var unitWords: String { rawValue + (chartUnit.isEmpty ? "" : ", \(chartUnit)") }

    private var chartUnit: String {
        switch quantity {
        case .energy: "kWh a day"
        case .time, .share, .power, .current, .number: ""
        }
    }
}

extension PlanSummary.Target {
    /// The number that the expression compares with, in the unit in which figures are stored.
    var bound: Double? {
        guard let sign = expression.lastIndex(where: { "<>=".contains($0) }) else { return nil }
        // What follows ‘in’ is how many horizons are to keep it.
        let words = expression[expression.index(after: sign)...].split(separator: " ")
        let text = words.prefix { $0 != "in" }.joined()
        let digits = text.prefix { $0.isNumber || "+-.".contains($0) }
        guard let number = Double(digits),
            let factor = Self.factors[String(text.dropFirst(digits.count))]
        else { return nil }
        return number * factor
    }

    /// Whether the figure should be large.
    var isAtLeast: Bool { expression.contains(">") }

    private static let factors: [String: Double] = [
        "": 1, "us": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400,
        "%": 0.01,
        "W": 1, "kW": 1e3, "MW": 1e6, "Wh": 1, "kWh": 1e3, "MWh": 1e6, "A": 1,
    ]
}
