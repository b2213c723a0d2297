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
        guard connectors[place].visit != nil else { return }
        // Nothing is left to prepare; only some states have no other way into a charge.
        if !StatusTransitions.permits(connectors[place].state, to: .charging) {
            move(place, to: .preparing, at: now, into: &output)
        }
        let reservation = useReservation(place, for: tag, parent: parent, at: now, into: &output)
        lastTransaction += 1
        let register = connectors[place].meter.milliwattHours(at: now)
        connectors[place].timers.cancel(.connectionTimeOut)
        connectors[place].timers.cancel(.driver)
        connectors[place].claim = nil
        connectors[place].step = .charging
        connectors[place].log.started = now
        connectors[place].log.transaction = lastTransaction
        connectors[place].log.transactionID = nil
        connectors[place].log.hindrance = nil
        connectors[place].transaction = Transaction(
            number: lastTransaction,
            tag: tag,
            parent: parent,
            startedAt: now,
            startRegister: register,
            lastSample: register
        )
        keep(
            .start(
                transaction: lastTransaction,
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
        beginSampling(place, at: now, into: &output)
    }

    /// The CSMS has taken note of a transaction, and may have refused its tag.
    mutating func transactionStarted(
        _ number: UInt32,
        at place: Int,
        id: Int,
        _ info: IdTagInfo,
        now: SimTime,
        into output: inout ChargerOutput
    ) {
        if let (site, visit) = transactionIDs.takeVisit(of: number) {
            output.actions.append(.transactionNamed(site: site, visit: visit, id: id))
        } else if connectors[place].log.transaction == number {
            connectors[place].log.transactionID = id
        }
        guard connectors[place].transaction?.number == number else { return }
        if let parent = info.parentIdTag { connectors[place].transaction?.parent = parent }
        guard info.status != .accepted, !chargesFreely else { return }
        let allowed = Int64(configuration[.maxEnergyOnInvalidId]) * 1_000
        guard allowed > 0, connectors[place].status == .charging else {
            return withholdEnergy(place, at: now, into: &output)
        }
        let register = connectors[place].meter.milliwattHours(at: now)
        connectors[place].transaction?.allowedUntil = register + allowed
        limitEnergy(of: place, at: now, into: &output)
    }

    /// The tag is invalid: its transaction ends, or goes on without energy.
    mutating func withholdEnergy(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[place].log.hindrance = .refused
        if configuration.isOn(.stopTransactionOnInvalidId) {
            deauthorise(place, at: now, into: &output)
        } else {
            refusePower(to: place, at: now, into: &output)
        }
    }

    mutating func endTransaction(
        _ place: Int,
        _ reason: StopTransaction.Reason,
        by tag: IdToken? = nil,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let transaction = connectors[place].transaction else { return }
        for timer in [ChargerTimer.full, .sample] { connectors[place].timers.cancel(timer) }
        connectors[place].meter.run(at: 0, from: now)
        let register = connectors[place].meter.milliwattHours(at: now)
        connectors[place].log.deliveredMilliwattHours += register - transaction.startRegister
        connectors[place].log.stopped = now
        connectors[place].log.reason = reason
        keepReading(.transactionEnd, place, at: now)
        let kept = connectors[place].transaction?.kept ?? []
        connectors[place].transaction = nil
        connectors[place].claim = nil
        connectors[place].step = .stopped
        keep(
            .stop(
                transaction: transaction.number,
                tag ?? transaction.tag,
                register: register,
                at: now,
                reason,
                kept
            ),
            at: now,
            into: &output
        )
        // A car that has pulled its plug out of a tethered cable leaves nothing to be done.
        if reason != .evDisconnected || make.hasLock {
            move(place, to: .finishing, at: now, into: &output)
        }
        withdrawPower(of: transaction.number, at: now, into: &output)
    }
}
