// Transactions: starting, running, ending.
extension Charger {
    /// Begins a transaction for a car that is plugged in.
    mutating func start(
        _ connectorIndex: Int,
        _ tag: IdToken,
        parent: IdToken? = nil,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].bay.visit != nil else { return }
        assert(connectors[connectorIndex].transaction == nil, "a connector has one transaction")
        // Nothing is left to prepare; only some states have no other way into a charge.
        if !StatusTransitions.permits(connectors[connectorIndex].state, to: .charging) {
            move(connectorIndex, to: .preparing, at: now, into: &output)
        }
        let reservation = useReservation(
            connectorIndex,
            for: tag,
            parent: parent,
            at: now,
            into: &output
        )
        let number = transactionIDs.next()
        let register = connectors[connectorIndex].bay.meter.milliwattHours(at: now)
        connectors[connectorIndex].timers.cancel(.connectionTimeOut)
        connectors[connectorIndex].claim = nil
        connectors[connectorIndex].bay.beginCharge(
            transaction: number,
            of: type.outlet,
            at: now
        )
        connectors[connectorIndex].transaction = Transaction(
            number: number,
            tag: tag,
            parent: parent,
            startedAt: now,
            register: register
        )
        keep(
            .start(
                transaction: number,
                connector: UInt8(connectorIndex + 1),
                tag,
                register: register,
                at: now,
                reservation: reservation
            ),
            at: now,
            into: &output
        )
        offerPower(to: connectorIndex, at: now, into: &output)
        // Where the site has yet to say what it gives, no flow has changed the state.
        if !isBusy(connectorIndex) { move(connectorIndex, to: .preparing, at: now, into: &output) }
        beginSampling(connectorIndex, at: now, into: &output)
    }

    /// The CSMS has taken note of a transaction, and may have refused its tag.
    mutating func transactionStarted(
        _ number: UInt32,
        at connectorIndex: Int,
        id: TransactionID,
        _ info: IdTagInfo,
        now: SimTime,
        into output: inout ChargerOutput
    ) {
        if let (site, visit) = transactionIDs.takeVisit(of: number) {
            output.actions.append(.transactionNamed(site: site, visit: visit, id: id))
        } else {
            connectors[connectorIndex].bay.name(transaction: number, id)
        }
        guard connectors[connectorIndex].transaction?.number == number else { return }
        if let parent = info.parentIdTag { connectors[connectorIndex].transaction?.parent = parent }
        guard info.status != .accepted, !chargesFreely else { return }
        let allowed = Int64(configuration[.maxEnergyOnInvalidId]) * 1_000
        guard allowed > 0, connectors[connectorIndex].status == .charging else {
            return withholdEnergy(connectorIndex, at: now, into: &output)
        }
        connectors[connectorIndex].bay.allow(allowed, from: now)
        limitEnergy(of: connectorIndex, at: now, into: &output)
    }

    /// The tag is invalid: its transaction ends, or goes on without energy.
    mutating func withholdEnergy(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].bay.note(.refused)
        if configuration.isOn(.stopTransactionOnInvalidId) {
            deauthorise(connectorIndex, at: now, into: &output)
        } else {
            refusePower(to: connectorIndex, at: now, into: &output)
        }
    }

    /// Ends what runs at any connector, all for the same reason.
    mutating func endTransactions(
        _ reason: StopReason,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        for connectorIndex in connectors.indices {
            endTransaction(connectorIndex, reason, at: now, into: &output)
        }
    }

    mutating func endTransaction(
        _ connectorIndex: Int,
        _ reason: StopReason,
        by tag: IdToken? = nil,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let transaction = connectors[connectorIndex].transaction else { return }
        connectors[connectorIndex].timers.cancel(.sample)
        connectors[connectorIndex].bay.rest(at: now)
        let register = connectors[connectorIndex].bay.meter.milliwattHours(at: now)
        assert(register >= transaction.lastSample, "a register only grows")
        keepReading(.transactionEnd, connectorIndex, at: now)
        connectors[connectorIndex].bay.endCharge(reason, of: type.outlet, at: now)
        let kept = connectors[connectorIndex].transaction?.kept ?? []
        connectors[connectorIndex].transaction = nil
        connectors[connectorIndex].claim = nil
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
            move(connectorIndex, to: .finishing, at: now, into: &output)
        }
        withdrawPower(of: transaction.number, at: now, into: &output)
        // Who waits for a full car notices some time that it will not be; at once if his tag is refused.
        if reason != .deAuthorized { leaveWhenFull(connectorIndex, at: now, into: &output) }
    }

    /// A car gets no more: its driver is to leave if he waits for nothing else.
    mutating func leaveWhenFull(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if let alarm = connectors[connectorIndex].bay.leaveWhenFull(at: now) {
            output.schedule(alarm)
        }
    }
}
