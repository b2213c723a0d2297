/// What a run must come to: a figure of it, and the bound which that has to keep.
package struct Threshold: Equatable, Sendable {
    package enum Comparison: String, CaseIterable, Sendable {
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
        case equal = "="
    }

    package var metric: Metric
    /// Of a metric that is many times.
    package var statistic: Statistic?
    package var comparison: Comparison
    package var bound: Bound
    /// The phase that it is about; nil: the whole run.
    package var phase: String?

    package init(
        _ metric: Metric,
        _ comparison: Comparison,
        _ bound: Bound,
        of statistic: Statistic? = nil,
        in phase: String? = nil
    ) {
        self.metric = metric
        self.statistic = statistic
        self.comparison = comparison
        self.bound = bound
        self.phase = phase
    }

    /// As it is written, but for the phase.
    package var expression: String {
        let figure = [metric.text, statistic?.text].compactMap(\.self).joined(separator: " ")
        return "\(figure) \(comparison.rawValue) \(bound.text)"
    }

    /// Whether a figure in the bound's unit keeps it.
    package func holds(for figure: Double) -> Bool {
        switch comparison {
        case .atMost: figure <= bound.number
        case .atLeast: figure >= bound.number
        case .below: figure < bound.number
        case .above: figure > bound.number
        case .equal: figure == bound.number
        }
    }
}

/// What is expected of every run with a CSMS, unless the scenario says something else of it.
package enum DefaultThreshold: String, CaseIterable, Sendable {
    case answers = "csms.answers"
    /// Of runs in real time.
    case refused = "connections.refused"

    package var threshold: Threshold {
        switch self {
        case .answers: Threshold(.answers, .above, Bound(75, .percent))
        case .refused: Threshold(.connections(.refused), .equal, Bound(0))
        }
    }
}

/// A number with the unit in which it and what it is compared with are written.
package struct Bound: Equatable, Sendable {
    package enum Unit: String, CaseIterable, Sendable {
        case microseconds = "us"
        case milliseconds = "ms"
        case seconds = "s"
        case minutes = "m"
        case hours = "h"
        case days = "d"
        case percent = "%"
        case perSecond = "/s"
        case perMinute = "/m"
        case perHour = "/h"
        case none = ""
    }

    package var number: Double
    package var unit: Unit

    package init(_ number: Double, _ unit: Unit = .none) {
        self.number = number
        self.unit = unit
    }

    package var text: String {
        number.terse + unit.rawValue
    }
}

extension Bound.Unit {
    /// How long a unit of time is, in microseconds; nil: it is none.
    package var microseconds: Double? {
        switch self {
        case .microseconds: 1
        case .milliseconds: 1e3
        case .seconds: 1e6
        case .minutes: 60e6
        case .hours: 3_600e6
        case .days: 86_400e6
        case .percent, .perSecond, .perMinute, .perHour, .none: nil
        }
    }

    /// The time that a rate in this unit counts over, in microseconds; nil: it is none of a rate.
    package var period: Double? {
        switch self {
        case .perSecond: 1e6
        case .perMinute: 60e6
        case .perHour: 3_600e6
        case .microseconds, .milliseconds, .seconds, .minutes, .hours, .days, .percent, .none: nil
        }
    }

    /// A figure in this unit that was measured in microseconds, if this is a unit of time.
    package func figure(of measured: Double) -> Double {
        microseconds.map { measured / $0 } ?? measured
    }
}
