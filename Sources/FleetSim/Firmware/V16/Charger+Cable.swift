// The cable after a charge: who unplugs it, and what it takes where a lock holds on to it.
extension Charger {
    /// Ends a transaction whose tag is invalid.
    ///
    /// A lock then keeps the cable until the same tag is presented, or one of its group, so that
    /// no driver leaves with another's (OCPP 1.6, StopTransactionOnInvalidId).
    mutating func deauthorise(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        let transaction = connectors[place].transaction
        endTransaction(place, .deAuthorized, at: now, into: &output)
        if let transaction { keepCable(place, of: transaction) }
        let fact = connectors[place].bay.comeForCable(at: now, into: &output)
        follow(fact, place, at: now, into: &output)
    }

    /// The driver has unplugged the car while the charge went on.
    mutating func unplugged(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let transaction = connectors[place].transaction else { return }
        let settings = settings
        guard settings.stopsOnUnplug else {
            return waitWithoutCar(place, at: now, into: &output)
        }
        endTransaction(place, .evDisconnected, at: now, into: &output)
        // A cable that is fixed to the charger hangs where it belongs, and all is done.
        guard type.outlet.hasLock else {
            return follow(connectors[place].bay.leave(at: now), place, at: now, into: &output)
        }
        if !settings.unlocksOnUnplug { keepCable(place, of: transaction) }
        collect(place, at: now, into: &output)
    }

    /// The driver takes the cable along, or first has it let go of.
    mutating func collect(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        let fact = connectors[place].bay.fetchCable(at: now, into: &output)
        follow(fact, place, at: now, into: &output)
    }

    mutating func askForCable(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].bay.visit else { return }
        if let card = card(of: visit) {
            present(card, at: place, now: now, into: &output)
        } else {
            ask(.unlock, place, visit, into: &output)
        }
    }

    /// A tag is presented where a cable is kept: its own lets it go, and one of its group.
    mutating func freeCable(
        _ place: Int,
        by tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let holder = cableHolder(at: place) else { return }
        let known = record(of: tag)
        if holder.isFor(tag, group: known?.parent) {
            letGo(place, at: now, into: &output)
        } else if known == nil, holder.group != nil, canReport, connectors[place].claim == nil {
            ask(place, tag, at: now)
        }
    }

    /// Opens the lock, upon which a driver who stands there unplugs.
    mutating func letGo(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        let fact = connectors[place].bay.letGo(at: now, into: &output)
        follow(fact, place, at: now, into: &output)
    }

    /// Whose cable the lock keeps, if it does.
    func cableHolder(at place: Int) -> CableHolder? {
        connectors[place].bay.keepsCable ? connectors[place].cableHolder.value : nil
    }

    private mutating func keepCable(_ place: Int, of transaction: Transaction) {
        guard type.outlet.hasLock else { return }
        connectors[place].bay.keepCable()
        connectors[place].cableHolder = Rare(
            CableHolder(tag: transaction.tag, group: transaction.parent)
        )
        assert(cableHolder(at: place) != nil, "a cable that is kept has an owner")
    }

    /// The transaction goes on although its car has gone: the driver has the operator end it.
    private mutating func waitWithoutCar(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let visit = connectors[place].bay.visit, connectors[place].bay.hasPatience else {
            endTransaction(place, .other, at: now, into: &output)
            return collect(place, at: now, into: &output)
        }
        connectors[place].bay.startTry()
        suspendWithoutCar(place, at: now, into: &output)
        ask(.stop, place, visit, into: &output)
        connectors[place].bay.pause(at: now, into: &output)
    }
}

/// Whose tag opens the lock of a cable that is kept after its charge.
struct CableHolder {
    let tag: IdToken
    /// Tags of this group open it too.
    let group: IdToken?

    func isFor(_ presented: IdToken, group other: IdToken?) -> Bool {
        presented == tag || (group != nil && other == group)
    }
}
