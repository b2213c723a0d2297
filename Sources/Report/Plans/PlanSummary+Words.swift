import Scenarios

/// What a report says of a plan in words.
extension PlanSummary {
    /// Which design to build, one sentence for each kind of drivers.
    var answers: [String] {
        guard designs.first?.targets.isEmpty == false else { return [] }
        return kinds.flatMap { kind in
            let own = designs.filter { $0.arrivals == kind }
            let sentences =
                [answer(of: own)] + [nearness(of: own)].compactMap(\.self) + undecided(of: own)
            return sentences.map { sentence in
                guard let kind else { return sentence }
                return "For \(kind): \(sentence.prefix(1).lowercased())\(sentence.dropFirst())"
            }
        }
    }

    private func answer(of designs: [Design]) -> String {
        guard let smallest = designs.first(where: \.isSmallest) else {
            return designs.contains { $0.verdict == .undecided }
                ? "No design is shown to meet the targets." : "No design meets the targets."
        }
        let cost = smallest.cost.map { ", which costs \(Figures.grouped($0))" } ?? ""
        let certainty = smallest.isCertain ? nil : smallest.certainty
        let sure = certainty.map {
            " (each is kept with a certainty of \(Figures.rounded(100 * min($0, 0.999))) % or more)"
        }
        return "Smallest design that meets the targets: \(name(of: smallest))\(cost)\(sure ?? "")."
    }

    /// What replications leave open, and how many would tell.
    private func undecided(of designs: [Design]) -> [String] {
        let open = designs.filter { $0.verdict == .undecided }
        guard !open.isEmpty else { return [] }
        let told = open.prefix(Self.maximumNamed).map { design in
            let needed = design.needed.map(Self.replications) ?? Self.unknownReplications
            return "\(name(of: design)) (\(needed))"
        }
        let more = open.count > told.count ? " and \(open.count - told.count) more" : ""
        return ["Undecided: \(told.joined(separator: "; "))\(more)."]
    }

    private static let maximumNamed = 5

    static let unknownReplications = "how many replications would tell cannot be said"

    static func replications(_ needed: Int) -> String {
        "about \(Figures.grouped(needed)) replications would tell"
    }

    /// How long each design was measured, where the file tells.
    var span: String? {
        guard let horizon = designs.first?.horizonMicroseconds else { return nil }
        let warmUp = designs.first?.warmUpMicroseconds ?? 0
        let before =
            warmUp > 0
            ? " after a warm-up of \(Figures.span(microseconds: warmUp))" : " without a warm-up"
        return "\(Figures.span(microseconds: horizon)) each\(before)"
    }

    /// How the figures of the table of designs are to be read.
    var legend: String {
        let horizon = designs.first?.horizonMicroseconds.map(Figures.span) ?? "the horizon"
        let peaks = shown.filter(\.isPeak).map(\.rawValue)
        let greatest =
            peaks.isEmpty
            ? "" : " \(peaks.joined(separator: ", ")): the greatest of \(horizon), on average."
        let cut = warmUpCut.map { " \($0)" } ?? ""
        guard !isCertain else {
            return
                "Who comes is listed, and nothing is drawn: each design is simulated once, and its "
                + "figures have no intervals.\(cut)"
        }
        return "Figures are over all replications, with their intervals at 95 %.\(greatest)\(cut)"
    }

    /// What theory has to say, and where it has nothing.
    var theorySentences: [String] {
        let silent = designs.compactMap(\.failing).reduce(into: [String]()) { reasons, reason in
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        guard !silent.isEmpty else { return [] }
        let all = designs.allSatisfy { $0.failing != nil } ? "" : " of some designs"
        return silent.map { "No closed form of queueing theory fits\(all): \($0)." }
    }

    /// The kinds of drivers, in the order of the designs.
    var kinds: [String?] {
        designs.map(\.arrivals).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// What makes it one design and not another.
    func name(of design: Design) -> String {
        var parts = [Self.counted(Double(design.bays), "bay")]
        if let limit = design.limit { parts.append("\(limit.inFull) A") }
        if let sharing = design.sharing { parts.append(sharing) }
        return parts.joined(separator: ", ")
    }

    /// What is not certain is not called so.
    static func percent(_ share: Double) -> String {
        switch share {
        case 0.999...: "≥ 99.9 %"
        case ...0.001: "≤ 0.1 %"
        default: "\(Figures.rounded(100 * share)) %"
        }
    }

    static func counted(_ amount: Double, _ thing: String) -> String {
        let number = Int(exactly: amount).map(Figures.grouped) ?? Figures.rounded(amount)
        return "\(number) \(thing)\(amount == 1 ? "" : "s")"
    }
}

extension Double {
    /// As it was written: what people chose is not rounded.
    var inFull: String { Int(exactly: self).map(Figures.grouped) ?? "\(self)" }
}

extension PlanFigure {
    /// The unit in which people read it, and how many of it the stored one is.
    var shown: (unit: String, factor: Double) {
        switch quantity {
        case .time: ("min", 1 / 60)
        case .share: ("%", 100)
        case .power: ("kW", 1 / 1_000)
        case .energy: ("kWh a day", 1 / 1_000)
        case .current: ("A", 1)
        case .number: ("", 1)
        }
    }

    var heading: String { shown.unit.isEmpty ? rawValue : "\(rawValue), \(shown.unit)" }

    func text(_ value: Double) -> String { Figures.rounded(value * shown.factor) }

    /// With its interval, where that is one.
    func text(_ figure: PlanSummary.Figure?) -> String {
        guard let figure else { return "–" }
        guard figure.high.isFinite else {
            return "\(text(figure.mean)) (\(text(figure.low)) or more)"
        }
        // What only the last bits tell apart is one number.
        let size = max(abs(figure.low), abs(figure.high))
        guard figure.high - figure.low > 1e-9 * size else { return text(figure.mean) }
        return "\(text(figure.mean)) (\(text(figure.low)) … \(text(figure.high)))"
    }
}
