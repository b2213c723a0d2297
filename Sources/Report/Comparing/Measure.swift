import Glibc
import Scenarios

/// A figure of a run that can be compared: one number for each run.
package struct Measure: Hashable, Sendable {
    package enum Figure: Hashable, Sendable {
        /// Of response time, due → reply; in microseconds.
        case percentile(Double)
        /// The share of calls that brought no answer in time, or an error for one.
        case failed
        /// Calls that were answered, per second.
        case throughput
    }

    /// The calls of chargers that it is of; nil: all of them.
    package var action: CallName?
    package var figure: Figure

    package init(_ figure: Figure, of action: CallName? = nil) {
        self.figure = figure
        self.action = action
    }

    /// What is judged unless other measures are named: few, so that five runs a side can decide.
    package static let primary = [
        Measure(.percentile(50)), Measure(.percentile(99)), Measure(.failed), Measure(.throughput),
    ]

    /// The figures that a comparison tells of each action.
    static let figures: [Figure] = [
        .percentile(50), .percentile(90), .percentile(99), .percentile(99.9), .failed, .throughput,
    ]

    /// As it is written in gates and on the command line.
    package var text: String {
        (action.map { $0.rawValue + "." } ?? "") + figure.word
    }

    /// What it is in a sentence.
    package var name: String { (action.map { "\($0.rawValue): " } ?? "") + figure.title }

    /// What it is in a table.
    package var title: String { "\(action?.rawValue ?? "all calls"): \(figure.title)" }
}

extension Measure.Figure {
    package var word: String {
        switch self {
        case .percentile(let percent):
            "p\(percent.terse)"
        case .failed: "failed"
        case .throughput: "throughput"
        }
    }

    var title: String {
        switch self {
        case .percentile: "response time \(word)"
        case .failed: "share that failed"
        case .throughput: "throughput"
        }
    }

    /// Whether a higher value is a worse one.
    var isWorseWhenHigher: Bool {
        switch self {
        case .percentile, .failed: true
        case .throughput: false
        }
    }

    /// Whether changes are told as a ratio; shares differ by percentage points.
    var isRatio: Bool {
        switch self {
        case .percentile, .throughput: true
        case .failed: false
        }
    }

    /// The value as it is subtracted: ratios are differences of logarithms.
    func scaled(_ value: Double) -> Double { isRatio ? log(max(value, 1e-6)) : value }

    /// A difference of scaled values as a change: 0.1 is 10 % more, or ten percentage points.
    func change(_ difference: Double) -> Double { isRatio ? exp(difference) - 1 : difference }

    func difference(_ change: Double) -> Double { isRatio ? log(max(1 + change, 1e-9)) : change }

    func shown(_ value: Double) -> String {
        switch self {
        case .percentile: "\(Figures.rounded(value / 1_000)) ms"
        case .failed: "\(Figures.rounded(value * 100)) %"
        case .throughput: "\(Figures.rounded(value)) /s"
        }
    }

    /// A change as people say it, with its sign.
    func shown(change: Double) -> String {
        let number = (change * 100).rounded(toDecimals: abs(change) < 0.01 ? 2 : 1)
        let sign = number > 0 ? "+" : number < 0 ? "−" : "±"
        let digits = abs(number) == 0 ? "0" : "\(abs(number))"
        let short = digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
        return "\(sign)\(short) \(isRatio ? "%" : "pp")"
    }
}

extension Double {
    fileprivate func rounded(toDecimals decimals: Int) -> Double {
        let factor = pow(10, Double(decimals))
        return (self * factor).rounded() / factor
    }
}

/// A text that names no measure, or no limit for one.
package struct MeasureError: Error, Equatable {
    package var problem: String
    /// What was written, and what could have been.
    package var word = ""
    package var known: [String] = []
}

extension Measure {
    /// `p99`, `failed`, `throughput`, each after an action and a dot if it is of one.
    package init(parsing text: String) throws(MeasureError) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        // The dot of p99.9 belongs to the number.
        let isOfAction = parts.count == 2 && Double(parts[0].dropFirst()) == nil
        if isOfAction, parts[0] != "calls" {
            guard let name = CallName(spelled: parts[0]) else {
                throw MeasureError(
                    problem: "there is no action ‘\(parts[0])’",
                    word: parts[0],
                    known: CallName.allCases.map(\.rawValue)
                )
            }
            action = name
        } else {
            action = nil
        }
        figure = try Figure(parsing: isOfAction ? parts[1] : text)
    }
}

extension Measure.Figure {
    fileprivate init(parsing word: String) throws(MeasureError) {
        if word.first == "p", let percent = Double(word.dropFirst()) {
            guard percent >= 1, percent <= 99.99 else {
                throw MeasureError(problem: "a percentile is from p1 to p99.99, not ‘\(word)’")
            }
            self = .percentile(percent)
            return
        }
        switch word {
        case "failed": self = .failed
        case "throughput": self = .throughput
        case _:
            throw MeasureError(
                problem: "there is no figure ‘\(word)’ to compare",
                word: word,
                known: ["p50", "p90", "p99", "p99.9", "failed", "throughput"]
            )
        }
    }
}

extension CallName {
    /// As OCPP spells it, or as thresholds do.
    fileprivate init?(spelled text: String) {
        guard let name = Self.allCases.first(where: { $0.rawValue == text || $0.word == text })
        else { return nil }
        self = name
    }
}

extension Measure {
    /// A value of one run held against that of another: a ratio, or a difference of shares.
    package func relative(_ value: Double, to reference: Double) -> Double {
        figure.isRatio ? value / max(reference, 1e-6) : value - reference
    }
}
