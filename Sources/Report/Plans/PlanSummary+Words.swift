import Scenarios

/// What a report says of a plan in words.
extension PlanSummary {
    /// Which design to build, one sentence for each kind of drivers.
    var answers: [String] {
        guard designs.first?.targets.isEmpty == false else { return [] }
        return kinds.map { kind in
            let own = designs.filter { $0.arrivals == kind }
            let drivers = kind.map { "For \($0): " } ?? ""
            guard let smallest = own.first(where: \.isSmallest) else {
                return drivers.isEmpty
                    ? "No design meets the targets." : "\(drivers)no design meets the targets."
            }
            let cost = smallest.cost.map { " for \(Figures.grouped(Int($0.rounded())))" } ?? ""
            let answer = "smallest design that meets the targets: \(name(of: smallest))\(cost)"
            let certainty = smallest.isCertain ? nil : smallest.certainty
            let sure = certainty.map {
                " (each is kept with a certainty of \(Self.percent($0)) or more)"
            }
            return (drivers.isEmpty ? "S" + answer.dropFirst() : drivers + answer)
                + "\(sure ?? "")."
        }
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
        share >= 0.999 ? "99.9 %" : "\(Figures.rounded(100 * share)) %"
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
        // What only the last bits tell apart is one number.
        let size = max(abs(figure.low), abs(figure.high))
        guard figure.high - figure.low > 1e-9 * size else { return text(figure.mean) }
        return "\(text(figure.mean)) (\(text(figure.low)) … \(text(figure.high)))"
    }
}
