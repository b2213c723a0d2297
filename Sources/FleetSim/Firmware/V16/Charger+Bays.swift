// What happens in the bays, and what the charger does about it.
extension Charger {
    mutating func arrive(
        _ visit: Visit,
        at connector: Int,
        now: SimTime,
        into output: inout ChargerOutput
    ) {
        let connectorIndex = connector - 1
        connectors[connectorIndex].bay.arrive(
            visit,
            type.behaviour.access,
            isOpen: isOpen(connectorIndex),
            at: now,
            into: &output
        )
    }

    mutating func goOff(
        _ timer: BayTimer,
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch timer {
        case .driver:
            let readiness = Readiness(
                isOpen: isOpen(connectorIndex),
                takesPlugs: connectors[connectorIndex].isUsable && !isHeldForUpdate
            )
            let access = type.behaviour.access
            follow(
                connectors[connectorIndex].bay.driverActs(
                    access,
                    readiness,
                    at: now,
                    into: &output
                ),
                connectorIndex,
                at: now,
                into: &output
            )
        case .departure:
            let fact = connectors[connectorIndex].bay.depart(at: now, into: &output)
            follow(fact, connectorIndex, at: now, into: &output)
        case .full: batteryFull(connectorIndex, at: now, into: &output)
        }
    }

    /// Does what follows from what has happened in a bay.
    mutating func follow(
        _ fact: BayFact?,
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let fact else { return }
        switch fact {
        case .identifies: identify(connectorIndex, at: now, into: &output)
        case .cableIn: prepare(connectorIndex, at: now, into: &output)
        case .plugged: plugged(connectorIndex, at: now, into: &output)
        case .wantsToStop: stop(connectorIndex, at: now, into: &output)
        case .unplugged: unplugged(connectorIndex, at: now, into: &output)
        case .wantsCable: askForCable(connectorIndex, at: now, into: &output)
        case .givesUp:
            dropAwaitedProfile(at: connectorIndex)
            connectors[connectorIndex].claim = nil
            connectors[connectorIndex].timers.cancel(.connectionTimeOut)
        case .vacated: vacated(connectorIndex, at: now, into: &output)
        }
    }

    /// Whether a driver need not identify before he plugs in.
    private func isOpen(_ connectorIndex: Int) -> Bool {
        connectors[connectorIndex].claim != nil || chargesFreely
    }

    private mutating func plugged(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let claim = connectors[connectorIndex].claim
        if !siteShare.isNone { tellDeparture(from: connectorIndex, into: &output) }
        if claim?.isRemote == true { connectors[connectorIndex].bay.noteRemoteStart() }
        let waits = connectors[connectorIndex].bay.visit.map { $0.waitsUntil > now } ?? false
        if claim == nil, !waits, startFreely(connectorIndex, at: now, into: &output) { return }
        prepare(connectorIndex, at: now, into: &output)
        if let claim, claim.isGranted {
            return start(connectorIndex, claim.tag, parent: claim.parent, at: now, into: &output)
        }
        guard claim == nil else { return connectors[connectorIndex].bay.awaitAnswer() }
        if connectors[connectorIndex].bay.visit?.awaitsStart ?? false {
            return awaitStart(connectorIndex, at: now, into: &output)
        }
        // A card before the cable has begun the charge by now; all others can be put off.
        if !waits, connectors[connectorIndex].state == .preparing {
            startConnectionTimeOut(connectorIndex, at: now, into: &output)
        }
        let access = type.behaviour.access
        let fact = connectors[connectorIndex].bay.comeToIdentify(access, at: now, into: &output)
        follow(fact, connectorIndex, at: now, into: &output)
    }

    private mutating func vacated(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let (log, visit) = (
            connectors[connectorIndex].bay.guest.log, connectors[connectorIndex].bay.guest.visit
        )
        if log.transactionID == nil { transactionIDs.expect(log.transaction, for: visit) }
        if visit.awaitsStart, log.started == nil, log.hindrance == .unanswered, !log.metFault {
            tellNeverStarted(visit, log, connectorIndex, into: &output)
        }
        output.actions.append(.visitEnded(log, visit, connector: connectorIndex + 1))
        connectors[connectorIndex].cableHolder = Rare()
        if connectors[connectorIndex].claim == nil {
            becomeFree(connectorIndex, at: now, into: &output)
        }
        output.actions.append(bay(connectorIndex))
    }

    mutating func unplugSoon(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let fact = connectors[connectorIndex].bay.giveUp(at: now, into: &output)
        follow(fact, connectorIndex, at: now, into: &output)
    }

    /// Back to Available, or out of service if that was asked for meanwhile.
    mutating func becomeFree(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].timers.cancel(.connectionTimeOut)
        switch connectors[connectorIndex].state {
        // From Preparing there is no way out of service but through Available.
        case .preparing: move(connectorIndex, to: .available, at: now, into: &output)
        case .charging, .suspendedEV, .suspendedEVSE, .finishing:
            guard !connectors[connectorIndex].service.ends else { break }
            move(connectorIndex, to: .available, at: now, into: &output)
        case .available, .reserved, .unavailable, .faulted: break
        }
        if connectors[connectorIndex].service.ends {
            takeOut(connectorIndex, at: now, into: &output)
        }
        connectorIdled(connectorIndex, at: now, into: &output)
    }

    mutating func startConnectionTimeOut(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let wait = configuration.seconds(.connectionTimeOut)
        set(.connectionTimeOut, of: connectorIndex, at: now + wait, into: &output)
    }

    /// No tag was presented in time: the cable stays in, and no later swipe may start on it (B6).
    mutating func connectionTimedOut(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].claim = nil
        dropAwaitedProfile(at: connectorIndex)
        guard connectors[connectorIndex].state == .preparing else { return }
        let bay = connectors[connectorIndex].bay
        if bay.isFree || bay.isArriving && !bay.isCableIn {
            becomeFree(connectorIndex, at: now, into: &output)
        } else {
            move(connectorIndex, to: .finishing, at: now, into: &output)
        }
    }
}
