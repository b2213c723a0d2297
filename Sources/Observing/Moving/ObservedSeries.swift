/// A figure that was observed, at equal steps of time around the moment in question.
package struct ObservedSeries: Sendable {
    package enum Origin: Sendable {
        /// A source of the scenario.
        case observed
        /// What the simulator asked of the CSMS: it counts where it rose.
        case load
        /// By how much the simulator was late.
        case lag
    }

    /// What is counted: only figures of one kind can be parts of each other.
    enum Kind: Equatable {
        /// A figure of how long something takes, such as `p99`.
        case time(of: Substring)
        case perSecond
        case bytes
        case number
    }

    package var source: String
    package var name: String
    package var labels: String
    package var origin: Origin
    package var values: [Double?]

    package init(
        source: String,
        name: String,
        labels: String = "",
        origin: Origin = .observed,
        values: [Double?]
    ) {
        (self.source, self.name, self.labels) = (source, name, labels)
        (self.origin, self.values) = (origin, values)
    }

    /// `p99(query_seconds)` and `rate(query_seconds)` are figures of one metric.
    var metric: Substring { Self.parts(of: name).metric }

    var kind: Kind {
        let (figure, metric) = Self.parts(of: name)
        if figure == "rate" { return .perSecond }
        if metric.contains("_seconds") || metric.contains("_milliseconds") {
            return .time(of: figure)
        }
        return metric.contains("bytes") ? .bytes : .number
    }

    static func parts(of name: String) -> (figure: Substring, metric: Substring) {
        guard let open = name.firstIndex(of: "("), name.last == ")" else { return ("", name[...]) }
        return (name[..<open], name[name.index(after: open)...].dropLast())
    }
}
