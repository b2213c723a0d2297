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
        for connectorIndex in connectors.indices {
            let request = powerRequest(at: connectorIndex, now)
            let isCharge = connectors[connectorIndex].transaction != nil
            let isNews = siteShare.changeIfAny { share in
                // The next transaction is offered its power anew.
                if !isCharge { share.bays[connectorIndex].end() }
                return share.bays[connectorIndex].ask(request)
            }
            if isNews == true { output.actions.append(.asksSite(connector: connectorIndex + 1)) }
        }
    }

    /// A driver who uses the operator's app tells there when he leaves, once he has plugged in.
    func tellDeparture(from connectorIndex: Int, into output: inout ChargerOutput) {
        let bay = connectors[connectorIndex].bay
        guard let share = siteShare.value, share.appShare > 0, let visit = bay.visit,
            visit.token.share < share.appShare,
            let departs = bay.departure(asSaid: share.hearsDrivers)
        else { return }
        output.actions.append(.tellsDeparture(connector: connectorIndex + 1, departs))
    }

    /// The site has so much for a car from now on.
    mutating func siteGives(
        _ milliamperes: Int32,
        to connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let offer = siteShare.changeIfAny { $0.bays[connectorIndex].give(milliamperes) }
        guard let offer, let offer else { return }
        energise(connectorIndex, with: offer, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// What the profiles have left a running transaction, whatever the site has.
    func profileOffer(at connectorIndex: Int) -> Offer? {
        guard let share = siteShare.value else { return connectors[connectorIndex].bay.offer }
        return share.bays[connectorIndex].offer
    }

    /// What of an offer by the profiles the site leaves; nil where it has yet to be asked.
    mutating func admitted(_ offer: Offer, to connectorIndex: Int, at now: SimTime) -> Offer? {
        guard !siteShare.isNone else { return offer }
        let takes = connectors[connectorIndex].bay.takes(at: now)
        return siteShare.changeIfAny { share in
            share.bays[connectorIndex].admit(
                offer,
                enforcesLimits: share.enforcesLimits,
                takes: takes
            )
        } ?? offer
    }

    /// What a connector would have for its car; nil where that would take nothing.
    private func powerRequest(at connectorIndex: Int, _ now: SimTime) -> PowerRequest? {
        guard let transaction = connectors[connectorIndex].transaction, !transaction.isCutOff,
            let offer = siteShare.value?.bays[connectorIndex].offer
        else { return nil }
        return connectors[connectorIndex].bay.request(within: offer, of: type.outlet, at: now)
    }

    /// What the car at a connector asks its site for; nil: nothing.
    func demand(at connectorIndex: Int, outlet: Int, now: SimTime) -> Demand? {
        guard let share = siteShare.value, let request = share.bays[connectorIndex].asked else {
            return nil
        }
        return connectors[connectorIndex].bay.demand(
            request,
            at: outlet,
            of: type.outlet,
            hearsDrivers: share.hearsDrivers,
            now: now
        )
    }

    /// What the car at a connector draws on each of its lines.
    func drawn(at connectorIndex: Int) -> Int64 {
        Int64(siteShare.value?.bays[connectorIndex].asked?.drawn ?? 0)
    }
}
