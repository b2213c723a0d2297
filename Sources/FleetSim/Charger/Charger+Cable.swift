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
        collectSoon(place, at: now, into: &output)
    }

    /// The driver unplugs the car while the charge goes on.
    mutating func unplugCar(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let transaction = connectors[place].transaction else {
            return collect(place, at: now, into: &output)
        }
        connectors[place].isCarGone = true
        guard configuration.isOn(.stopTransactionOnEVSideDisconnect) else {
            return waitWithoutCar(place, at: now, into: &output)
        }
        endTransaction(place, .evDisconnected, at: now, into: &output)
        // A cable that is fixed to the charger hangs where it belongs, and all is done.
        guard make.hasLock else { return leave(place, at: now, into: &output) }
        if !configuration.isOn(.unlockConnectorOnEVSideDisconnect) {
            keepCable(place, of: transaction)
        }
        collect(place, at: now, into: &output)
    }

    /// The driver takes the cable along, or first has it let go of.
    mutating func collect(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].visit else { return }
        guard connectors[place].keeper.value != nil, connectors[place].tries < Self.mostTries else {
            return unplugSoon(place, at: now, into: &output)
        }
        connectors[place].tries += 1
        set(.driver, of: place, at: now + Self.patience, into: &output)
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
        guard let keeper = connectors[place].keeper.value else { return }
        let known = record(of: tag)
        if keeper.isFor(tag, group: known?.parent) {
            letGo(place, at: now, into: &output)
        } else if known == nil, keeper.group != nil, canReport, connectors[place].claim == nil {
            ask(place, tag, at: now)
        }
    }

    /// Opens the lock, upon which a driver who stands there unplugs.
    mutating func letGo(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard connectors[place].keeper.value != nil else { return }
        connectors[place].keeper = Rare()
        if connectors[place].step == .stopped { unplugSoon(place, at: now, into: &output) }
    }

    private mutating func keepCable(_ place: Int, of transaction: Transaction) {
        guard make.hasLock else { return }
        connectors[place].tries = 0
        connectors[place].keeper = Rare(
            CableKeeper(tag: transaction.tag, group: transaction.parent)
        )
    }

    /// The driver notices that the charge is over and comes.
    private mutating func collectSoon(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[place].keeper.value != nil, let visit = connectors[place].visit else {
            return unplugSoon(place, at: now, into: &output)
        }
        set(.driver, of: place, at: now + visit.identifiesAfter, into: &output)
    }

    /// The transaction goes on although its car has gone: the driver has the operator end it.
    private mutating func waitWithoutCar(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let visit = connectors[place].visit, connectors[place].tries < Self.mostTries else {
            endTransaction(place, .other, at: now, into: &output)
            return collect(place, at: now, into: &output)
        }
        connectors[place].tries += 1
        suspendWithoutCar(place, at: now, into: &output)
        ask(.stop, place, visit, into: &output)
        set(.driver, of: place, at: now + Self.patience, into: &output)
    }
}

/// Whose tag opens the lock of a cable that is kept after its charge.
struct CableKeeper {
    let tag: IdToken
    /// Tags of this group open it too.
    let group: IdToken?

    func isFor(_ presented: IdToken, group other: IdToken?) -> Bool {
        presented == tag || (group != nil && other == group)
    }
}
