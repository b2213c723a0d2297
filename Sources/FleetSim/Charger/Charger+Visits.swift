// What a driver does at a connector, from pulling up to leaving.
extension Charger {
    /// How long a driver waits before trying to identify again.
    static let patience: SimDuration = .seconds(30)
    /// After this many tries in vain a driver gives up.
    static let mostTries = 4

    mutating func arrive(
        _ visit: Visit,
        at connector: Int,
        now: SimTime,
        into output: inout ChargerOutput
    ) {
        let place = connector - 1
        precondition(connectors[place].step == .vacant, "a bay holds one car")
        connectors[place].step = .arriving
        connectors[place].visit = visit
        connectors[place].charge = Rare()
        connectors[place].log = VisitLog()
        connectors[place].tries = 0
        connectors[place].isCableIn = false
        connectors[place].isCarGone = false
        approachSoon(place, at: now, into: &output)
        let departure = visit.departs(takingBayAt: now)
        noteDeparture(of: visit, at: departure, place: place)
        if let departure {
            set(.departure, of: place, at: departure, into: &output)
        }
    }

    /// The driver's next step is due.
    mutating func driverActs(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch connectors[place].step {
        case .arriving: approach(place, at: now, into: &output)
        case .plugged: identify(place, at: now, into: &output)
        case .leaving: leave(place, at: now, into: &output)
        case .charging: unplugCar(place, at: now, into: &output)
        case .stopped: collect(place, at: now, into: &output)
        case .vacant, .authorising: break
        }
    }

    /// The time has come to drive on.
    mutating func departs(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        switch connectors[place].step {
        case .arriving:
            leave(place, at: now, into: &output)
        case .charging:
            stop(place, at: now, into: &output)
        case .authorising:
            connectors[place].log.hindrance = .unanswered
            unplugSoon(place, at: now, into: &output)
        case .plugged:
            unplugSoon(place, at: now, into: &output)
        case .stopped:
            collect(place, at: now, into: &output)
        case .vacant, .leaving:
            break
        }
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
        if connectors[place].step == .vacant
            || connectors[place].step == .arriving && !connectors[place].isCableIn
        {
            becomeFree(place, at: now, into: &output)
        } else {
            move(place, to: .finishing, at: now, into: &output)
        }
    }

    mutating func plugIn(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].visit else { return }
        guard connectors[place].isUsable, !isHeldForUpdate else {
            connectors[place].log.hindrance = .outOfUse
            return leave(place, at: now, into: &output)
        }
        connectors[place].log.plugged = now
        connectors[place].step = .plugged
        let claim = connectors[place].claim
        let waits = visit.waitsUntil > now
        if claim == nil, !waits, startsFreely(place, at: now, into: &output) { return }
        // A reserved connector stays so until its tag is presented.
        if connectors[place].state != .reserved {
            move(place, to: .preparing, at: now, into: &output)
        }
        if let claim, claim.isGranted {
            return start(place, claim.tag, parent: claim.parent, at: now, into: &output)
        }
        guard claim == nil else {
            connectors[place].step = .authorising
            return
        }
        // A card before the cable has begun the charge by now; all others can be put off.
        if waits {
            return set(.driver, of: place, at: visit.waitsUntil, into: &output)
        }
        if connectors[place].state == .preparing {
            startConnectionTimeOut(place, at: now, into: &output)
        }
        switch make.habits.access.way(of: visit) {
        case .plug:
            identify(place, at: now, into: &output)
        case .card, .pin, .remote, .free:
            set(.driver, of: place, at: now + visit.identifiesAfter, into: &output)
        }
    }

    mutating func triesAgainOrLeaves(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[place].tries < Self.mostTries else {
            return unplugSoon(place, at: now, into: &output)
        }
        connectors[place].step = hasPlugged(place) ? .plugged : .arriving
        dropAwaitedProfile(at: place)
        startConnectionTimeOut(place, at: now, into: &output)
        set(.driver, of: place, at: now + Self.patience, into: &output)
    }

    mutating func startConnectionTimeOut(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let wait = configuration.seconds(.connectionTimeOut)
        set(.connectionTimeOut, of: place, at: now + wait, into: &output)
    }

    mutating func unplugSoon(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard let visit = connectors[place].visit else { return }
        connectors[place].step = .leaving
        dropAwaitedProfile(at: place)
        connectors[place].claim = nil
        connectors[place].timers.cancel(.connectionTimeOut)
        set(.driver, of: place, at: now + visit.unplugsAfter, into: &output)
    }

    mutating func leave(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].visit else { return }
        connectors[place].log.left = now
        if connectors[place].log.transactionID == nil {
            transactionIDs.expect(connectors[place].log.transaction, for: visit)
        }
        output.actions.append(
            .visitEnded(connectors[place].log, visit, connector: place + 1)
        )
        connectors[place].visit = nil
        connectors[place].isCableIn = false
        connectors[place].isCarGone = false
        connectors[place].keeper = Rare()
        connectors[place].step = .vacant
        for timer in [ChargerTimer.driver, .departure] { connectors[place].timers.cancel(timer) }
        if connectors[place].claim == nil { becomeFree(place, at: now, into: &output) }
        output.actions.append(bay(place))
    }

    /// Back to Available, or out of service if that was asked for meanwhile.
    mutating func becomeFree(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        connectors[place].timers.cancel(.connectionTimeOut)
        switch connectors[place].state {
        // From Preparing there is no way out of service but through Available.
        case .preparing: move(place, to: .available, at: now, into: &output)
        case .charging, .suspendedEV, .suspendedEVSE, .finishing:
            guard !connectors[place].endsOperation else { break }
            move(place, to: .available, at: now, into: &output)
        case .available, .reserved, .unavailable, .faulted: break
        }
        if connectors[place].endsOperation { takeOut(place, at: now, into: &output) }
        connectorIdled(place, at: now, into: &output)
    }
}
