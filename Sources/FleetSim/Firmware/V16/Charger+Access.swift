// How a driver gets the charger to charge: in which order, and by which way of identification.
extension Charger {
    /// The driver identifies, by the way that the visit takes.
    mutating func identify(_ connectorIndex: Int, at now: SimTime, into output: inout ChargerOutput)
    {
        guard let visit = connectors[connectorIndex].bay.visit else { return }
        guard connectors[connectorIndex].isUsable else {
            return waitForUse(connectorIndex, at: now, into: &output)
        }
        if visit.awaitsStart, type.behaviour.speaksOCPP {
            return waitInVain(connectorIndex, at: now, into: &output)
        }
        connectors[connectorIndex].bay.noteIdentified()
        // On its own a charger lets the vendor's app and cards decide, which take everybody.
        guard type.behaviour.speaksOCPP else {
            return grant(connectorIndex, IdToken(visit.token), parent: nil, at: now, into: &output)
        }
        switch type.behaviour.access.way(of: visit) {
        case .remote:
            connectors[connectorIndex].bay.startTry()
            askForStart(connectorIndex, visit, at: now, into: &output)
        case .pin where !type.behaviour.access.unlocksByPIN:
            connectors[connectorIndex].bay.startTry()
            prepare(connectorIndex, at: now, into: &output)
            tryAgainOrLeave(connectorIndex, at: now, into: &output)
        case .card, .pin, .free, .plug:
            // An unlocked charger may lock again before the driver has plugged in, time after time.
            guard
                connectors[connectorIndex].bay.hasPlugged
                    || connectors[connectorIndex].bay.hasPatience
            else {
                return unplugSoon(connectorIndex, at: now, into: &output)
            }
            let tag = card(of: visit) ?? IdToken(visit.token)
            identify(connectorIndex, as: tag, at: now, into: &output)
        }
    }

    /// A connector is about to be used; one that is reserved stays so until its tag is presented (G2).
    mutating func prepare(_ connectorIndex: Int, at now: SimTime, into output: inout ChargerOutput)
    {
        guard connectors[connectorIndex].state != .reserved else { return }
        move(connectorIndex, to: .preparing, at: now, into: &output)
    }

    /// Who stands before a connector that is out of use goes, or waits with the plug in.
    mutating func waitForUse(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].bay.note(.outOfUse)
        guard connectors[connectorIndex].bay.hasPlugged else {
            return unplugSoon(connectorIndex, at: now, into: &output)
        }
        connectors[connectorIndex].bay.startTry()
        tryAgainOrLeave(connectorIndex, at: now, into: &output)
    }

    mutating func tryAgainOrLeave(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].bay.hasPatience else {
            return unplugSoon(connectorIndex, at: now, into: &output)
        }
        connectors[connectorIndex].bay.answerFailed()
        dropAwaitedProfile(at: connectorIndex)
        startConnectionTimeOut(connectorIndex, at: now, into: &output)
        connectors[connectorIndex].bay.pause(at: now, into: &output)
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
    mutating func stop(_ connectorIndex: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard let visit = connectors[connectorIndex].bay.visit else { return }
        if let card = card(of: visit) {
            present(card, at: connectorIndex, now: now, into: &output)
            if connectors[connectorIndex].bay.isFinished {
                return collect(connectorIndex, at: now, into: &output)
            }
        } else if link == .up, type.behaviour.access.way(of: visit) == .remote {
            ask(.stop, connectorIndex, visit, into: &output)
        } else {
            return follow(
                connectors[connectorIndex].bay.unplugCar(),
                connectorIndex,
                at: now,
                into: &output
            )
        }
        connectors[connectorIndex].bay.pause(at: now, into: &output)
    }

    /// Asks the CSMS for a start, again and again as long as the driver has patience.
    private mutating func askForStart(
        _ connectorIndex: Int,
        _ visit: Visit,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].bay.note(
            canReport ? .unanswered : .offline
        )
        guard connectors[connectorIndex].bay.tries <= Bay.maximumTries else {
            return unplugSoon(connectorIndex, at: now, into: &output)
        }
        if connectors[connectorIndex].bay.hasPlugged {
            prepare(connectorIndex, at: now, into: &output)
            startConnectionTimeOut(connectorIndex, at: now, into: &output)
        }
        ask(.start, connectorIndex, visit, into: &output)
        connectors[connectorIndex].bay.pause(at: now, into: &output)
    }

    func ask(
        _ kind: DriverWish.Kind,
        _ connectorIndex: Int,
        _ visit: Visit,
        into output: inout ChargerOutput
    ) {
        output.actions.append(
            .asks(DriverWish(kind: kind, connector: UInt8(connectorIndex + 1), token: visit.token))
        )
    }
}
