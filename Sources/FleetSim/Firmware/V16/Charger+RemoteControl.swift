// Remote start and stop, and unlock.
extension Charger {
    mutating func startRemotely(
        _ request: RemoteStartTransaction,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let place = connectorForRemoteStart(request.connectorId, request.idTag)
        // Before a restart no charge can begin that would go on.
        let accepted =
            registration == .accepted && pendingReset.reason == nil
            && place.map { takesAlong(request.chargingProfile, at: $0, now: now) } ?? false
        output.result(
            id,
            RemoteStartTransaction.Confirmation(status: accepted ? .accepted : .rejected)
        )
        guard accepted, let place else { return false }
        if connectors[place].bay.isBeforeAsking { connectors[place].bay.cancelAct() }
        connectors[place].bay.noteRemoteStart()
        begin(place, request.idTag, at: now, into: &output)
        connectors[place].claim?.isRemote = true
        return true
    }

    mutating func stopRemotely(
        _ request: RemoteStopTransaction,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let number = transactionIDs.number(of: request.transactionId)
        let place = connectors.indices.first {
            connectors[$0].transaction != nil && connectors[$0].transaction?.number == number
        }
        let accepted = registration == .accepted && place != nil
        output.result(
            id,
            RemoteStopTransaction.Confirmation(status: accepted ? .accepted : .rejected)
        )
        guard accepted, let place else { return false }
        endTransaction(place, .remote, at: now, into: &output)
        unplugAfterRemoteStop(place, at: now, into: &output)
        return true
    }

    /// A tethered cable has no lock to open; a running transaction ends before a socket opens.
    mutating func unlock(
        _ request: UnlockConnector,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let place = request.connectorId - 1
        guard connectors.indices.contains(place), type.outlet.hasLock else {
            output.result(id, UnlockConnector.Confirmation(status: .notSupported))
            return false
        }
        endTransaction(place, .unlockCommand, at: now, into: &output)
        guard connectors[place].fault != .connectorLockFailure else {
            output.result(id, UnlockConnector.Confirmation(status: .unlockFailed))
            return false
        }
        output.result(id, UnlockConnector.Confirmation(status: .unlocked))
        letGo(place, at: now, into: &output)
        return true
    }

    /// A remote start either asks for authorisation like a card at the reader, or is taken as given.
    private mutating func begin(
        _ place: Int,
        _ tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if configuration.isOn(.authorizeRemoteTxRequests) {
            authorise(place, tag, at: now, into: &output)
        } else {
            grant(place, tag, parent: record(of: tag)?.parent, at: now, into: &output)
        }
    }

    /// The connector asked for, or one that is kept for the tag, or the first that will do.
    private func connectorForRemoteStart(_ wanted: Int?, _ tag: IdToken) -> Int? {
        if let wanted {
            guard connectors.indices.contains(wanted - 1) else { return nil }
            return takesRemoteStart(wanted - 1, tag) ? wanted - 1 : nil
        }
        let fitting = connectors.indices.filter { takesRemoteStart($0, tag) }
        return fitting.first { connectors[$0].status == .reserved } ?? fitting.first
    }

    private func takesRemoteStart(_ place: Int, _ tag: IdToken) -> Bool {
        guard connectors[place].service.isOperative, connectors[place].transaction == nil else {
            return false
        }
        switch connectors[place].bay.stage {
        case .plugged(hasAsked: false)?:
            return connectors[place].status == .preparing
                || connectors[place].status == .reserved && acceptsAhead(place, tag)
        case nil, .arriving?: return acceptsAhead(place, tag)
        case .plugged(hasAsked: true)?, .charging?, .finished?, .leaving?: return false
        }
    }
}
