// How a driver gets a charger to charge: in which order, and by which way of identification.
extension Charger {
    /// Sets out for the first thing that the driver does at the charger.
    mutating func approachSoon(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].visit else { return }
        let wait = mustUnlock(place, visit) ? visit.identifiesAfter : plugsAfter(place, visit)
        set(.driver, of: place, at: now + wait, into: &output)
    }

    /// The next thing that the driver does before the car is plugged in.
    mutating func approach(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].visit else { return }
        if mustUnlock(place, visit) { return identify(place, at: now, into: &output) }
        guard make.habits.access.takesCableFirst, !connectors[place].isCableIn,
            connectors[place].isUsable
        else { return plugIn(place, at: now, into: &output) }
        connectors[place].isCableIn = true
        move(place, to: .preparing, at: now, into: &output)
        set(.driver, of: place, at: now + plugsAfter(place, visit), into: &output)
    }

    /// The driver identifies, by the way that the visit takes.
    mutating func identify(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].visit else { return }
        guard connectors[place].isUsable else {
            return waitsForUse(place, at: now, into: &output)
        }
        connectors[place].log.hasIdentified = true
        // On its own a charger lets the vendor's app and cards decide, which take everybody.
        guard make.habits.speaksOCPP else {
            return grant(place, IdToken(visit.token), parent: nil, at: now, into: &output)
        }
        switch make.habits.access.way(of: visit) {
        case .remote:
            connectors[place].tries += 1
            askForStart(place, visit, at: now, into: &output)
        case .pin where !make.habits.access.unlocksByPIN:
            connectors[place].tries += 1
            move(place, to: .preparing, at: now, into: &output)
            triesAgainOrLeaves(place, at: now, into: &output)
        case .card, .pin, .free, .plug:
            identify(place, as: card(of: visit) ?? IdToken(visit.token), at: now, into: &output)
        }
    }

    /// Who stands before a connector that is out of use goes, or waits with the plug in.
    mutating func waitsForUse(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        connectors[place].log.hindrance = .outOfUse
        guard hasPlugged(place) else { return unplugSoon(place, at: now, into: &output) }
        connectors[place].tries += 1
        triesAgainOrLeaves(place, at: now, into: &output)
    }

    /// What the driver can present to the charger; nothing where the app or the plug does that.
    func card(of visit: Visit) -> IdToken? {
        guard !chargesFreely else { return nil }
        return switch make.habits.access.way(of: visit) {
        case .card, .free: IdToken(make.identification.token(ofCard: visit.token))
        case .pin: make.habits.access.unlocksByPIN ? IdToken(visit.token) : nil
        case .plug, .remote: nil
        }
    }

    /// Who stood before a locked charger plugs in when it opens.
    mutating func unlocked(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard make.habits.access.isLockedWhenAvailable, connectors[place].step == .arriving,
            let visit = connectors[place].visit
        else { return }
        set(.driver, of: place, at: now + plugsAfter(place, visit), into: &output)
    }

    /// Ends the charge at the driver's wish: by the card or PIN at the charger, or by the app.
    ///
    /// Who has none of them at hand, or is not heeded, unplugs the car.
    mutating func stop(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].visit else { return }
        connectors[place].tries = 0
        if let card = card(of: visit) {
            present(card, at: place, now: now, into: &output)
            if connectors[place].step == .stopped {
                return collect(place, at: now, into: &output)
            }
        } else if link == .up, make.habits.access.way(of: visit) == .remote {
            ask(.stop, place, visit, into: &output)
        } else {
            return unplugCar(place, at: now, into: &output)
        }
        set(.driver, of: place, at: now + Self.patience, into: &output)
    }

    func hasPlugged(_ place: Int) -> Bool { connectors[place].log.plugged != nil }

    /// Whether the driver has to identify before anything else.
    private func mustUnlock(_ place: Int, _ visit: Visit) -> Bool {
        let access = make.habits.access
        guard access.isLockedWhenAvailable, connectors[place].claim == nil,
            !chargesFreely
        else { return false }
        switch access.way(of: visit) {
        case .card, .pin, .remote, .free: return true
        case .plug: return false
        }
    }

    /// How long plugging in takes: both ends of a cable, half of it each.
    private func plugsAfter(_ place: Int, _ visit: Visit) -> SimDuration {
        guard make.habits.access.takesCableFirst else { return visit.plugsAfter }
        let half = SimDuration(nanoseconds: visit.plugsAfter.nanoseconds / 2)
        return connectors[place].isCableIn ? visit.plugsAfter - half : half
    }

    /// Asks the CSMS for a start, again and again as long as the driver has patience.
    private mutating func askForStart(
        _ place: Int,
        _ visit: Visit,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[place].log.hindrance =
            link == .up && registration == .accepted ? .unanswered : .offline
        guard connectors[place].tries <= Self.mostTries else {
            return unplugSoon(place, at: now, into: &output)
        }
        if hasPlugged(place) {
            move(place, to: .preparing, at: now, into: &output)
            startConnectionTimeOut(place, at: now, into: &output)
        }
        ask(.start, place, visit, into: &output)
        set(.driver, of: place, at: now + Self.patience, into: &output)
    }

    func ask(
        _ kind: DriverWish.Kind,
        _ place: Int,
        _ visit: Visit,
        into output: inout ChargerOutput
    ) {
        output.actions.append(
            .asks(DriverWish(kind: kind, connector: UInt8(place + 1), token: visit.token))
        )
    }
}
