import Scenarios

// The electricity of sites: who stands where in it, and what cannot be.
extension FleetPlan {
    static func electricity(
        _ scenario: Scenario,
        _ types: [[ChargerType]],
        problems: inout [String]
    ) -> [SiteElectricity?] {
        let clockStart = DateTime(unixMilliseconds: scenario.start.unixMilliseconds)
        return zip(scenario.fleet, types).enumerated().map { index, site in
            guard let spec = site.0.power else { return nil }
            do throws(SupplyError) {
                return try SiteElectricity(
                    spec,
                    bays: bays(of: site.0, site.1, clockStart),
                    clockStart: clockStart
                )
            } catch {
                problems.append("fleet.\(index).power: \(error.complaint)")
                return nil
            }
        }
    }

    private static func bays(
        of site: SiteSpec,
        _ types: [ChargerType],
        _ clockStart: DateTime
    ) -> [SiteElectricity.Bay] {
        var bays: [SiteElectricity.Bay] = []
        var charger = 0
        for (group, type) in zip(site.chargers, types) {
            for _ in 0..<group.count {
                let bay = PowerBay(charger: charger, milliamperes: Int64(type.outlet.milliamperes))
                let whole = SiteElectricity.Bay(
                    bay: bay,
                    volts: Int64(type.outlet.volts),
                    green: group.green.map { SunFollowing.Plan($0, clockStart: clockStart) }
                )
                bays += Array(repeating: whole, count: group.model.connectors)
                charger += 1
            }
        }
        return bays
    }

    /// The electricity of a shard's sites, each with its own.
    func electricity(of shard: Range<Int>) -> [Rare<SiteElectricity>] {
        shard.map { Rare(electricity[sites[$0].spec]) }
    }

    /// The reference CSMS of a shard, which shares out the power of sites where it is to.
    func centralSharingPower(
        of shard: Range<Int>,
        tags: TagList,
        clockStart: DateTime
    ) -> CentralSystem {
        let range = chargerRange(of: shard)
        var central = central(of: range, tags: tags, clockStart: clockStart)
        let sites = shard.compactMap { sharedByProfiles(self.sites[$0], from: range.lowerBound) }
        if !sites.isEmpty { central.power = LoadManagement(sites, stations: range.count) }
        return central
    }

    private func sharedByProfiles(_ site: SitePlan, from first: Int) -> ProfileSharing? {
        guard let power = scenario.fleet[site.spec].power, power.control.isByCSMS,
            let electricity = electricity[site.spec]
        else { return nil }
        let bays = site.chargers.flatMap { charger in
            let type = types[site.spec][Int(groups[charger])]
            return (1...chargers[charger].connectors).map { connector in
                ProfileSharing.Bay(
                    station: charger - first,
                    connector: connector,
                    phases: type.outlet.phases,
                    milliamperes: Int64(type.outlet.milliamperes),
                    volts: Int64(type.outlet.volts)
                )
            }
        }
        return ProfileSharing(
            electricity.fromAfar,
            bays: bays,
            asksCurrents: power.asksCurrents
        )
    }

    /// What a charger knows of the limits of its site; nothing where there are none.
    func siteShare(of charger: Int, at site: SitePlan) -> Rare<SiteShare> {
        guard let power = scenario.fleet[site.spec].power else { return Rare() }
        return Rare(
            SiteShare(
                bays: chargers[charger].connectors,
                enforcesLimits: power.control.isBySite,
                hearsDrivers: power.goesByStatedDepartures,
                appShare: power.control.isByCSMS ? power.appDepartures : 0
            )
        )
    }

    /// The trees of the sites whose power has limits, by the index of the site.
    package var supplies: [Int32: RunManifest.SupplyEntry] {
        var entries: [Int32: RunManifest.SupplyEntry] = [:]
        for (index, site) in sites.enumerated() {
            guard let power = scenario.fleet[site.spec].power else { continue }
            let entry = RunManifest.SupplyEntry(name: site.name, nodes: power.nodeNames)
            entries[Int32(index)] = entry
        }
        return entries
    }
}

extension SupplyError {
    var complaint: String {
        switch self {
        case .parentNotBefore(let node): "‘\(node)’ stands before what feeds it"
        case .unknownNode(let node, let outlet): "bay \(outlet) hangs at node \(node)"
        case .unknownOutlet(let outlet, let limit): "‘\(limit)’ has no bay \(outlet)"
        case .unusableLimit(let name): "the limit of ‘\(name)’ cannot be used"
        case .unusableOutlet(let outlet): "bay \(outlet) has a current that cannot be used"
        case .tooMany(let limit): "beneath ‘\(limit)’ there is more than is reckoned with"
        }
    }
}
