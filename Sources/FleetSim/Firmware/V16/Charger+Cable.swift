// The cable after a charge: who unplugs it, and what it takes where a lock holds on to it.
extension Charger {
    /// Ends a transaction whose tag is invalid.
    ///
    /// A lock then keeps the cable until the same tag is presented, or one of its group, so that
    /// no driver leaves with another's (OCPP 1.6, StopTransactionOnInvalidId).
    mutating func deauthorise(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let transaction = connectors[connectorIndex].transaction
        endTransaction(connectorIndex, .deAuthorized, at: now, into: &output)
        if let transaction { keepCable(connectorIndex, of: transaction) }
        let fact = connectors[connectorIndex].bay.comeForCable(at: now, into: &output)
        follow(fact, connectorIndex, at: now, into: &output)
    }

    /// The driver has unplugged the car while the charge went on.
    mutating func unplugged(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let transaction = connectors[connectorIndex].transaction else { return }
        let settings = settings
        guard settings.stopsOnUnplug else {
            return waitWithoutCar(connectorIndex, at: now, into: &output)
        }
        endTransaction(connectorIndex, .evDisconnected, at: now, into: &output)
        // A cable that is fixed to the charger hangs where it belongs, and all is done.
        guard type.outlet.hasLock else {
            return follow(
                connectors[connectorIndex].bay.leave(at: now),
                connectorIndex,
                at: now,
                into: &output
            )
        }
        if !settings.unlocksOnUnplug { keepCable(connectorIndex, of: transaction) }
        collect(connectorIndex, at: now, into: &output)
    }

    /// The driver takes the cable along, or first has it let go of.
    mutating func collect(_ connectorIndex: Int, at now: SimTime, into output: inout ChargerOutput)
    {
        let fact = connectors[connectorIndex].bay.fetchCable(at: now, into: &output)
        follow(fact, connectorIndex, at: now, into: &output)
    }

    mutating func askForCable(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let visit = connectors[connectorIndex].bay.visit else { return }
        if let card = card(of: visit) {
            present(card, at: connectorIndex, now: now, into: &output)
        } else {
            ask(.unlock, connectorIndex, visit, into: &output)
        }
    }

    /// A tag is presented where a cable is kept: its own lets it go, and one of its group.
    mutating func freeCable(
        _ connectorIndex: Int,
        by tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let holder = cableHolder(at: connectorIndex) else { return }
        let known = record(of: tag)
        if holder.isFor(tag, group: known?.parent) {
            letGo(connectorIndex, at: now, into: &output)
        } else if known == nil, holder.group != nil, canReport,
            connectors[connectorIndex].claim == nil
        {
            ask(connectorIndex, tag, at: now)
        }
    }

    /// Opens the lock, upon which a driver who stands there unplugs.
    mutating func letGo(_ connectorIndex: Int, at now: SimTime, into output: inout ChargerOutput) {
        let fact = connectors[connectorIndex].bay.letGo(at: now, into: &output)
        follow(fact, connectorIndex, at: now, into: &output)
    }

    /// Whose cable the lock keeps, if it does.
    func cableHolder(at connectorIndex: Int) -> CableHolder? {
        connectors[connectorIndex].bay.keepsCable
            ? connectors[connectorIndex].cableHolder.value : nil
    }

    private mutating func keepCable(_ connectorIndex: Int, of transaction: Transaction) {
        guard type.outlet.hasLock else { return }
        connectors[connectorIndex].bay.keepCable()
        connectors[connectorIndex].cableHolder = Rare(
            CableHolder(tag: transaction.tag, group: transaction.parent)
        )
        assert(cableHolder(at: connectorIndex) != nil, "a cable that is kept has an owner")
    }

    /// The transaction goes on although its car has gone: the driver has the operator end it.
    private mutating func waitWithoutCar(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let visit = connectors[connectorIndex].bay.visit,
            connectors[connectorIndex].bay.hasPatience
        else {
            endTransaction(connectorIndex, .other, at: now, into: &output)
            return collect(connectorIndex, at: now, into: &output)
        }
        connectors[connectorIndex].bay.startTry()
        suspendWithoutCar(connectorIndex, at: now, into: &output)
        ask(.stop, connectorIndex, visit, into: &output)
        connectors[connectorIndex].bay.pause(at: now, into: &output)
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
