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
}
