extension PlanFigure {
    /// What tables show: the figures of targets, and those that planners ask for first.
    package static func shown(with targets: [PlanFigure]) -> [PlanFigure] {
        // Where one kind of lost drivers is told, all of them would mostly be told twice.
        let isToldApart = targets.contains(.blocked) || targets.contains(.reneged)
        let usual: [PlanFigure] = [.lost, .waitP95, .energyNotServed, .peak15, .occupied]
        return (targets + usual.filter { $0 != .lost || !isToldApart })
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension PlanFigure.Quantity {
    /// What a target compares it with: the unit that tables show, and a bound as one is written.
    var written: (unit: String, maximum: String, minimum: String) {
        switch self {
        case .time: ("min", "<= 10m", ">= 10m")
        case .share: ("%", "<= 5%", ">= 95%")
        case .power: ("kW", "<= 40kW", ">= 40kW")
        case .energy: ("kWh a day", "<= 100kWh", ">= 100kWh")
        case .current: ("A", "<= 63A", ">= 63A")
        case .number: ("", "<= 3", ">= 3")
        }
    }
}
