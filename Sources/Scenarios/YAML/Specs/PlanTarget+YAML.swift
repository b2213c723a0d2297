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
                suggestion: "known here: <=, >="
            )
        }
        let figure = try PlanFigure(words: words[...])
        let bound = String(text[sign...].dropFirst(comparison.count).drop { $0 == " " })
        self.init(
            figure,
            isAtMost: comparison.first == "<",
            try figure.read(bound),
            expression: "\(figure.rawValue) \(comparison) \(bound)"
        )
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
            case .share: try Dimension.share.read(text)
            case .power: try Dimension.power.read(text)
            case .energy: try Dimension.energy.read(text)
            case .current: try Dimension.current.read(text)
            case .number: try Self.number(text)
            }
        guard bound >= 0 else { throw Complaint("\(text.quoted) is negative") }
        return bound
    }

    private static func number(_ text: String) throws(Complaint) -> Double {
        guard let number = Double(plain: text) else {
            throw Complaint("\(text.quoted) is not a number")
        }
        return number
    }
}
