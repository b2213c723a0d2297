import FleetSim

// What the page of sites draws, as tables.
extension SitesCourse {
    /// Each site that is drawn, with what its charts come to.
    var siteTable: Table {
        var table = Table(
            "Site",
            "bays",
            "most with a car",
            "most waiting",
            "left without a bay",
            "highest power",
            "limit of a line"
        )
        for site in sites {
            let root = site.nodes.first
            let limit = root?.limit.compactMap(\.self).min()
            table.add([
                site.name, Figures.grouped(site.bays), Figures.grouped(site.occupied.greatest),
                Figures.grouped(site.waiting.greatest), Figures.grouped(site.turnedAway),
                root.map { AxisQuantity.power.text($0.greatest.power) } ?? "–",
                limit.map { AxisQuantity.current.text($0) } ?? "–",
            ])
        }
        return table
    }

    /// What stood in the way of energy, the most first; `wanted` in watt-hours.
    func shortfallTable(of wanted: Double) -> Table {
        var table = Table("What stood in the way", "energy", "of wanted", "sessions")
        let sums = (shortfall ?? []).filter { $0.wattHours > 0.5 }
            .sorted { $0.wattHours > $1.wattHours }
        for sum in sums {
            let cause = Shortfall.Cause.allCases.first { $0.name == sum.cause }
            let share = wanted > 0 ? "\(Figures.rounded(100 * sum.wattHours / wanted)) %" : "–"
            table.add([
                cause?.sentence ?? sum.cause, Figures.energy(wattHours: sum.wattHours), share,
                Figures.grouped(sum.sessions),
            ])
        }
        return table
    }
}
