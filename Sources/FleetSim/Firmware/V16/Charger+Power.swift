// What cars are offered and draw: all there is, or what the charging profiles leave.
extension Charger {
    /// What stands behind each connector.
    var supply: Supply {
        Supply(
            volts: Int64(type.outlet.volts),
            phases: type.outlet.phases,
            milliamperes: Int64(type.outlet.milliamperes)
        )
    }

    /// A transaction has begun: its car is offered what there is for it.
    mutating func offerPower(to place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard !profiles.isEmpty else {
            return energise(place, with: type.outlet.all, at: now, into: &output)
        }
        if let number = connectors[place].transaction?.number {
            profiles.bindAwaited(on: place + 1, to: number)
        }
        followProfiles(at: now, into: &output)
    }

    /// A transaction is over: its profiles go, and others may get its share.
    mutating func withdrawPower(
        of transaction: UInt32,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard !profiles.isEmpty else { return }
        profiles.endTransaction(transaction)
        followProfiles(at: now, into: &output)
    }

    /// Gives each running transaction what the profiles leave to it, now and from the moment on at
    /// which that can change.
    mutating func followProfiles(at now: SimTime, into output: inout ChargerOutput) {
        let moment = clock(at: now)
        let places = placesInOrderOfStart
        for (place, offer) in zip(places, offers(to: places, at: now))
        where profileOffer(at: place) != offer {
            energise(place, with: offer, at: now, into: &output)
        }
        let sessions = places.map { session(at: $0, now: moment) }
        guard let change = profiles.nextChange(after: moment, for: sessions),
            let time = ownClock.time(of: change)
        else { return timers.cancel(.profile) }
        set(.profile, at: time, into: &output)
    }

    /// The battery is full, or the car begins to charge.
    mutating func batteryFull(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let filling = connectors[place].bay.fill(at: now) else { return }
        switch filling {
        case .goesOn: adaptPower(to: place, at: now, into: &output)
        case .allowanceIsUsedUp:
            flowChanged(place, at: now, into: &output)
            withholdEnergy(place, at: now, into: &output)
        case .isFull(let alarm):
            flowChanged(place, at: now, into: &output)
            move(place, to: .suspendedEV, at: now, into: &output)
            if let alarm { output.schedule(alarm) }
            if !profiles.isEmpty { followProfiles(at: now, into: &output) }
        }
    }

    /// What a car takes of its offer has changed: its connector failed or was mended, or it woke up.
    mutating func adaptPower(to place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let transaction = connectors[place].transaction, !transaction.isCutOff,
            let offer = profileOffer(at: place)
        else { return }
        energise(place, with: offer, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// Lets no more energy into a car whose tag the CSMS refused, whatever the profiles say.
    mutating func refusePower(to place: Int, at now: SimTime, into output: inout ChargerOutput) {
        connectors[place].transaction?.isCutOff = true
        energise(place, with: type.outlet.all.withheld, at: now, into: &output)
        leavesWhenFull(place, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// The car has gone from a transaction that goes on: the car's side is what is reported.
    mutating func suspendWithoutCar(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[place].transaction?.isCutOff = true
        connectors[place].bay.rest(at: now)
        flowChanged(place, at: now, into: &output)
        move(place, to: .suspendedEV, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// The energy left to a transaction has changed: its end is predicted anew.
    mutating func limitEnergy(of place: Int, at now: SimTime, into output: inout ChargerOutput) {
        let offer = profileOffer(at: place) ?? type.outlet.all
        energise(place, with: offer, at: now, into: &output)
    }

    /// A connector's transaction as the profiles see it, or one that would begin now.
    func session(at place: Int, now: DateTime) -> ChargingSession {
        let transaction = connectors[place].transaction
        return ChargingSession(
            connector: place + 1,
            transaction: transaction?.number,
            start: transaction.map { clock(at: $0.startedAt) } ?? now
        )
    }

    /// Lets the car draw what it can of what an offer comes to, and has the state follow.
    mutating func energise(
        _ place: Int,
        with offer: Offer,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[place].bay.visit != nil else { return }
        guard let admitted = admitted(offer, to: place, at: now) else {
            // The site is asked before the moment is over: until then the car is shown nothing.
            connectors[place].bay.withhold(offer, of: type.outlet, at: now)
            return flowChanged(place, at: now, into: &output)
        }
        let draw = connectors[place].bay.take(admitted, of: type.outlet, at: now)
        flowChanged(place, at: now, into: &output)
        if let flow = draw.flow {
            move(place, to: ChargePointStatus(flow), at: now, into: &output)
        }
        if let alarm = draw.next { output.schedule(alarm) }
    }
}

// Dividing what the profiles allow among the running transactions.
extension Charger {
    /// The connectors with transactions that may draw, the oldest transaction first.
    private var placesInOrderOfStart: [Int] {
        connectors.indices
            .compactMap { place in
                connectors[place].transaction.map { (place: place, transaction: $0) }
            }
            .filter { !$0.transaction.isCutOff }
            .sorted { $0.transaction.number < $1.transaction.number }
            .map(\.place)
    }

    /// What each of the transactions is offered.
    ///
    /// A car whose battery is full, or that does not charge yet, takes no share of the bound.
    private func offers(to places: [Int], at now: SimTime) -> [Offer] {
        let moment = clock(at: now)
        let bound = profiles.bound(at: moment)
        var offers = places.map { place in
            offer(to: place, within: limit(of: place, at: moment).and(bound))
        }
        guard places.count > 1, bound != .none else { return offers }
        let takers = places.indices.filter {
            !offers[$0].isNothing && connectors[places[$0]].bay.takes(at: now)
        }
        let claims = takers.map { claim(of: places[$0], offered: offers[$0]) }
        for (taker, share) in zip(takers, bound.shares(of: claims, volts: supply.volts)) {
            offers[taker].milliamperes = Int32(clamping: share)
        }
        assert(
            offers.allSatisfy { $0.isWithin(type.outlet) },
            "no car is offered more than its outlet gives"
        )
        return offers
    }

    private func limit(of place: Int, at moment: DateTime) -> ChargingLimit {
        profiles.limit(
            of: session(at: place, now: moment),
            at: moment,
            behaviour: type.smartCharging
        )
    }

    /// What a limit leaves of what the charger can offer at a connector.
    private func offer(to place: Int, within limit: ChargingLimit) -> Offer {
        var offer = Offer(milliamperes: 0, phases: min(limit.phases, type.outlet.phases))
        // Without the means to switch phases a transaction keeps to those it began with.
        if let begun = connectors[place].bay.offer,
            !configuration.isOn(.connectorSwitch3to1PhaseSupported)
        {
            offer.phases = begun.phases
        }
        let current = limit.on(usedPhases(place, of: offer)).within(supply).milliamperes
        if current >= ChargingLimit.leastMilliamperes {
            offer.milliamperes = Int32(clamping: current)
        }
        return offer
    }

    /// What a car would take of the bound, at the most and no less than cars charge with.
    private func claim(of place: Int, offered offer: Offer) -> PowerClaim {
        let most = connectors[place].bay.vehicle?.milliamperes ?? 0
        return PowerClaim(
            milliamperes: max(
                Int64(min(most, offer.milliamperes)),
                ChargingLimit.leastMilliamperes
            ),
            phases: usedPhases(place, of: offer)
        )
    }

    private func usedPhases(_ place: Int, of offer: Offer) -> UInt8 {
        min(offer.phases, connectors[place].bay.vehicle?.phases ?? offer.phases)
    }
}
