// Cards at the reader, and what stands in for them.
extension Charger {
    /// A driver presents a tag at a connector: holds a card to its reader, or enters a PIN.
    mutating func present(
        _ tag: IdToken,
        at connectorIndex: Int,
        now: SimTime,
        into output: inout ChargerOutput
    ) {
        // Without power nothing reads a card, and a lock keeps what it holds.
        guard !isDark else { return }
        switch connectors[connectorIndex].bay.stage {
        case .charging?:
            cardStops(connectorIndex, tag, at: now, into: &output)
        case .plugged(hasAsked: false)?:
            connectors[connectorIndex].bay.cancelAct()
            identify(connectorIndex, as: tag, at: now, into: &output)
        case nil, .arriving?:
            cardComesFirst(connectorIndex, tag, at: now, into: &output)
        case .finished?:
            freeCable(connectorIndex, by: tag, at: now, into: &output)
        case .plugged(hasAsked: true)?, .leaving?: break
        }
    }

    /// A tag is presented for the connector.
    mutating func identify(
        _ connectorIndex: Int,
        as tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].isUsable else {
            return waitForUse(connectorIndex, at: now, into: &output)
        }
        if startFreely(connectorIndex, at: now, into: &output) { return }
        let parent = record(of: tag)?.parent
        guard
            admits(tag, parent: parent, to: connectorIndex)
                || (parent == nil && mayAdmitGroup(connectorIndex))
        else {
            connectors[connectorIndex].bay.note(.taken)
            return unplugSoon(connectorIndex, at: now, into: &output)
        }
        connectors[connectorIndex].bay.startTry()
        connectors[connectorIndex].timers.cancel(.connectionTimeOut)
        // After a time-out the driver begins anew (F2). A reserved connector stays so until it is
        // clear that the driver is the one it is kept for (G2).
        if admits(tag, parent: parent, to: connectorIndex) {
            move(connectorIndex, to: .preparing, at: now, into: &output)
        }
        authorise(connectorIndex, tag, at: now, into: &output)
    }

    /// Begins a transaction for a car that is plugged in, if no authorisation is asked for.
    mutating func startFreely(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        guard chargesFreely, connectors[connectorIndex].bay.isBeforeAsking,
            connectors[connectorIndex].isUsable,
            connectors[connectorIndex].state != .reserved
        else { return false }
        start(connectorIndex, IdToken(type.identification.freeToken), at: now, into: &output)
        return true
    }

    /// The tag that started a transaction ends it without being asked about.
    private mutating func cardStops(
        _ connectorIndex: Int,
        _ tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if connectors[connectorIndex].transaction?.tag == tag {
            endTransaction(connectorIndex, .local, at: now, into: &output)
        } else {
            authoriseStop(connectorIndex, by: tag, at: now, into: &output)
        }
    }

    /// A card before its car is authorised at once; held there again it is withdrawn (B1).
    private mutating func cardComesFirst(
        _ connectorIndex: Int,
        _ tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if let claim = connectors[connectorIndex].claim {
            guard claim.isGranted, claim.tag == tag else { return }
            return withdraw(connectorIndex, at: now, into: &output)
        }
        guard !chargesFreely, acceptsAhead(connectorIndex, tag) else { return }
        authorise(connectorIndex, tag, at: now, into: &output)
    }

    /// Whether a tag may wait at a connector for its car.
    func acceptsAhead(_ connectorIndex: Int, _ tag: IdToken) -> Bool {
        guard connectors[connectorIndex].claim == nil else { return false }
        switch connectors[connectorIndex].status {
        case .available: return true
        case .preparing: return connectors[connectorIndex].bay.isArriving
        case .reserved:
            let isHeld = isHeldForUpdate && !connectors[connectorIndex].bay.hasWaitingCar
            return !isHeld && admits(tag, parent: record(of: tag)?.parent, to: connectorIndex)
        case .charging, .suspendedEV, .suspendedEVSE, .finishing, .unavailable,
            .faulted:
            return false
        }
    }
}
