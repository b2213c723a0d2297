import FleetSim

/// Writes metrics in Prometheus' text format 0.0.4.
struct Exposition {
    enum Kind: String {
        case counter, gauge, histogram
    }

    typealias Labels = KeyValuePairs<String, String>

    /// Bounds of every histogram: in microseconds as measured, in seconds as written.
    private static let bounds: [(microseconds: Int64, seconds: String)] = [
        (500, "0.0005"), (1_000, "0.001"), (2_500, "0.0025"), (5_000, "0.005"), (10_000, "0.01"),
        (25_000, "0.025"), (50_000, "0.05"), (100_000, "0.1"), (250_000, "0.25"),
        (500_000, "0.5"), (1_000_000, "1"), (2_500_000, "2.5"), (5_000_000, "5"),
        (10_000_000, "10"), (30_000_000, "30"), (60_000_000, "60"),
    ]

    private(set) var text = ""

    /// Begins a metric; its samples follow.
    mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(_ name: String, of labels: Labels = [:], _ value: Int) {
        line(name, labels, "\(value)")
    }

    mutating func sample(_ name: String, of labels: Labels = [:], _ value: Double) {
        line(name, labels, "\(value)")
    }

    /// A metric of one sample.
    mutating func alone(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        begin(name, kind, help)
        sample(name, value)
    }

    /// What a histogram of microseconds holds, in seconds.
    mutating func histogram(_ name: String, of labels: Labels = [:], _ histogram: Histogram) {
        let counts = histogram.counts(upTo: Self.bounds.map(\.microseconds))
        assert(
            counts == counts.sorted() && counts.last ?? 0 <= histogram.count,
            "cumulative counts"
        )
        for (bound, count) in zip(Self.bounds, counts) {
            line(name + "_bucket", labels, le: bound.seconds, "\(count)")
        }
        line(name + "_bucket", labels, le: "+Inf", "\(histogram.count)")
        let sum = histogram.mean * Double(histogram.count) / 1e6
        line(name + "_sum", labels, "\(sum)")
        line(name + "_count", labels, "\(histogram.count)")
    }

    /// The same where some calls were not answered: they are longer than every bound.
    mutating func histogram(_ name: String, of labels: Labels, _ times: ResponseTimes) {
        let counts = times.answered.counts(upTo: Self.bounds.map(\.microseconds))
        assert(counts == counts.sorted() && counts.last ?? 0 <= times.count, "cumulative counts")
        for (bound, count) in zip(Self.bounds, counts) {
            line(name + "_bucket", labels, le: bound.seconds, "\(count)")
        }
        line(name + "_bucket", labels, le: "+Inf", "\(times.count)")
        let known = [times.answered, times.unanswered]
        let sum = known.reduce(0) { $0 + $1.mean * Double($1.count) } / 1e6
        line(name + "_sum", labels, "\(sum)")
        line(name + "_count", labels, "\(times.count)")
    }

    private mutating func line(
        _ name: String,
        _ labels: Labels,
        le bound: String? = nil,
        _ value: String
    ) {
        var pairs = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
        if let bound { pairs.append("le=\"\(bound)\"") }
        let braces = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
        text += "\(name)\(braces) \(value)\n"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
