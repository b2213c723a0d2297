/// Something beside the chargers that a run in real time watches, such as the CSMS's own metrics.
package struct ObserveSpec: Equatable, Sendable {
    package enum Source: Equatable, Sendable {
        /// A page in Prometheus' text format; shown is what a report may say of it.
        case page(url: String, shown: String)
        /// A process of this machine, by its number.
        case process(Int32)
        /// A command whose output has numbers; shown is what a report may say of it.
        case command(String, shown: String)
    }

    package var source: Source
    /// What reports call it; nil: by where it is.
    package var ownName: String?
    /// How often it is looked at, in real time.
    package var every: Duration = .seconds(1)
    /// How long one look may take.
    package var patience: Duration = .seconds(5)
    /// The file of authorities to trust (PEM) for a page over TLS; nil: those of the system.
    package var authorities: String?
    /// Which of its metrics are kept; empty: all.
    package var metrics: [MetricSelector] = []

    package init(_ source: Source) {
        self.source = source
    }

    package var name: String {
        ownName
            ?? {
                switch source {
                case .page(_, let shown): shown.urlAuthority.map(String.init) ?? "page"
                case .process(let number): "pid \(number)"
                case .command: "command"
                }
            }()
    }
}

/// Which metrics of a source are meant, and what of them: `name{label="value"}`, with `*` for whatever
/// stands in its place, alone or as `rate(…)`, `mean(…)`, `p99(…)`.
package struct MetricSelector: Equatable, Sendable {
    package enum Figure: Equatable, Sendable {
        /// A counter's rise per second.
        case rate
        /// The mean, or what this share does not exceed, of what a histogram has seen since the last look.
        case mean
        case percentile(Double)
    }

    /// nil: what suits the metric's type.
    package var figure: Figure?
    package var name: String
    package var labels: [(name: String, value: String)]

    package init(
        _ name: String,
        labels: [(name: String, value: String)] = [],
        figure: Figure? = nil
    ) {
        self.name = name
        self.labels = labels
        self.figure = figure
    }

    package static func == (left: MetricSelector, right: MetricSelector) -> Bool {
        left.figure == right.figure && left.name == right.name
            && left.labels.elementsEqual(right.labels) {
                $0.name == $1.name && $0.value == $1.value
            }
    }

    /// Whether a metric with these labels is meant.
    package func takes(_ metric: String, _ labels: [(name: String, value: String)]) -> Bool {
        metric.matches(self.name[...])
            && self.labels.allSatisfy { wanted in
                labels.contains { $0.name == wanted.name && $0.value.matches(wanted.value[...]) }
            }
    }

    /// Reads what a user wrote; nil: it is no selector.
    package init?(_ text: String) {
        var rest = text.filter { $0 != " " }[...]
        var figure: Figure?
        if let open = rest.firstIndex(of: "("), rest.last == ")" {
            switch rest[..<open] {
            case "rate": figure = .rate
            case "mean": figure = .mean
            case let word where word.first == "p":
                guard let percent = Double(word.dropFirst()), percent > 0, percent < 100 else {
                    return nil
                }
                figure = .percentile(percent)
            default: return nil
            }
            rest = rest[rest.index(after: open)...].dropLast()
        }
        var labels: [(name: String, value: String)] = []
        if let brace = rest.firstIndex(of: "{") {
            guard rest.last == "}" else { return nil }
            for part in rest[rest.index(after: brace)...].dropLast().split(separator: ",") {
                let sides = part.split(separator: "=", maxSplits: 1)
                guard sides.count == 2, Self.isName(sides[0]), sides[1].count >= 2,
                    sides[1].first == "\"", sides[1].last == "\""
                else { return nil }
                labels.append((String(sides[0]), String(sides[1].dropFirst().dropLast())))
            }
            rest = rest[..<brace]
        }
        guard Self.isName(rest) else { return nil }
        self.init(String(rest), labels: labels, figure: figure)
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"),
                    UInt8(ascii: "*"), UInt8(ascii: "."), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension String {
    /// Whether a pattern stands for it, in which `*` is any text.
    fileprivate func matches(_ pattern: Substring) -> Bool {
        var parts = pattern.split(separator: "*", omittingEmptySubsequences: false)[...]
        guard let first = parts.popFirst(), hasPrefix(first) else { return false }
        guard let last = parts.popLast() else { return count == first.count }
        var rest = dropFirst(first.count)
        for part in parts where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.count >= last.count && rest.hasSuffix(last)
    }
}
