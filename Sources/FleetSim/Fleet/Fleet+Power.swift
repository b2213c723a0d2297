// What a fleet's sites have to do with power.
extension Fleet {
    /// Tells a site what a connector asks for and draws; whether it is to share out anew.
    mutating func askSite(
        _ site: Int,
        for charger: Int,
        connector: Int,
        at now: SimTime
    ) -> Bool {
        let outlet = sites[site].bays.bay(charger: charger, connector: connector)
        let demand = chargers[charger].demand(at: connector - 1, outlet: outlet, now: now)
        let drawn = chargers[charger].drawn(at: connector - 1)
        let user = chargers[charger].connectors[connector - 1].bay.visit?.token.share ?? 0
        let isStale = electricity[site].changeIfAny { electricity in
            electricity.take(demand, drawing: drawn, of: user, at: outlet, now: now)
            return electricity.isStale
        }
        return isStale ?? false
    }

    /// Tells what flowed at each node of each site whose power has limits.
    mutating func tellPower(until end: SimTime, into batch: inout Batch) {
        for site in electricity.indices {
            let rows = electricity[site].changeIfAny { $0.closeWindow(at: end) }
            for row in rows ?? [] {
                batch.power.append(PowerRecord(row, site: firstSite + site))
            }
        }
    }
}
