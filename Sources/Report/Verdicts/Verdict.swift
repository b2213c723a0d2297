import FleetSim
import Scenarios

/// What was measured for a threshold, and whether that keeps it.
package struct Verdict: Equatable {
    package var expression: String
    /// nil: of the whole run.
    package var phase: String?
    /// In the unit of the threshold's bound; nil: there was nothing to measure.
    package var value: Double?
    package var unit: String
    /// Nothing measured keeps no threshold.
    package var passed: Bool

    /// The measured value in microseconds, as a share, per second or as a number.
    init(_ threshold: Threshold, measured: Double?) {
        let figure = measured.map(threshold.bound.unit.figure)
        expression = threshold.expression
        phase = threshold.phase
        value = figure
        unit = threshold.bound.unit.rawValue
        passed = figure.map(threshold.holds) ?? false
    }

    init(expression: String, phase: String?, value: Double?, unit: String, passed: Bool) {
        self.expression = expression
        self.phase = phase
        self.value = value
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
        let number = Figures.rounded(value)
        return unit.isEmpty || unit.hasPrefix("/") ? number + unit : "\(number) \(unit)"
    }

    /// The same in a sentence.
    package var finding: String { value == nil ? measured : "measured \(measured)" }

    /// How it came out, in a word.
    package var word: String { passed ? "held" : "failed" }
}
