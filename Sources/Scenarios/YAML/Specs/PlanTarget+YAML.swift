extension PlanTarget {
    /// A line such as `wait p95 <= 10m`.
    static let notation = Notation<PlanTarget>.scalar(
        "a target",
        schema: ["type": "string", "pattern": "^[^<>=]+(<=|>=|<|>) *[0-9][^<>=]*$"]
    ) { text throws(Complaint) in
        try PlanTarget(text)
    }

    private static let example = "such as ‘wait p95 <= 10m’"

    fileprivate init(_ text: String) throws(Complaint) {
        guard let sign = text.firstIndex(where: { "<>=".contains($0) }) else {
            throw Complaint("\(text.quoted) has no bound", suggestion: Self.example)
        }
        let words = text[..<sign].split(separator: " ").map(String.init)
        guard !words.isEmpty else {
            throw Complaint("\(text.quoted) names no figure", suggestion: Self.example)
        }
        let comparison = text[sign...].prefix { "<>=".contains($0) }
        guard ["<", "<=", ">", ">="].contains(comparison) else {
            throw Complaint(
                "\(String(comparison).quoted) is no target",
                suggestion: "known here: <=, >=, <, >"
            )
        }
        let figure = try PlanFigure(words: words[...])
        let rest = String(text[sign...].dropFirst(comparison.count).drop { $0 == " " })
        let (bound, horizons) = try Self.parts(of: rest)
        self.init(
            figure,
            isAtMost: comparison.first == "<",
            isStrict: comparison.count == 1,
            try figure.read(bound),
            inShareOfHorizons: horizons,
            expression: "\(figure.rawValue) \(comparison) \(rest)"
        )
    }

    /// The bound, and the share of horizons that are to keep it, as in `40kW in 95% of horizons`.
    private static func parts(
        of text: String
    ) throws(Complaint) -> (bound: String, horizons: Double?) {
        let words = text.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "in") else { return (text, nil) }
        guard index > 0, index + 4 == words.count, words[(index + 2)...] == ["of", "horizons"]
        else {
            throw Complaint(
                "\(text.quoted) is not a bound in a share of horizons",
                suggestion: "such as ‘40kW in 95% of horizons’"
            )
        }
        let share = try PlanFigure.share(words[index + 1])
        guard share > 0, share < 1 else {
            throw Complaint("\(text.quoted): the share is more than 0% and less than 100%")
        }
        return (words[..<index].joined(separator: " "), share)
    }
}

extension PlanFigure {
    /// By its name, in which a dot may be written as a space.
    init(words: ArraySlice<String>) throws(Complaint) {
        let name = words.joined(separator: ".")
        guard let figure = PlanFigure(rawValue: name) else {
            let names = PlanFigure.allCases.map(\.rawValue)
            throw Complaint(
                "unknown figure \(words.joined(separator: " ").quoted)",
                suggestion: Spelling.nearest(to: name, among: names)
                    .map { "did you mean \($0.quoted)?" }
                    ?? "‘fleetsim figures’ lists them all"
            )
        }
        self = figure
    }

    /// A bound in the unit of the figure's quantity.
    fileprivate func read(_ text: String) throws(Complaint) -> Double {
        let bound =
            switch quantity {
            case .time: try Dimension.duration.read(text) / 1e9
            case .share: try Self.share(text)
            case .power: try Dimension.power.read(text)
            case .energy: try Dimension.energy.read(text)
            case .current: try Dimension.current.read(text)
            case .number: try Self.number(text)
            }
        guard bound >= 0 else { throw Complaint("\(text.quoted) is negative") }
        return bound
    }

    /// From 0 to 1, rounded once: what is read as per cent and then divided may miss the share of 7 in 1,000.
    fileprivate static func share(_ text: String) throws(Complaint) -> Double {
        let share = try Dimension.share.read(text)
        return Double(plain: text.filter { $0 != " " && $0 != "%" } + "e-2") ?? share
    }

    private static func number(_ text: String) throws(Complaint) -> Double {
        guard let number = Double(plain: text) else {
            throw Complaint("\(text.quoted) is not a number")
        }
        return number
    }
}
