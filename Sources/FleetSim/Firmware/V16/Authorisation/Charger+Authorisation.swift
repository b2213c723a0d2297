// Who may charge: by what is known here, or by what the CSMS says.
extension Charger {
    /// Whether a car that is plugged in may charge.
    var chargesFreely: Bool { configuration.grantsAnyone }

    private var canAsk: Bool { connection.isHeard }

    /// What is known of a tag here: the list counts before the cache.
    func record(of tag: IdToken) -> TagRecord? {
        let usesCache = configuration.isOn(.authorizationCacheEnabled)
        return tags.record(of: tag, inList: usesLocalList, inCache: usesCache)
    }

    /// Decides on a tag that wants to charge by what is known here, or asks the CSMS.
    mutating func authorise(
        _ connectorIndex: Int,
        _ tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let known = record(of: tag)
        let status = known?.status(at: clock(at: now))
        let fits = admits(tag, parent: known?.parent, to: connectorIndex)
        if canAsk {
            guard configuration.isOn(.localPreAuthorize), status == .accepted, fits else {
                return ask(connectorIndex, tag, at: now)
            }
            return grant(connectorIndex, tag, parent: known?.parent, at: now, into: &output)
        }
        let knowsIt = configuration.isOn(.localAuthorizeOffline) && status == .accepted
        let trustsIt = configuration.isOn(.allowOfflineTxForUnknownId) && status == nil
        if fits && (knowsIt || trustsIt) {
            grant(connectorIndex, tag, parent: known?.parent, at: now, into: &output)
        } else {
            connectors[connectorIndex].bay.note(
                !fits ? .taken : status == nil ? .offline : .refused
            )
            postpone(connectorIndex, at: now, into: &output)
        }
    }

    /// Decides on a tag other than the one that started a transaction and is to end it.
    ///
    /// Only a tag of the same group may. Where the transaction's group is not known there is none
    /// to compare with, so no CSMS is asked.
    mutating func authoriseStop(
        _ connectorIndex: Int,
        by tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let group = connectors[connectorIndex].transaction?.parent,
            connectors[connectorIndex].claim == nil
        else { return }
        let trusts = configuration.isOn(canAsk ? .localPreAuthorize : .localAuthorizeOffline)
        if trusts, let known = record(of: tag), known.status(at: clock(at: now)) == .accepted {
            guard known.parent == group else { return }
            return endTransaction(connectorIndex, .local, by: tag, at: now, into: &output)
        }
        if canAsk { ask(connectorIndex, tag, at: now) }
    }

    mutating func authorisationAnswered(
        _ connectorIndex: Int,
        _ tag: IdToken,
        _ info: IdTagInfo,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let isRemote = connectors[connectorIndex].claim?.isRemote ?? false
        guard takeOpenClaim(connectorIndex, of: tag) else { return }
        let isAccepted = info.status == .accepted
        if let transaction = connectors[connectorIndex].transaction {
            guard isAccepted, let group = info.parentIdTag, group == transaction.parent else {
                return
            }
            return endTransaction(connectorIndex, .local, by: tag, at: now, into: &output)
        }
        if let holder = cableHolder(at: connectorIndex) {
            guard holder.isFor(tag, group: info.parentIdTag) else { return }
            return letGo(connectorIndex, at: now, into: &output)
        }
        // Meanwhile the connector may have gone out of service, or be kept for another.
        if isAccepted, !connectors[connectorIndex].isOutOfUse,
            admits(tag, parent: info.parentIdTag, to: connectorIndex)
        {
            grant(connectorIndex, tag, parent: info.parentIdTag, at: now, into: &output)
            connectors[connectorIndex].claim?.isRemote = isRemote
        } else {
            let isOutOfUse = connectors[connectorIndex].isOutOfUse
            connectors[connectorIndex].bay.note(
                !isAccepted ? .refused : isOutOfUse ? .outOfUse : .taken
            )
            guard !isRemote || !hasYetToIdentify(connectorIndex, after: tag) else {
                return tryAgainOrLeave(connectorIndex, at: now, into: &output)
            }
            refuse(connectorIndex, at: now, into: &output)
        }
    }

    mutating func authorisationUnanswered(
        _ connectorIndex: Int,
        _ tag: IdToken,
        _ reason: VisitLog.Hindrance = .unanswered,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard takeOpenClaim(connectorIndex, of: tag), connectors[connectorIndex].transaction == nil
        else { return }
        connectors[connectorIndex].bay.note(link == .up ? reason : .offline)
        postpone(connectorIndex, at: now, into: &output)
    }

    /// The connection is gone, and with it every question that is open.
    mutating func giveUpAsking(at now: SimTime, into output: inout ChargerOutput) {
        for connectorIndex in connectors.indices {
            guard let claim = connectors[connectorIndex].claim, !claim.isGranted else { continue }
            authorisationUnanswered(connectorIndex, claim.tag, at: now, into: &output)
        }
    }

    /// Lets a tag charge: at once, or when its car has come.
    mutating func grant(
        _ connectorIndex: Int,
        _ tag: IdToken,
        parent: IdToken?,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if connectors[connectorIndex].bay.hasWaitingCar {
            return start(connectorIndex, tag, parent: parent, at: now, into: &output)
        }
        connectors[connectorIndex].claim = Claim(tag: tag, parent: parent, isGranted: true)
        move(connectorIndex, to: .preparing, at: now, into: &output)
        startConnectionTimeOut(connectorIndex, at: now, into: &output)
        connectors[connectorIndex].bay.open(type.behaviour.access, at: now, into: &output)
    }

    /// Notes what the CSMS says of a tag; where its own list says something else, that is told.
    mutating func learn(_ tag: IdToken, _ info: IdTagInfo, at now: SimTime) {
        guard !chargesFreely else { return }
        if usesLocalList, let listed = tags.list.record(of: tag) {
            // A tag that charges elsewhere is as good as the list says.
            let status = info.status == .concurrentTx ? .accepted : info.status
            if status != listed.status(at: clock(at: now)) {
                outbox.append(.warning(.localListConflict, at: now), at: now)
            }
        } else if configuration.isOn(.authorizationCacheEnabled) {
            tags.remember(tag, info)
        }
    }

    /// While the CSMS is asked no connection time-out runs: its answer, or that none comes, goes on from there.
    mutating func ask(_ connectorIndex: Int, _ tag: IdToken, at now: SimTime) {
        assert(type.behaviour.speaksOCPP, "only a charger with a CSMS has one to ask")
        connectors[connectorIndex].claim = Claim(tag: tag)
        connectors[connectorIndex].timers.cancel(.connectionTimeOut)
        connectors[connectorIndex].bay.awaitAnswer()
        outbox.append(.authorize(connector: UInt8(connectorIndex + 1), tag), at: now)
    }

    /// Takes the claim that an answer is for; false when no claim waits for it any more.
    private mutating func takeOpenClaim(_ connectorIndex: Int, of tag: IdToken) -> Bool {
        guard let claim = connectors[connectorIndex].claim, claim.tag == tag, !claim.isGranted
        else {
            return false
        }
        connectors[connectorIndex].claim = nil
        return true
    }

    /// Sends the driver away, or forgets a tag that came before its car.
    private mutating func refuse(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if connectors[connectorIndex].bay.hasWaitingDriver {
            unplugSoon(connectorIndex, at: now, into: &output)
        } else {
            withdraw(connectorIndex, at: now, into: &output)
        }
    }

    /// Whether a driver who is plugged in can still show what he has: the CSMS has named another tag.
    private func hasYetToIdentify(_ connectorIndex: Int, after tag: IdToken) -> Bool {
        guard connectors[connectorIndex].bay.hasWaitingCar,
            let visit = connectors[connectorIndex].bay.visit,
            !visit.awaitsStart
        else { return false }
        return tag != IdToken(visit.token) && tag != card(of: visit)
    }

    /// Nothing can be decided now: the driver at the reader tries again, no other waits.
    private mutating func postpone(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if connectors[connectorIndex].bay.hasWaitingDriver {
            tryAgainOrLeave(connectorIndex, at: now, into: &output)
        } else {
            withdraw(connectorIndex, at: now, into: &output)
        }
    }

    /// Forgets a tag whose car has not come.
    mutating func withdraw(_ connectorIndex: Int, at now: SimTime, into output: inout ChargerOutput)
    {
        connectors[connectorIndex].claim = nil
        dropAwaitedProfile(at: connectorIndex)
        if connectors[connectorIndex].state == .preparing {
            becomeFree(connectorIndex, at: now, into: &output)
        } else {
            updateReservations(connectorIndex, at: now, into: &output)
        }
    }
}
