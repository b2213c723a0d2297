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
    mutating func offerPower(
        to connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard !profiles.isEmpty else {
            return energise(connectorIndex, with: type.outlet.all, at: now, into: &output)
        }
        if let number = connectors[connectorIndex].transaction?.number {
            profiles.bindAwaited(on: connectorIndex + 1, to: number)
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
        let connectorIndices = indicesInOrderOfStart
        for (connectorIndex, offer) in zip(connectorIndices, offers(to: connectorIndices, at: now))
        where profileOffer(at: connectorIndex) != offer {
            energise(connectorIndex, with: offer, at: now, into: &output)
        }
        let sessions = connectorIndices.map { session(at: $0, now: moment) }
        guard let change = profiles.nextChange(after: moment, for: sessions),
            let time = ownClock.time(of: change)
        else { return timers.cancel(.profile) }
        set(.profile, at: time, into: &output)
    }

    /// The battery is full, or the car begins to charge.
    mutating func batteryFull(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let filling = connectors[connectorIndex].bay.fill(at: now) else { return }
        switch filling {
        case .goesOn: adaptPower(to: connectorIndex, at: now, into: &output)
        case .allowanceIsUsedUp:
            flowChanged(connectorIndex, at: now, into: &output)
            withholdEnergy(connectorIndex, at: now, into: &output)
        case .isFull(let alarm):
            flowChanged(connectorIndex, at: now, into: &output)
            move(connectorIndex, to: .suspendedEV, at: now, into: &output)
            if let alarm { output.schedule(alarm) }
            if !profiles.isEmpty { followProfiles(at: now, into: &output) }
        }
    }

    /// What a car takes of its offer has changed: its connector failed or was mended, or it woke up.
    mutating func adaptPower(
        to connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let transaction = connectors[connectorIndex].transaction, !transaction.isCutOff,
            let offer = profileOffer(at: connectorIndex)
        else { return }
        energise(connectorIndex, with: offer, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// Lets no more energy into a car whose tag the CSMS refused, whatever the profiles say.
    mutating func refusePower(
        to connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].transaction?.isCutOff = true
        energise(connectorIndex, with: type.outlet.all.withheld, at: now, into: &output)
        leaveWhenFull(connectorIndex, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// The car has gone from a transaction that goes on: the car's side is what is reported.
    mutating func suspendWithoutCar(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].transaction?.isCutOff = true
        connectors[connectorIndex].bay.rest(at: now)
        flowChanged(connectorIndex, at: now, into: &output)
        move(connectorIndex, to: .suspendedEV, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// The energy left to a transaction has changed: its end is predicted anew.
    mutating func limitEnergy(
        of connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let offer = profileOffer(at: connectorIndex) ?? type.outlet.all
        energise(connectorIndex, with: offer, at: now, into: &output)
    }

    /// A connector's transaction as the profiles see it, or one that would begin now.
    func session(at connectorIndex: Int, now: DateTime) -> ChargingSession {
        let transaction = connectors[connectorIndex].transaction
        return ChargingSession(
            connector: connectorIndex + 1,
            transaction: transaction?.number,
            start: transaction.map { clock(at: $0.startedAt) } ?? now
        )
    }

    /// Lets the car draw what it can of what an offer comes to, and has the state follow.
    mutating func energise(
        _ connectorIndex: Int,
        with offer: Offer,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].bay.visit != nil else { return }
        guard let admitted = admitted(offer, to: connectorIndex, at: now) else {
            // The site is asked before the moment is over: until then the car is shown nothing.
            connectors[connectorIndex].bay.withhold(offer, of: type.outlet, at: now)
            return flowChanged(connectorIndex, at: now, into: &output)
        }
        let draw = connectors[connectorIndex].bay.take(admitted, of: type.outlet, at: now)
        flowChanged(connectorIndex, at: now, into: &output)
        if let flow = draw.flow {
            move(connectorIndex, to: ChargePointStatus(flow), at: now, into: &output)
        }
        if let alarm = draw.next { output.schedule(alarm) }
    }
}

// Dividing what the profiles allow among the running transactions.
extension Charger {
    /// The connectors with transactions that may draw, the oldest transaction first.
    private var indicesInOrderOfStart: [Int] {
        connectors.indices
            .compactMap { connectorIndex in
                connectors[connectorIndex].transaction.map {
                    (connectorIndex: connectorIndex, transaction: $0)
                }
            }
            .filter { !$0.transaction.isCutOff }
            .sorted { $0.transaction.number < $1.transaction.number }
            .map(\.connectorIndex)
    }

    /// What each of the transactions is offered.
    ///
    /// A car whose battery is full, or that does not charge yet, takes no share of the bound.
    private func offers(to connectorIndices: [Int], at now: SimTime) -> [Offer] {
        let moment = clock(at: now)
        let bound = profiles.bound(at: moment)
        var offers = connectorIndices.map { connectorIndex in
            offer(to: connectorIndex, within: limit(of: connectorIndex, at: moment).and(bound))
        }
        guard connectorIndices.count > 1, bound != .none else { return offers }
        let takers = connectorIndices.indices.filter {
            !offers[$0].isNothing && connectors[connectorIndices[$0]].bay.takes(at: now)
        }
        let claims = takers.map { claim(of: connectorIndices[$0], offered: offers[$0]) }
        for (taker, share) in zip(takers, bound.shares(of: claims, volts: supply.volts)) {
            offers[taker].milliamperes = Int32(clamping: share)
        }
        assert(
            offers.allSatisfy { $0.isWithin(type.outlet) },
            "no car is offered more than its outlet gives"
        )
        return offers
    }

    private func limit(of connectorIndex: Int, at moment: DateTime) -> ChargingLimit {
        profiles.limit(
            of: session(at: connectorIndex, now: moment),
            at: moment,
            behaviour: type.smartCharging
        )
    }

    /// What a limit leaves of what the charger can offer at a connector.
    private func offer(to connectorIndex: Int, within limit: ChargingLimit) -> Offer {
        var offer = Offer(milliamperes: 0, phases: min(limit.phases, type.outlet.phases))
        // Without the means to switch phases a transaction keeps to those it began with.
        if let begun = connectors[connectorIndex].bay.offer,
            !configuration.isOn(.connectorSwitch3to1PhaseSupported)
        {
            offer.phases = begun.phases
        }
        let current = limit.on(usedPhases(connectorIndex, of: offer)).within(supply).milliamperes
        if current >= ChargingLimit.minimumMilliamperes {
            offer.milliamperes = Int32(clamping: current)
        }
        return offer
    }

    /// What a car would take of the bound, at the most and no less than cars charge with.
    private func claim(of connectorIndex: Int, offered offer: Offer) -> PowerClaim {
        let maximum = connectors[connectorIndex].bay.vehicle?.milliamperes ?? 0
        return PowerClaim(
            milliamperes: max(
                Int64(min(maximum, offer.milliamperes)),
                ChargingLimit.minimumMilliamperes
            ),
            phases: usedPhases(connectorIndex, of: offer)
        )
    }

    private func usedPhases(_ connectorIndex: Int, of offer: Offer) -> UInt8 {
        min(offer.phases, connectors[connectorIndex].bay.vehicle?.phases ?? offer.phases)
    }
}
