import FleetSim
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

    /// What was measured, in microseconds, as a share, per second or as a number.
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

    init(
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
        let number = (isLowerBound ? Self.more : "") + Figures.rounded(value)
        return unit.isEmpty || unit.hasPrefix("/") ? number + unit : "\(number) \(unit)"
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
