/// The chargers and sites of one kernel, in arrays: an entity is its index.
struct Fleet: ~Copyable {
    var chargers: [Charger]
    var sites: [Site]
    var arrivals: [Arrivals]
    /// Of each site whose power has limits.
    var electricity: [Rare<SiteElectricity>]
    /// Who waits for a bay at each site.
    var lines: [WaitingLine]
    /// Which of each site's users are there.
    var users: [PresentUsers]
    /// The visit that comes next to each site.
    var coming: [Visit?]
    /// The site of each charger.
    let siteOfCharger: [Int32]
    /// The fleet-wide index of the first charger and of the first site.
    let firstCharger: Int
    let firstSite: Int

    init(
        chargers: [Charger],
        sites: [Site],
        arrivals: [Arrivals],
        electricity: [Rare<SiteElectricity>]? = nil,
        siteOfCharger: [Int32],
        firstCharger: Int,
        firstSite: Int
    ) {
        self.chargers = chargers
        self.sites = sites
        self.arrivals = arrivals
        self.siteOfCharger = siteOfCharger
        self.firstCharger = firstCharger
        self.firstSite = firstSite
        self.electricity = electricity ?? sites.map { _ in Rare() }
        lines = sites.map { _ in WaitingLine() }
        users = sites.map { _ in PresentUsers() }
        coming = Array(repeating: nil, count: sites.count)
    }

    /// Looks ahead to the next car of a site; gives its time.
    mutating func expectNext(at site: Int) -> SimTime? {
        coming[site] = arrivals[site].next()
        return coming[site]?.arrived
    }

    /// Shows a visit to the bay that is kept for it, or to a free one, if there is one.
    mutating func takeBay(for visit: Visit, at site: Int) -> Site.Bay? {
        if let kept = sites[site].takeBay(keptFor: visit.token) { return kept }
        var choice = arrivals[site].stream(for: visit.index, .bay)
        return sites[site].takeBay(using: &choice)
    }

    /// The visit as it goes at a bay: where a charger keeps PINs the driver is one of its users, and
    /// where plugging in identifies the token may be the charger's.
    func visit(_ visit: Visit, to bay: Site.Bay, at site: Int) -> Visit {
        let charger = firstCharger + Int(bay.charger)
        let access = chargers[Int(bay.charger)].type.behaviour.access
        var visit = visit
        if chargers[Int(bay.charger)].type.outlet.isDirect {
            // Past the car's own charger nothing of it counts.
            visit.vehicle.phases = 3
            visit.vehicle.milliamperes = .max
        }
        switch access.way(of: visit) {
        case .pin:
            guard let users = access.pinUsers else { break }
            visit.token = arrivals[site].code(of: visit, amongUsers: users, ofCharger: charger)
        case .plug:
            guard let pattern = access.plugTag else { break }
            visit.token = FleetPlan.token(pattern, of: charger) ?? visit.token
            visit.token.kind = .plug
        case .card, .remote, .free: break
        }
        return visit
    }
}
