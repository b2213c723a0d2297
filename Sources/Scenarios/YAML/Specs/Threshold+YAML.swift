extension Threshold {
    /// A line such as `boot.latency p99 < 2s`, alone or with the phase that it is about.
    static let notation = Notation<Threshold>(
        schema: ["anyOf": [line.schema, inPhase.schema]]
    ) { node, problems in
        guard case .mapping = node.content else { return line.read(node, &problems) }
        return inPhase.read(node, &problems)
    }

    private static let line = Notation<Threshold>.scalar(
        "a threshold",
        schema: ["type": "string", "pattern": "^[^<>=]+(<=|>=|==?|<|>) *[0-9][^<>=]*$"]
    ) { text throws(Complaint) in
        let threshold = try ThresholdReader.read(text)
        if let reason = threshold.reasonWhyNever {
            throw Complaint("\(text.quoted) can never pass: \(reason)")
        }
        return threshold
    }

    private static let inPhase = Notation<Threshold>(
        schema: pair.schema
    ) { node, problems in
        pair.read(node, &problems).flatMap { pair in
            var threshold = pair.threshold
            threshold?.phase = pair.phase
            return threshold
        }
    }

    private struct Pair: Sendable {
        var threshold: Threshold?
        var phase: String?
    }

    private static let pair = Record(
        Pair(),
        [
            Field(
                "expect",
                \.threshold,
                line,
                "What is expected, as in ‘calls.failed < 0.1%’.",
                isRequired: true
            ),
            Field(
                "in",
                \.phase,
                .text(1...40),
                "The phase of the load in which it is; absent: in the whole run."
            ),
        ]
    )
}

extension Threshold {
    /// The threshold that a line says, of the whole run; nil where it says none.
    package init?(expression: String) {
        guard let read = try? ThresholdReader.read(expression) else { return nil }
        self = read
    }
}

/// Takes the line of a threshold apart: a figure, how it is compared, a bound.
enum ThresholdReader {
    private static let example = "such as ‘boot.latency p99 < 2s’"

    static func read(_ text: String) throws(Complaint) -> Threshold {
        guard let sign = text.firstIndex(where: { "<>=".contains($0) }) else {
            throw Complaint("\(text.quoted) has no bound", suggestion: example)
        }
        let words = text[..<sign].split(separator: " ").map(String.init)
        let rest = text[sign...]
        let comparison = rest.prefix { "<>=".contains($0) }
        let bound = String(rest.dropFirst(comparison.count).drop { $0 == " " })
        guard let name = words.first else {
            throw Complaint("\(text.quoted) names no figure", suggestion: example)
        }
        guard words.count <= 2 else {
            throw Complaint("\(words[2].quoted) has no meaning here", suggestion: example)
        }
        let metric = try metric(name)
        return Threshold(
            metric,
            try self.comparison(String(comparison)),
            try self.bound(bound, of: metric),
            of: try statistic(words.dropFirst().first, of: metric)
        )
    }

    private static func comparison(
        _ text: String
    ) throws(Complaint) -> Threshold.Comparison {
        guard let comparison = Threshold.Comparison(rawValue: text == "==" ? "=" : text) else {
            throw Complaint(
                "\(text.quoted) compares nothing",
                suggestion: "known here: <, <=, >, >=, ="
            )
        }
        return comparison
    }
}

// Names of figures.
extension ThresholdReader {
    private static let subjects =
        [
            "calls", "commands", "connections", "csms", "sessions", "effects", "lag", "breaches",
            "drift",
        ]
        + CallName.allCases.map(\.word)

    private static func metric(_ name: String) throws(Complaint) -> Metric {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let subject = String(parts[0])
        let measure = parts.count == 2 ? String(parts[1]) : nil
        switch subject {
        case "lag", "breaches":
            guard measure == nil else {
                throw Complaint("\(subject) is one figure and has no parts")
            }
            return subject == "lag" ? .lag : .breaches
        case "calls": return .calls(.ofChargers, try word("measure", measure, of: subject))
        case "commands": return .calls(.ofCSMS, try word("measure", measure, of: subject))
        case "connections": return .connections(try word("measure", measure, of: subject))
        case "csms":
            guard measure == "answers" else {
                throw Complaint(
                    measure.map { "unknown measure \($0.quoted) of csms" }
                        ?? "it is not said which measure of ‘csms’",
                    suggestion: "known here: answers"
                )
            }
            return .answers
        case "sessions": return .sessions(try word("measure", measure, of: subject))
        case "drift": return .drift(try word("measure", measure, of: subject))
        case "effects": return .effects(try word("effect", measure, of: subject))
        default:
            guard let call = call(subject) else {
                throw Complaint(
                    "unknown figure \(subject.quoted)",
                    suggestion: Spelling.nearest(to: subject, among: subjects)
                        .map { "did you mean \($0.quoted)?" }
                        ?? "‘fleetsim figures’ lists them all"
                )
            }
            return .calls(.action(call), try word("measure", measure, of: subject))
        }
    }

    /// A call by its word or its name on the wire, however that is capitalised.
    private static func call(_ text: String) -> CallName? {
        let plain = text.filter { $0 != "-" && $0 != "_" }.lowercased()
        return CallName.allCases.first { $0.word == plain || $0.rawValue.lowercased() == plain }
    }

    private static func word<Word: CaseIterable & RawRepresentable<String>>(
        _ kind: String,
        _ text: String?,
        of subject: String
    ) throws(Complaint) -> Word {
        let words = Word.allCases.map(\.rawValue)
        guard let text else {
            throw Complaint(
                "it is not said which \(kind) of \(subject.quoted)",
                suggestion: "known here: \(words.joined(separator: ", "))"
            )
        }
        guard let word = Word(rawValue: text) else {
            throw Complaint(
                "unknown \(kind) \(text.quoted) of \(subject)",
                suggestion: Spelling.suggestion(for: text, among: words)
            )
        }
        return word
    }
}

// Statistics and bounds.
extension ThresholdReader {
    private static func statistic(
        _ text: String?,
        of metric: Metric
    ) throws(Complaint) -> Statistic? {
        guard metric.quantity == .time else {
            guard let text else { return nil }
            throw Complaint("\(metric.text) is one figure, \(text.quoted) has no meaning here")
        }
        guard let text else {
            throw Complaint(
                "\(metric.text) is many times, and it is not said which counts",
                suggestion: "such as p50, p99, max or mean"
            )
        }
        guard let statistic = Statistic(text) else {
            throw Complaint(
                "unknown statistic \(text.quoted)",
                suggestion: "known here: p50, p90, p99, p99.9 and the like, max, mean"
            )
        }
        let kept: [Statistic] = [.percentile(50), .percentile(99), .max]
        guard metric != .lag || kept.contains(statistic) else {
            throw Complaint("of lag only p50, p99 and max are kept")
        }
        return statistic
    }

    private static func bound(_ text: String, of metric: Metric) throws(Complaint) -> Bound {
        guard !text.isEmpty else {
            throw Complaint("\(metric.text) has no bound", suggestion: example)
        }
        switch metric.quantity {
        case .time: return try bound(text, in: .duration)
        case .rate: return try bound(text, in: .callRate)
        case .share: return try bound(text, in: .share)
        case .count: return try number(text)
        case .moment:
            return text.hasSuffix("%")
                ? try bound(text, in: .share) : try bound(text, in: .duration)
        case .part: return text.hasSuffix("%") ? try bound(text, in: .share) : try number(text)
        }
    }

    /// In the unit that it ends with.
    private static func bound(
        _ text: String,
        in dimension: Dimension
    ) throws(Complaint) -> Bound {
        let value = try dimension.read(text)
        let symbol = String(text.reversed().prefix(while: \.isUnit).reversed())
        guard let unit = Bound.Unit(rawValue: symbol),
            let own = dimension.units.first(where: { $0.symbol == symbol })
        else { throw Complaint("\(text.quoted) is not \(dimension.noun)") }
        guard value >= 0 else { throw Complaint("\(text.quoted) is negative") }
        // The number as it is written, unless it is a sum: a detour over the base unit rounds.
        let written = Double(plain: text.dropLast(symbol.count).filter { $0 != " " })
        return Bound(written ?? value * own.over / own.times, unit)
    }

    private static func number(_ text: String) throws(Complaint) -> Bound {
        if let number = Double(plain: text) {
            guard number >= 0 else { throw Complaint("\(text.quoted) is negative") }
            return Bound(number)
        }
        throw Complaint("\(text.quoted) is not a number")
    }
}

extension Statistic {
    /// `p99.9`, `max`, `mean`.
    fileprivate init?(_ text: String) {
        switch text {
        case "max": self = .max
        case "mean": self = .mean
        default:
            let digits = text.dropFirst()
            guard text.hasPrefix("p"), digits.allSatisfy({ $0.isDigit || $0 == "." }),
                let percent = Double(plain: digits), percent > 0, percent < 100
            else { return nil }
            self = .percentile(percent)
        }
    }
}

extension Dimension {
    /// Calls per second.
    fileprivate static let callRate = Dimension(
        noun: "a rate of calls",
        units: [
            Unit(symbol: "/h", over: 3600), Unit(symbol: "/m", over: 60), Unit(symbol: "/s"),
        ],
        usual: "/s"
    )
}

extension Character {
    fileprivate var isUnit: Bool { isLetter || self == "%" || self == "/" }
}
