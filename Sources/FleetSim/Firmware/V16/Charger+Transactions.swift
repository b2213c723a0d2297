// Transactions: starting, running, ending.
extension Charger {
    /// Begins a transaction for a car that is plugged in.
    mutating func start(
        _ place: Int,
        _ tag: IdToken,
        parent: IdToken? = nil,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[place].bay.visit != nil else { return }
        assert(connectors[place].transaction == nil, "a connector has one transaction")
        // Nothing is left to prepare; only some states have no other way into a charge.
        if !StatusTransitions.permits(connectors[place].state, to: .charging) {
            move(place, to: .preparing, at: now, into: &output)
        }
        let reservation = useReservation(place, for: tag, parent: parent, at: now, into: &output)
        let number = transactionIDs.next()
        let register = connectors[place].bay.meter.milliwattHours(at: now)
        connectors[place].timers.cancel(.connectionTimeOut)
        connectors[place].claim = nil
        connectors[place].bay.beginCharge(
            transaction: number,
            of: type.outlet,
            at: now
        )
        connectors[place].transaction = Transaction(
            number: number,
            tag: tag,
            parent: parent,
            startedAt: now,
            register: register
        )
        keep(
            .start(
                transaction: number,
                connector: UInt8(place + 1),
                tag,
                register: register,
                at: now,
                reservation: reservation
            ),
            at: now,
            into: &output
        )
        offerPower(to: place, at: now, into: &output)
        // Where the site has yet to say what it gives, no flow has changed the state.
        if !isBusy(place) { move(place, to: .preparing, at: now, into: &output) }
        beginSampling(place, at: now, into: &output)
    }

    /// The CSMS has taken note of a transaction, and may have refused its tag.
    mutating func transactionStarted(
        _ number: UInt32,
        at place: Int,
        id: TransactionID,
        _ info: IdTagInfo,
        now: SimTime,
        into output: inout ChargerOutput
    ) {
        if let (site, visit) = transactionIDs.takeVisit(of: number) {
            output.actions.append(.transactionNamed(site: site, visit: visit, id: id))
        } else {
            connectors[place].bay.name(transaction: number, id)
        }
        guard connectors[place].transaction?.number == number else { return }
        if let parent = info.parentIdTag { connectors[place].transaction?.parent = parent }
        guard info.status != .accepted, !chargesFreely else { return }
        let allowed = Int64(configuration[.maxEnergyOnInvalidId]) * 1_000
        guard allowed > 0, connectors[place].status == .charging else {
            return withholdEnergy(place, at: now, into: &output)
        }
        connectors[place].bay.allow(allowed, from: now)
        limitEnergy(of: place, at: now, into: &output)
    }

    /// The tag is invalid: its transaction ends, or goes on without energy.
    mutating func withholdEnergy(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[place].bay.note(.refused)
        if configuration.isOn(.stopTransactionOnInvalidId) {
            deauthorise(place, at: now, into: &output)
        } else {
            refusePower(to: place, at: now, into: &output)
        }
    }

    /// Ends what runs at any connector, all for the same reason.
    mutating func endTransactions(
        _ reason: StopReason,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        for place in connectors.indices { endTransaction(place, reason, at: now, into: &output) }
    }

    mutating func endTransaction(
        _ place: Int,
        _ reason: StopReason,
        by tag: IdToken? = nil,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let transaction = connectors[place].transaction else { return }
        connectors[place].timers.cancel(.sample)
        connectors[place].bay.rest(at: now)
        let register = connectors[place].bay.meter.milliwattHours(at: now)
        assert(register >= transaction.lastSample, "a register only grows")
        keepReading(.transactionEnd, place, at: now)
        connectors[place].bay.endCharge(reason, of: type.outlet, at: now)
        let kept = connectors[place].transaction?.kept ?? []
        connectors[place].transaction = nil
        connectors[place].claim = nil
        keep(
            .stop(
                transaction: transaction.number,
                tag ?? transaction.tag,
                register: register,
                at: now,
                StopTransaction.Reason(reason),
                kept
            ),
            at: now,
            into: &output
        )
        // A car that has pulled its plug out of a tethered cable leaves nothing to be done.
        if reason != .evDisconnected || type.outlet.hasLock {
            move(place, to: .finishing, at: now, into: &output)
        }
        withdrawPower(of: transaction.number, at: now, into: &output)
        // Who waits for a full car notices some time that it will not be; at once if his tag is refused.
        if reason != .deAuthorized { leavesWhenFull(place, at: now, into: &output) }
    }

    /// A car gets no more: its driver is to leave if he waits for nothing else.
    mutating func leavesWhenFull(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        if let alarm = connectors[place].bay.leavesWhenFull(at: now) { output.schedule(alarm) }
    }
}
