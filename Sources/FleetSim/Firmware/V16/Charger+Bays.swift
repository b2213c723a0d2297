// What happens in the bays, and what the charger does about it.
extension Charger {
    mutating func arrive(
        _ visit: Visit,
        at connector: Int,
        now: SimTime,
        into output: inout ChargerOutput
    ) {
        let place = connector - 1
        connectors[place].bay.arrive(
            visit,
            type.behaviour.access,
            isOpen: isOpen(place),
            at: now,
            into: &output
        )
    }

    mutating func goOff(
        _ timer: BayTimer,
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch timer {
        case .driver:
            let readiness = Readiness(
                isOpen: isOpen(place),
                takesPlugs: connectors[place].isUsable && !isHeldForUpdate
            )
            let access = type.behaviour.access
            follow(
                connectors[place].bay.driverActs(access, readiness, at: now, into: &output),
                place,
                at: now,
                into: &output
            )
        case .departure:
            let fact = connectors[place].bay.departs(at: now, into: &output)
            follow(fact, place, at: now, into: &output)
        case .full: batteryFull(place, at: now, into: &output)
        }
    }

    /// Does what follows from what has happened in a bay.
    mutating func follow(
        _ fact: BayFact?,
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let fact else { return }
        switch fact {
        case .identifies: identify(place, at: now, into: &output)
        case .cableIn: prepare(place, at: now, into: &output)
        case .plugged: plugged(place, at: now, into: &output)
        case .wantsToStop: stop(place, at: now, into: &output)
        case .unplugged: unplugged(place, at: now, into: &output)
        case .wantsCable: askForCable(place, at: now, into: &output)
        case .givesUp:
            dropAwaitedProfile(at: place)
            connectors[place].claim = nil
            connectors[place].timers.cancel(.connectionTimeOut)
        case .vacated: vacated(place, at: now, into: &output)
        }
    }

    /// Whether a driver need not identify before he plugs in.
    private func isOpen(_ place: Int) -> Bool { connectors[place].claim != nil || chargesFreely }

    private mutating func plugged(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        let claim = connectors[place].claim
        if !siteShare.isNone { tellDeparture(from: place, into: &output) }
        if claim?.isRemote == true { connectors[place].bay.noteRemoteStart() }
        let waits = connectors[place].bay.visit.map { $0.waitsUntil > now } ?? false
        if claim == nil, !waits, startsFreely(place, at: now, into: &output) { return }
        prepare(place, at: now, into: &output)
        if let claim, claim.isGranted {
            return start(place, claim.tag, parent: claim.parent, at: now, into: &output)
        }
        guard claim == nil else { return connectors[place].bay.awaitAnswer() }
        if connectors[place].bay.visit?.awaitsStart ?? false {
            return awaitStart(place, at: now, into: &output)
        }
        // A card before the cable has begun the charge by now; all others can be put off.
        if !waits, connectors[place].state == .preparing {
            startConnectionTimeOut(place, at: now, into: &output)
        }
        let access = type.behaviour.access
        let fact = connectors[place].bay.comeToIdentify(access, at: now, into: &output)
        follow(fact, place, at: now, into: &output)
    }

    private mutating func vacated(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let (log, visit) = (connectors[place].bay.guest.log, connectors[place].bay.guest.visit)
        if log.transactionID == nil { transactionIDs.expect(log.transaction, for: visit) }
        if visit.awaitsStart, log.started == nil, log.hindrance == .unanswered, !log.metFault {
            tellNeverStarted(visit, log, place, into: &output)
        }
        output.actions.append(.visitEnded(log, visit, connector: place + 1))
        connectors[place].cableHolder = Rare()
        if connectors[place].claim == nil { becomeFree(place, at: now, into: &output) }
        output.actions.append(bay(place))
    }

    mutating func unplugSoon(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        let fact = connectors[place].bay.giveUp(at: now, into: &output)
        follow(fact, place, at: now, into: &output)
    }

    /// Back to Available, or out of service if that was asked for meanwhile.
    mutating func becomeFree(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        connectors[place].timers.cancel(.connectionTimeOut)
        switch connectors[place].state {
        // From Preparing there is no way out of service but through Available.
        case .preparing: move(place, to: .available, at: now, into: &output)
        case .charging, .suspendedEV, .suspendedEVSE, .finishing:
            guard !connectors[place].service.ends else { break }
            move(place, to: .available, at: now, into: &output)
        case .available, .reserved, .unavailable, .faulted: break
        }
        if connectors[place].service.ends { takeOut(place, at: now, into: &output) }
        connectorIdled(place, at: now, into: &output)
    }

    mutating func startConnectionTimeOut(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let wait = configuration.seconds(.connectionTimeOut)
        set(.connectionTimeOut, of: place, at: now + wait, into: &output)
    }

    /// No tag was presented in time: the cable stays in, and no later swipe may start on it (B6).
    mutating func connectionTimedOut(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[place].claim = nil
        dropAwaitedProfile(at: place)
        guard connectors[place].state == .preparing else { return }
        let bay = connectors[place].bay
        if bay.isFree || bay.isArriving && !bay.isCableIn {
            becomeFree(place, at: now, into: &output)
        } else {
            move(place, to: .finishing, at: now, into: &output)
        }
    }
}
