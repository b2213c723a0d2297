/// The chargers and sites of one kernel, in arrays: an entity is its index.
struct Fleet: ~Copyable {
    var chargers: UniqueList<Charger>
    /// The bays of each site, and who comes to them.
    var sites: [SiteDrivers]
    /// Of each site whose power has limits.
    var electricity: [Rare<SiteElectricity>]
    /// The site of each charger.
    let siteOfCharger: [Int32]
    /// The fleet-wide index of the first charger and of the first site.
    let firstCharger: Int
    let firstSite: Int

    init(
        chargers: [Charger],
        sites: [SiteDrivers],
        electricity: [Rare<SiteElectricity>]? = nil,
        siteOfCharger: [Int32],
        firstCharger: Int,
        firstSite: Int
    ) {
        self.chargers = UniqueList(chargers)
        self.sites = sites
        self.siteOfCharger = siteOfCharger
        self.firstCharger = firstCharger
        self.firstSite = firstSite
        self.electricity = electricity ?? sites.map { _ in Rare() }
        assert(siteOfCharger.count == self.chargers.count, "each charger stands at a site")
        assert(self.electricity.count == sites.count, "each site has its power, or none")
        assert(
            siteOfCharger.allSatisfy { sites.indices.contains(Int($0)) },
            "a charger's site is here"
        )
    }

    /// The visit as it goes at a bay: where a charger keeps PINs the driver is one of its users, and
    /// where plugging in identifies the token may be the charger's.
    func visit(_ visit: Visit, to bay: BayPool.Bay, at site: Int) -> Visit {
        let charger = firstCharger + Int(bay.charger)
        let access = chargers[Int(bay.charger)].type.behaviour.access
        var visit = visit.fitted(to: chargers[Int(bay.charger)].type.outlet)
        switch access.way(of: visit) {
        case .pin:
            guard let users = access.model.pinUsers else { break }
            visit.token = sites[site].code(of: visit, amongUsers: users, ofCharger: charger)
        case .plug:
            guard let pattern = access.model.defaultTag else { break }
            visit.token = FleetPlan.token(pattern, of: charger) ?? visit.token
            visit.token.kind = .plug
        case .card, .remote, .free: break
        }
        return visit
    }
}
