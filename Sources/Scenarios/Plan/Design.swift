/// One way to build a site, and who comes to it.
package struct Design: Equatable, Sendable {
    package var bays: Int
    /// Of each line at the grid connection, in amperes; nil: as the scenario has it.
    package var limit: Double?
    /// nil: as the scenario has it.
    package var sharing: SharingLaw?
    package var arrivals: PlanArrivals?

    package init(
        bays: Int,
        limit: Double? = nil,
        sharing: SharingLaw? = nil,
        arrivals: PlanArrivals? = nil
    ) {
        self.bays = bays
        self.limit = limit
        self.sharing = sharing
        self.arrivals = arrivals
    }

    /// The site built so.
    package func site(from site: SiteSpec, group: Int) -> SiteSpec {
        let perDay = site.arrivals.perDay(bays: site.baysPerSite)
        var site = site
        site.count = 1
        site.setBays(bays, by: group)
        if limit != nil || sharing != nil {
            var power = site.power ?? PowerSpec()
            if let limit { power.limit = .currents(l1: limit, l2: limit, l3: limit) }
            if let sharing { power.sharing = sharing }
            site.power = power
        }
        if let arrivals { site.arrivals.take(arrivals, insteadOf: perDay) }
        return site
    }
}

extension PlanSpec {
    /// Every combination of the axes, in the order of writing: drivers, rules, limits, bays.
    package func designs(of site: SiteSpec) -> [Design] {
        let bays = self.bays.isEmpty ? [site.baysPerSite] : self.bays
        let limits: [Double?] = self.limits.isEmpty ? [nil] : self.limits
        let sharing: [SharingLaw?] = self.sharing.isEmpty ? [nil] : self.sharing
        let arrivals: [PlanArrivals?] = self.arrivals.isEmpty ? [nil] : self.arrivals
        return arrivals.flatMap { who in
            sharing.flatMap { rule in
                limits.flatMap { limit in
                    bays.map { Design(bays: $0, limit: limit, sharing: rule, arrivals: who) }
                }
            }
        }
    }

    /// The index of the site that is planned among those of a fleet.
    package func index(in fleet: [SiteSpec]) -> Int? {
        guard let site else { return fleet.count == 1 ? 0 : nil }
        return fleet.firstIndex { $0.site == site }
    }
}

extension SiteSpec {
    /// Sets the number of chargers of a group so that there are this many bays in all.
    fileprivate mutating func setBays(_ wanted: Int, by group: Int) {
        let index = group - 1
        let connectors = chargers[index].model.connectors
        let others = baysPerSite - chargers[index].count * connectors
        chargers[index].count = (wanted - others) / connectors
    }

    /// Whether a group can make up this many bays.
    func canHave(bays wanted: Int, by group: Int) -> Bool {
        let connectors = chargers[group - 1].model.connectors
        let others = baysPerSite - chargers[group - 1].count * connectors
        return wanted >= others && wanted > 0 && (wanted - others) % connectors == 0
    }
}

extension SiteSpec {
    /// The same, where who comes is not in proportion to the bays any more: drivers are no matter of
    /// design.
    package var withOwnDrivers: SiteSpec {
        var site = self
        if site.arrivals.users != nil {
            site.arrivals.users?.count = arrivals.users(bays: baysPerSite)
        } else {
            site.arrivals.perDay = arrivals.perDay(bays: baysPerSite)
        }
        return site
    }
}

extension ArrivalSpec {
    /// Takes other drivers: as many a day as they are, or else as came before.
    fileprivate mutating func take(_ other: PlanArrivals, insteadOf usual: Double) {
        if let preset = other.preset {
            self = preset.arrivals
            perDay = perDay ?? usual
        }
        guard let many = other.perDay else { return }
        perDay = many
        // How many people these are follows from it: a number of them would outrank it.
        users?.count = nil
    }
}
