/// What a charger at a site with limits asks for its cars, and what it was told that they may draw.
struct SiteShare {
    struct Bay {
        /// What the charging profiles leave its car, whatever the site has.
        var offer: Offer?
        /// What the site has for it on each line; nil: it has yet to say.
        var granted: Int32?
        /// What was asked for last; nil: nothing.
        var asked: PowerRequest?
        /// When its car leaves; nil: when it has what it wants.
        var departs: SimTime?
    }

    var bays: [Bay]
    /// Whether it waits for what the site gives, or only tells what happens.
    let isGuarded: Bool
    /// Whether the site hears of departures what drivers say, or the truth.
    let hearsDrivers: Bool

    init(bays: Int, isGuarded: Bool, hearsDrivers: Bool = true) {
        self.bays = Array(repeating: Bay(), count: bays)
        self.isGuarded = isGuarded
        self.hearsDrivers = hearsDrivers
    }
}

extension SiteShare.Bay {
    /// Takes note of what its car would have; whether that is news to the site.
    fileprivate mutating func asks(_ request: PowerRequest?) -> Bool {
        guard request != asked else { return false }
        if request == nil || asked == nil { granted = nil }
        asked = request
        return true
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
                if !isCharge { share.bays[place].offer = nil }
                return share.bays[place].asks(request)
            }
            if isNews == true { output.actions.append(.asksSite(connector: place + 1)) }
        }
    }

    /// The site has so much for a car from now on.
    mutating func siteGives(
        _ milliamperes: Int32,
        to place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        siteShare.changeIfAny { $0.bays[place].granted = milliamperes }
        guard let bay = siteShare.value?.bays[place], bay.asked != nil, let offer = bay.offer else {
            return
        }
        energise(place, with: offer, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// When the car at a connector leaves, as far as that is known from the start.
    mutating func noteDeparture(of visit: Visit, at time: SimTime?, place: Int) {
        siteShare.changeIfAny { share in
            let error = share.hearsDrivers ? visit.misstatement : .zero
            share.bays[place].departs = time.map { $0 + error }
        }
    }

    /// What the profiles have left a running transaction, whatever the site has.
    func profileOffer(at place: Int) -> Offer? {
        guard let share = siteShare.value else { return connectors[place].bay.offer }
        return share.bays[place].offer
    }

    /// What of an offer by the profiles the site leaves; nil where it has yet to be asked.
    ///
    /// A car that takes nothing is not held back by the site, whatever that would have for it.
    mutating func admitted(_ offer: Offer, to place: Int, at now: SimTime) -> Offer? {
        guard !siteShare.isNone else { return offer }
        siteShare.changeIfAny { $0.bays[place].offer = offer }
        guard let share = siteShare.value, share.isGuarded, !offer.isNothing,
            connectors[place].bay.takes(at: now)
        else { return offer }
        guard let granted = share.bays[place].granted else { return nil }
        let current = min(offer.milliamperes, granted)
        let isEnough = Int64(current) >= ChargingLimit.leastMilliamperes
        return Offer(milliamperes: isEnough ? current : 0, phases: offer.phases)
    }

    /// What a connector would have for its car; nil where that would take nothing.
    private func powerRequest(at place: Int, _ now: SimTime) -> PowerRequest? {
        guard let transaction = connectors[place].transaction, !transaction.isCutOff,
            let offer = siteShare.value?.bays[place].offer
        else { return nil }
        return connectors[place].bay.request(within: offer, at: now)
    }

    /// What the car at a connector still lacks, as a sharing rule goes by it.
    func need(at place: Int, _ request: PowerRequest, now: SimTime) -> Need {
        let lineMilliwatts = Int64(type.outlet.volts) * Int64(request.phases)
        return Need(
            milliwattHours: max(0, connectors[place].bay.missing(at: now)),
            asOf: now,
            milliwatts: connectors[place].bay.meter.milliwatts,
            fullMilliwatts: Int64(request.most) * lineMilliwatts
        )
    }
}

extension Charger {
    /// What the car at a connector asks its site for; nil: nothing.
    func demand(at place: Int, station: Int, now: SimTime) -> Demand? {
        guard let bay = siteShare.value?.bays[place], let request = bay.asked else { return nil }
        let plugged = connectors[place].bay.log?.plugged ?? now
        var demand = Demand(
            station: station,
            phases: request.phases,
            most: Int64(request.most),
            arrived: plugged
        )
        demand.turn = .waits(since: now)
        demand.need = need(at: place, request, now: now)
        if let departs = bay.departs { demand.departs = departs }
        return demand
    }

    /// What the car at a connector draws on each of its lines.
    func drawn(at place: Int) -> Int64 {
        Int64(siteShare.value?.bays[place].asked?.drawn ?? 0)
    }
}
