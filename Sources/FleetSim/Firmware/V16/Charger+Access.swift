// How a driver gets the charger to charge: in which order, and by which way of identification.
extension Charger {
    /// The driver identifies, by the way that the visit takes.
    mutating func identify(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].bay.visit else { return }
        guard connectors[place].isUsable else {
            return waitsForUse(place, at: now, into: &output)
        }
        if visit.awaitsStart, type.behaviour.speaksOCPP {
            return waitInVain(place, at: now, into: &output)
        }
        connectors[place].bay.noteIdentified()
        // On its own a charger lets the vendor's app and cards decide, which take everybody.
        guard type.behaviour.speaksOCPP else {
            return grant(place, IdToken(visit.token), parent: nil, at: now, into: &output)
        }
        switch type.behaviour.access.way(of: visit) {
        case .remote:
            connectors[place].bay.startTry()
            askForStart(place, visit, at: now, into: &output)
        case .pin where !type.behaviour.access.unlocksByPIN:
            connectors[place].bay.startTry()
            prepare(place, at: now, into: &output)
            triesAgainOrLeaves(place, at: now, into: &output)
        case .card, .pin, .free, .plug:
            // An unlocked charger may lock again before the driver has plugged in, time after time.
            guard connectors[place].bay.hasPlugged || connectors[place].bay.hasPatience else {
                return unplugSoon(place, at: now, into: &output)
            }
            let tag = card(of: visit) ?? IdToken(visit.token)
            identify(place, as: tag, at: now, into: &output)
        }
    }

    /// A connector is about to be used; one that is reserved stays so until its tag is presented (G2).
    mutating func prepare(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard connectors[place].state != .reserved else { return }
        move(place, to: .preparing, at: now, into: &output)
    }

    /// Who stands before a connector that is out of use goes, or waits with the plug in.
    mutating func waitsForUse(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        connectors[place].bay.note(.outOfUse)
        guard connectors[place].bay.hasPlugged else {
            return unplugSoon(place, at: now, into: &output)
        }
        connectors[place].bay.startTry()
        triesAgainOrLeaves(place, at: now, into: &output)
    }

    mutating func triesAgainOrLeaves(
        _ place: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[place].bay.hasPatience else {
            return unplugSoon(place, at: now, into: &output)
        }
        connectors[place].bay.answerFailed()
        dropAwaitedProfile(at: place)
        startConnectionTimeOut(place, at: now, into: &output)
        connectors[place].bay.pause(at: now, into: &output)
    }

    /// What the driver can present to the charger; nothing where the app or the plug does that.
    func card(of visit: Visit) -> IdToken? {
        guard !chargesFreely, !visit.awaitsStart else { return nil }
        return switch type.behaviour.access.way(of: visit) {
        case .card, .free: IdToken(type.identification.token(ofCard: visit.token))
        case .pin: type.behaviour.access.unlocksByPIN ? IdToken(visit.token) : nil
        case .plug, .remote: nil
        }
    }

    /// Ends the charge at the driver's wish: by the card or PIN at the charger, or by the app.
    ///
    /// Who has none of them at hand, or is not heeded, unplugs the car.
    mutating func stop(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[place].bay.visit else { return }
        if let card = card(of: visit) {
            present(card, at: place, now: now, into: &output)
            if connectors[place].bay.isFinished {
                return collect(place, at: now, into: &output)
            }
        } else if link == .up, type.behaviour.access.way(of: visit) == .remote {
            ask(.stop, place, visit, into: &output)
        } else {
            return follow(connectors[place].bay.unplugCar(), place, at: now, into: &output)
        }
        connectors[place].bay.pause(at: now, into: &output)
    }

    /// Asks the CSMS for a start, again and again as long as the driver has patience.
    private mutating func askForStart(
        _ place: Int,
        _ visit: Visit,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[place].bay.note(
            canReport ? .unanswered : .offline
        )
        guard connectors[place].bay.tries <= Bay.mostTries else {
            return unplugSoon(place, at: now, into: &output)
        }
        if connectors[place].bay.hasPlugged {
            prepare(place, at: now, into: &output)
            startConnectionTimeOut(place, at: now, into: &output)
        }
        ask(.start, place, visit, into: &output)
        connectors[place].bay.pause(at: now, into: &output)
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
