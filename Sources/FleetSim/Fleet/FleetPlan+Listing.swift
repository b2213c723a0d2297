import Scenarios

// What a run's database lists of a fleet, besides its chargers.
extension FleetPlan {
    /// The sites in the order of their index.
    package var siteEntries: [RunManifest.SiteEntry] {
        sites.map { site in
            RunManifest.SiteEntry(
                name: site.name,
                chargers: site.chargers.count,
                bays: chargers[site.chargers].reduce(0) { $0 + $1.connectors }
            )
        }
    }

    /// The faults in the order of their times.
    package var faultEntries: [RunManifest.FaultEntry] {
        scenario.faults.map(RunManifest.FaultEntry.init).sorted { $0.at < $1.at }
    }

    /// How long its windows are.
    package var window: SimDuration { SimDuration(scenario.window) }
}

extension SitesPlan {
    /// The sites in the order of their index.
    package var siteEntries: [RunManifest.SiteEntry] {
        sites.enumerated().map { index, site in
            let end = index + 1 < sites.count ? firstChargers[index + 1] : chargers.count
            return RunManifest.SiteEntry(
                name: site.name,
                chargers: end - firstChargers[index],
                bays: site.bays
            )
        }
    }
}

extension RunManifest.FaultEntry {
    fileprivate init(_ fault: FaultSpec) {
        let at = SimTime.zero + SimDuration(fault.at)
        self.init(
            at: at,
            until: fault.kind.lasts.map { at + SimDuration($0) },
            kind: fault.kind.word,
            share: fault.kind.scope.share,
            site: fault.site
        )
    }
}
