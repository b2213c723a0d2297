// What cars are offered and draw: all there is, or what the charging profiles leave.
extension Charger {
    /// What stands behind each connector.
    var supply: Supply {
        Supply(
            volts: Int64(make.volts),
            phases: make.phases,
            milliamperes: Int64(make.milliamperes)
        )
    }

    /// What a connector's car is offered at most.
    var fullOffer: Offer { Offer(milliamperes: make.milliamperes, phases: make.phases) }

    /// A transaction has begun: its car is offered what there is for it.
    mutating func offerPower(to place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard !profiles.isEmpty else {
            return energise(place, with: fullOffer, at: now, into: &output)
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
            let time = time(of: change)
        else { return timers.cancel(.profile) }
        set(.profile, at: time, into: &output)
    }

    /// The battery is full, or the car begins to charge.
    mutating func batteryFull(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard connectors[place].transaction != nil else { return }
        // A car that drew nothing has waited for its own timer.
        guard connectors[place].meter.milliwatts > 0 else {
            return adaptPower(to: place, at: now, into: &output)
        }
        // A battery that took less than it was given may go on with another power.
        if !connectors[place].charge.isNone, connectors[place].transaction?.allowedUntil == nil {
            return adaptPower(to: place, at: now, into: &output)
        }
        draw(0, place, at: now, into: &output)
        guard connectors[place].transaction?.allowedUntil == nil else {
            return withholdEnergy(place, at: now, into: &output)
        }
        move(place, to: .suspendedEV, at: now, into: &output)
        leaveWhenFull(place, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
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
        energise(place, with: fullOffer.withheld, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// The car has gone from a transaction that goes on: the car's side is what is reported.
    mutating func suspendWithoutCar(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[place].transaction?.isCutOff = true
        connectors[place].timers.cancel(.full)
        draw(0, place, at: now, into: &output)
        move(place, to: .suspendedEV, at: now, into: &output)
        if !profiles.isEmpty { followProfiles(at: now, into: &output) }
    }

    /// The energy left to a transaction has changed: its end is predicted anew.
    mutating func limitEnergy(of place: Int, at now: SimTime, into output: inout ChargerOutput) {
        let offer = profileOffer(at: place) ?? fullOffer
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

    /// Lets the car draw what it can of an offer and predicts when its battery is full.
    mutating func energise(
        _ place: Int,
        with offer: Offer,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let vehicle = connectors[place].visit?.vehicle else { return }
        guard let offer = admitted(offer, to: place, at: now) else {
            // The site is asked before the moment is over: until then the car is shown nothing.
            connectors[place].transaction?.offer = offer.withheld
            connectors[place].timers.cancel(.full)
            return draw(0, place, at: now, into: &output)
        }
        connectors[place].transaction?.offer = offer
        guard connectors[place].fault == nil else {
            connectors[place].timers.cancel(.full)
            return draw(0, place, at: now, into: &output)
        }
        let missing = missingMilliwattHours(place, at: now)
        let wakes = wakes(place, vehicle)
        guard now >= wakes || missing <= 0 || offer.isNothing else {
            draw(0, place, at: now, into: &output)
            move(place, to: .suspendedEV, at: now, into: &output)
            return set(.full, of: place, at: wakes, into: &output)
        }
        let flow = flow(into: vehicle, at: place, offer, missing, at: now)
        draw(flow.lasts == nil ? 0 : flow.milliwatts, place, at: now, into: &output)
        connectors[place].timers.cancel(.full)
        // Where both sides hold back it is the charger's that is reported.
        guard !offer.isNothing else {
            return move(place, to: .suspendedEVSE, at: now, into: &output)
        }
        guard let time = flow.lasts else {
            if missingMilliwattHours(place, at: now) <= 0 {
                leaveWhenFull(place, at: now, into: &output)
            }
            return move(place, to: .suspendedEV, at: now, into: &output)
        }
        move(place, to: .charging, at: now, into: &output)
        set(.full, of: place, at: now + time, into: &output)
    }

    /// What a car draws of an offer, and how long that lasts; nil: it draws nothing.
    ///
    /// Where a battery takes less and less it is the mean of a stretch in which that is an ampere, so
    /// that the meter is right at its end.
    private mutating func flow(
        into vehicle: Vehicle,
        at place: Int,
        _ offer: Offer,
        _ missing: Int64,
        at now: SimTime
    ) -> (milliwatts: Int64, lasts: SimDuration?) {
        guard vehicle.isParticular, connectors[place].transaction?.allowedUntil == nil else {
            let power = vehicle.milliwatts(
                atPhases: offer.phases,
                milliamperes: offer.milliamperes,
                volts: make.volts
            )
            return (power, missing > 0 ? Energy.time(for: missing, at: power) : nil)
        }
        let plug = Charge.Plug(
            volts: Int64(make.volts),
            phases: min(vehicle.phases, make.phases),
            most: Int64(min(vehicle.milliamperes, make.milliamperes)),
            isDirect: make.habits.isDirect
        )
        return connectors[place].charge.change(
            Charge(of: vehicle, wanting: missing, at: plug)
        ) { charge in
            // A charger that leaves phases out gives as much less.
            let share = Int64(min(offer.phases, plug.phases))
            let current = Int64(offer.milliamperes) * share / Int64(plug.phases)
            charge.draw(current, from: now, telling: 1_000 * plug.worth)
            return (charge.meanMilliwatts, charge.changes.map { $0 - now })
        }
    }

    /// Sets the departure of a driver who only waits for that.
    private mutating func leaveWhenFull(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard case .whenFull(let pause) = connectors[place].visit?.leaving else { return }
        set(.departure, of: place, at: now + pause, into: &output)
    }

    /// When the car's own timer lets it charge.
    private func wakes(_ place: Int, _ vehicle: Vehicle) -> SimTime {
        (connectors[place].log.plugged ?? .zero) + vehicle.waits
    }

    /// Whether a car would take a share of what there is.
    func takes(_ place: Int, at now: SimTime) -> Bool {
        guard connectors[place].fault == nil, let vehicle = connectors[place].visit?.vehicle else {
            return false
        }
        return now >= wakes(place, vehicle) && missingMilliwattHours(place, at: now) > 0
    }

    func missingMilliwattHours(_ place: Int, at now: SimTime) -> Int64 {
        let connector = connectors[place]
        guard let visit = connector.visit, let transaction = connector.transaction else { return 0 }
        let register = connector.meter.milliwattHours(at: now)
        let delivered = connector.log.deliveredMilliwattHours + register - transaction.startRegister
        // A tag that turned out invalid may be allowed a little, however much the battery lacks.
        let allowed = (transaction.allowedUntil ?? .max) - register
        if let charge = connector.charge.value {
            return min(charge.isDone ? 0 : max(1, charge.missing(at: now)), allowed)
        }
        return min(visit.demandMilliwattHours - delivered, allowed)
    }

    /// The moment at which the clock says so; nil when no run gets there.
    private func time(of date: DateTime) -> SimTime? {
        let (nanoseconds, overflows) = date.milliseconds(since: clockStart)
            .multipliedReportingOverflow(by: 1_000_000)
        let time = SimTime(nanoseconds: nanoseconds)
        return overflows || time > .distantFuture ? nil : time
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
            !offers[$0].isNothing && takes(places[$0], at: now)
        }
        let claims = takers.map { claim(of: places[$0], offered: offers[$0]) }
        for (taker, share) in zip(takers, bound.shares(of: claims, volts: supply.volts)) {
            offers[taker].milliamperes = Int32(clamping: share)
        }
        return offers
    }

    private func limit(of place: Int, at moment: DateTime) -> ChargingLimit {
        profiles.limit(
            of: session(at: place, now: moment),
            at: moment,
            habits: make.smartCharging
        )
    }

    /// What a limit leaves of what the charger can offer at a connector.
    private func offer(to place: Int, within limit: ChargingLimit) -> Offer {
        var offer = Offer(milliamperes: 0, phases: min(limit.phases, make.phases))
        // Without the means to switch phases a transaction keeps to those it began with.
        if let begun = connectors[place].transaction?.offer,
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
        let most = connectors[place].visit?.vehicle.milliamperes ?? 0
        return PowerClaim(
            milliamperes: max(
                Int64(min(most, offer.milliamperes)),
                ChargingLimit.leastMilliamperes
            ),
            phases: usedPhases(place, of: offer)
        )
    }

    private func usedPhases(_ place: Int, of offer: Offer) -> UInt8 {
        min(offer.phases, connectors[place].visit?.vehicle.phases ?? offer.phases)
    }
}
