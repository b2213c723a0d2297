/// What the bays of a charger at a site with limits ask for, and what they were given.
struct SiteShare {
    fileprivate(set) var bays: [BayShare]
    /// Whether it waits for what the site gives, or only tells what happens.
    let enforcesLimits: Bool
    /// Whether the site hears of departures what drivers say, or the truth.
    let hearsDrivers: Bool
    /// Which part of the drivers tells the CSMS that shares power when they leave.
    let appShare: Double

    init(bays: Int, enforcesLimits: Bool, hearsDrivers: Bool = true, appShare: Double = 0) {
        assert(bays > 0 && 0...1 ~= appShare, "a share of the drivers, at the bays of a charger")
        self.bays = Array(repeating: BayShare(), count: bays)
        self.enforcesLimits = enforcesLimits
        self.hearsDrivers = hearsDrivers
        self.appShare = appShare
    }
}

extension Charger {
    /// Tells the site what has changed of what its cars ask for and draw.
    mutating func askSite(at now: SimTime, into output: inout ChargerOutput) {
        guard !siteShare.isNone else { return }
        for place in connectors.indices {
            let request = powerRequest(at: place, now)
            let isCharge = connectors[place].transaction != nil
            let isNews = siteShare.changeIfAny { share in
                // The next transaction is offered its power anew.
                if !isCharge { share.bays[place].end() }
                return share.bays[place].asks(request)
            }
            if isNews == true { output.actions.append(.asksSite(connector: place + 1)) }
        }
    }

    /// A driver who uses the operator's app tells there when he leaves, once he has plugged in.
    func tellDeparture(from place: Int, into output: inout ChargerOutput) {
        let bay = connectors[place].bay
        guard let share = siteShare.value, share.appShare > 0, let visit = bay.visit,
            visit.token.share < share.appShare,
            let departs = bay.departure(asSaid: share.hearsDrivers)
        else { return }
        output.actions.append(.tellsDeparture(connector: place + 1, departs))
    }

    /// The site has so much for a car from now on.
    mutating func siteGives(
        _ milliamperes: Int32,
        to place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let offer = siteShare.changeIfAny { $0.bays[place].give(milliamperes) }
        guard let offer, let offer else { return }
        energise(place, with: offer, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// What the profiles have left a running transaction, whatever the site has.
    func profileOffer(at place: Int) -> Offer? {
        guard let share = siteShare.value else { return connectors[place].bay.offer }
        return share.bays[place].offer
    }

    /// What of an offer by the profiles the site leaves; nil where it has yet to be asked.
    mutating func admitted(_ offer: Offer, to place: Int, at now: SimTime) -> Offer? {
        guard !siteShare.isNone else { return offer }
        let takes = connectors[place].bay.takes(at: now)
        return siteShare.changeIfAny { share in
            share.bays[place].admit(offer, enforcesLimits: share.enforcesLimits, takes: takes)
        } ?? offer
    }

    /// What a connector would have for its car; nil where that would take nothing.
    private func powerRequest(at place: Int, _ now: SimTime) -> PowerRequest? {
        guard let transaction = connectors[place].transaction, !transaction.isCutOff,
            let offer = siteShare.value?.bays[place].offer
        else { return nil }
        return connectors[place].bay.request(within: offer, of: type.outlet, at: now)
    }

    /// What the car at a connector asks its site for; nil: nothing.
    func demand(at place: Int, station: Int, now: SimTime) -> Demand? {
        guard let share = siteShare.value, let request = share.bays[place].asked else { return nil }
        return connectors[place].bay.demand(
            request,
            at: station,
            of: type.outlet,
            hearsDrivers: share.hearsDrivers,
            now: now
        )
    }

    /// What the car at a connector draws on each of its lines.
    func drawn(at place: Int) -> Int64 {
        Int64(siteShare.value?.bays[place].asked?.drawn ?? 0)
    }
}
