import FleetSim
import Glibc
import Scenarios

/// What was measured for a threshold, and whether that keeps it.
package struct Verdict: Equatable {
    package var expression: String
    /// nil: of the whole run.
    package var phase: String?
    /// In the unit of the threshold's bound; nil: there was nothing to measure.
    package var value: Double?
    /// Whether the true value is higher, by how much is not known: calls were never answered.
    package var isLowerBound = false
    package var unit: String
    /// Nothing measured keeps no threshold, and a lower bound keeps none from above.
    package var passed: Bool

    /// What was measured: times in microseconds, and all else in the unit of the threshold's bound.
    struct Measured {
        var value: Double
        var isLowerBound = false

        init(_ value: Double, isLowerBound: Bool = false) {
            self.value = value
            self.isLowerBound = isLowerBound
        }

        init(_ figure: ResponseTimes.Figure) {
            self.init(Double(figure.microseconds), isLowerBound: figure.isLowerBound)
        }
    }

    init(_ threshold: Threshold, measured: Measured?) {
        let figure = measured.map { threshold.bound.unit.figure(of: $0.value) }
        expression = threshold.expression
        phase = threshold.phase
        value = figure
        isLowerBound = measured?.isLowerBound ?? false
        unit = threshold.bound.unit.rawValue
        let mayHold = !isLowerBound || threshold.comparison.isMetByMore
        passed = mayHold && figure.map(threshold.holds) ?? false
    }

    package init(
        expression: String,
        phase: String?,
        value: Double?,
        isLowerBound: Bool = false,
        unit: String,
        passed: Bool
    ) {
        self.expression = expression
        self.phase = phase
        self.value = value
        self.isLowerBound = isLowerBound
        self.unit = unit
        self.passed = passed
    }
}

extension Verdict {
    /// The threshold with the phase that it is about.
    package var title: String { phase.map { "\(expression) in \($0)" } ?? expression }

    /// What was measured, as people read it.
    package var measured: String {
        guard let value else { return "no sample" }
        return (isLowerBound ? Self.more : "") + text(value)
    }

    /// The number that the expression ends with, in the unit of the value.
    var bound: Double? {
        guard let last = expression.split(separator: " ").last else { return nil }
        return Double(last.prefix { $0.isNumber || "+-.e".contains($0) })
    }

    /// A figure as people read it: 241 s, not 241,018 ms, and with as many digits as tell it from
    /// the bound.
    private func text(_ value: Double) -> String {
        let plain = rounded(value)
        guard let bound, bound != value, plain == rounded(bound) else { return plain }
        let telling = (4...16).lazy.map { digits in
            (String(printf: "%.\(digits)g", value), String(printf: "%.\(digits)g", bound))
        }
        return withUnit(telling.first { $0.0 != $0.1 }?.0 ?? "\(value)")
    }

    private func rounded(_ value: Double) -> String {
        let length = Bound.Unit(rawValue: unit).flatMap(\.microseconds)
        guard let length, abs(value) >= 1_000, value.isFinite else {
            if unit.isEmpty, let whole = Int(exactly: value) { return Figures.grouped(whole) }
            let isPercent = unit == Bound.Unit.percent.rawValue
            let isNearlyAll = isPercent && value < 100 && value >= 99.95
            return withUnit(
                isNearlyAll ? Figures.nearlyAll(percent: value) : Figures.rounded(value)
            )
        }
        return Figures.briefSpan(microseconds: value * length)
    }

    private func withUnit(_ number: String) -> String {
        if unit.isEmpty || unit.hasPrefix("/") { return number + unit }
        // As in all reports; a scenario writes ‘m’.
        return "\(number) \(unit == Bound.Unit.minutes.rawValue ? "min" : unit)"
    }

    /// By how much a threshold failed; nil where that says nothing.
    package var excess: String? {
        guard !passed, let value, let bound, bound != value else { return nil }
        let difference = abs(value - bound)
        let side = value > bound ? "over" : "under"
        let gap =
            unit == Bound.Unit.percent.rawValue
            ? "\(Figures.rounded(difference)) percentage points"
            : text(difference)
        let ratio = bound > 0 ? value / bound : 0
        let times = ratio >= 2 ? ", \(Figures.rounded(ratio)) times the bound" : ""
        return "\(isLowerBound ? "at least " : "")\(gap) \(side)\(times)"
    }

    /// What stands before a value that the true one exceeds.
    static let more = "> "

    /// The same in a sentence.
    package var finding: String { value == nil ? measured : "measured \(measured)" }

    /// How it came out, in a word.
    package var word: String { passed ? "passed" : "failed" }
}

extension Threshold.Comparison {
    /// Whether a value keeps it if a smaller one does.
    fileprivate var isMetByMore: Bool {
        switch self {
        case .atLeast, .above: true
        case .atMost, .below, .equal: false
        }
    }
}
