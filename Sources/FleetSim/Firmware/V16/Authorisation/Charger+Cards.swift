// Cards at the reader, and what stands in for them.
extension Charger {
    /// A driver presents a tag at a connector: holds a card to its reader, or enters a PIN.
    mutating func present(
        _ tag: IdToken,
        at place: Int,
        now: SimTime,
        into output: inout ChargerOutput
    ) {
        // Without power nothing reads a card, and a lock keeps what it holds.
        guard !isDark else { return }
        switch connectors[place].bay.stage {
        case .charging?:
            cardStops(place, tag, at: now, into: &output)
        case .plugged(hasAsked: false)?:
            connectors[place].bay.cancelAct()
            identify(place, as: tag, at: now, into: &output)
        case nil, .arriving?:
            cardComesFirst(place, tag, at: now, into: &output)
        case .finished?:
            freeCable(place, by: tag, at: now, into: &output)
        case .plugged(hasAsked: true)?, .leaving?: break
        }
    }

    /// A tag is presented for the connector.
    mutating func identify(
        _ place: Int,
        as tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[place].isUsable else {
            return waitsForUse(place, at: now, into: &output)
        }
        if startsFreely(place, at: now, into: &output) { return }
        let parent = record(of: tag)?.parent
        guard admits(tag, parent: parent, to: place) || (parent == nil && mayAdmitGroup(place))
        else {
            connectors[place].bay.note(.taken)
            return unplugSoon(place, at: now, into: &output)
        }
        connectors[place].bay.startTry()
        connectors[place].timers.cancel(.connectionTimeOut)
        // After a time-out the driver begins anew (F2). A reserved connector stays so until it is
        // clear that the driver is the one it is kept for (G2).
        if admits(tag, parent: parent, to: place) {
            move(place, to: .preparing, at: now, into: &output)
        }
        authorise(place, tag, at: now, into: &output)
    }

    /// Begins a transaction for a car that is plugged in, if no authorisation is asked for.
    mutating func startsFreely(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        guard chargesFreely, connectors[place].bay.isBeforeAsking, connectors[place].isUsable,
            connectors[place].state != .reserved
        else { return false }
        start(place, IdToken(type.identification.freeToken), at: now, into: &output)
        return true
    }

    /// The tag that started a transaction ends it without being asked about.
    private mutating func cardStops(
        _ place: Int,
        _ tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if connectors[place].transaction?.tag == tag {
            endTransaction(place, .local, at: now, into: &output)
        } else {
            authoriseStop(place, by: tag, at: now, into: &output)
        }
    }

    /// A card before its car is authorised at once; held there again it is withdrawn (B1).
    private mutating func cardComesFirst(
        _ place: Int,
        _ tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if let claim = connectors[place].claim {
            guard claim.isGranted, claim.tag == tag else { return }
            return withdraw(place, at: now, into: &output)
        }
        guard !chargesFreely, acceptsAhead(place, tag) else { return }
        authorise(place, tag, at: now, into: &output)
    }

    /// Whether a tag may wait at a connector for its car.
    func acceptsAhead(_ place: Int, _ tag: IdToken) -> Bool {
        guard connectors[place].claim == nil else { return false }
        switch connectors[place].status {
        case .available: return true
        case .preparing: return connectors[place].bay.isArriving
        case .reserved:
            let isHeld = isHeldForUpdate && !connectors[place].bay.hasWaitingCar
            return !isHeld && admits(tag, parent: record(of: tag)?.parent, to: place)
        case .charging, .suspendedEV, .suspendedEVSE, .finishing, .unavailable,
            .faulted:
            return false
        }
    }
}
