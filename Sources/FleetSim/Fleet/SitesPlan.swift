import Scenarios

/// The sites of a scenario without a CSMS, worked out once and shared by all threads.
package struct SitesPlan: Sendable {
    package let scenario: Scenario
    package let sites: [SiteModel]
    /// What stands there, site by site.
    package let chargers: [RunManifest.ChargerEntry]
    /// The index of each site's first charger.
    let firstChargers: [Int]

    /// Fails when a site's limits cannot be built.
    package init(_ scenario: Scenario) throws(FleetProblems) {
        self.scenario = scenario
        var sites: [SiteModel] = []
        var chargers: [RunManifest.ChargerEntry] = []
        var firstChargers: [Int] = []
        let names = scenario.fleet.siteNames
        for (index, spec) in scenario.fleet.enumerated() {
            for number in 0..<spec.count {
                let name = names[index].name(of: number)
                firstChargers.append(chargers.count)
                chargers += spec.entries(at: name, from: chargers.count)
                do throws(SitePlanProblem) {
                    sites.append(
                        try SiteModel(
                            spec,
                            number: sites.count,
                            name: name,
                            clockStart: scenario.start
                        )
                    )
                } catch {
                    throw FleetProblems(lines: ["fleet.\(index): \(error)"])
                }
            }
        }
        self.sites = sites
        self.chargers = chargers
        self.firstChargers = firstChargers
    }

    /// Fails when a site could not be built: sites of a kind are alike, and one of each is looked at.
    package static func check(_ scenario: Scenario) throws(FleetProblems) {
        var kind = scenario
        for index in kind.fleet.indices {
            kind.fleet[index].count = min(1, kind.fleet[index].count)
        }
        _ = try SitesPlan(kind)
    }

    /// The nodes of the sites whose power has limits, by the index of the site.
    package var supplies: [Int32: RunManifest.SupplyEntry] {
        var entries: [Int32: RunManifest.SupplyEntry] = [:]
        for site in sites where !site.nodeNames.isEmpty {
            let entry = RunManifest.SupplyEntry(name: site.name, nodes: site.nodeNames)
            entries[Int32(site.number)] = entry
        }
        return entries
    }
}

extension SiteSpec {
    /// Its chargers, or the stations of a study, as the run database lists them.
    fileprivate func entries(at site: String, from first: Int) -> [RunManifest.ChargerEntry] {
        guard stations.isEmpty else {
            return stations.map {
                RunManifest.ChargerEntry(
                    identity: $0.id,
                    model: "station",
                    site: site,
                    connectors: 1
                )
            }
        }
        var entries: [RunManifest.ChargerEntry] = []
        for group in chargers {
            for member in 0..<group.count {
                let number = first + entries.count + 1
                entries.append(
                    RunManifest.ChargerEntry(
                        identity: group.identity(ofMember: member, number: number),
                        model: group.model.id,
                        site: site,
                        connectors: group.model.connectors
                    )
                )
            }
        }
        return entries
    }
}
