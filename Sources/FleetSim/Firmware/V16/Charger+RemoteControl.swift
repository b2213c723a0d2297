// Remote start and stop, and unlock.
extension Charger {
    mutating func startRemotely(
        _ request: RemoteStartTransaction,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let connectorIndex = connectorForRemoteStart(request.connectorId, request.idTag)
        // Before a restart no charge can begin that would go on.
        let accepted =
            registration == .accepted && pendingReset.reason == nil
            && connectorIndex.map { takeAlong(request.chargingProfile, at: $0, now: now) } ?? false
        output.result(
            id,
            RemoteStartTransaction.Confirmation(status: accepted ? .accepted : .rejected)
        )
        guard accepted, let connectorIndex else { return false }
        if connectors[connectorIndex].bay.isBeforeAsking {
            connectors[connectorIndex].bay.cancelAct()
        }
        connectors[connectorIndex].bay.noteRemoteStart()
        begin(connectorIndex, request.idTag, at: now, into: &output)
        connectors[connectorIndex].claim?.isRemote = true
        return true
    }

    mutating func stopRemotely(
        _ request: RemoteStopTransaction,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let number = transactionIDs.number(of: request.transactionId)
        let connectorIndex = connectors.indices.first {
            connectors[$0].transaction != nil && connectors[$0].transaction?.number == number
        }
        let accepted = registration == .accepted && connectorIndex != nil
        output.result(
            id,
            RemoteStopTransaction.Confirmation(status: accepted ? .accepted : .rejected)
        )
        guard accepted, let connectorIndex else { return false }
        endTransaction(connectorIndex, .remote, at: now, into: &output)
        unplugAfterRemoteStop(connectorIndex, at: now, into: &output)
        return true
    }

    /// A tethered cable has no lock to open; a running transaction ends before a socket opens.
    mutating func unlock(
        _ request: UnlockConnector,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let connectorIndex = request.connectorId - 1
        guard connectors.indices.contains(connectorIndex), type.outlet.hasLock else {
            output.result(id, UnlockConnector.Confirmation(status: .notSupported))
            return false
        }
        endTransaction(connectorIndex, .unlockCommand, at: now, into: &output)
        guard connectors[connectorIndex].fault != .connectorLockFailure else {
            output.result(id, UnlockConnector.Confirmation(status: .unlockFailed))
            return false
        }
        output.result(id, UnlockConnector.Confirmation(status: .unlocked))
        letGo(connectorIndex, at: now, into: &output)
        return true
    }

    /// A remote start either asks for authorisation like a card at the reader, or is taken as given.
    private mutating func begin(
        _ connectorIndex: Int,
        _ tag: IdToken,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        if configuration.isOn(.authorizeRemoteTxRequests) {
            authorise(connectorIndex, tag, at: now, into: &output)
        } else {
            grant(connectorIndex, tag, parent: record(of: tag)?.parent, at: now, into: &output)
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

    private func takesRemoteStart(_ connectorIndex: Int, _ tag: IdToken) -> Bool {
        guard connectors[connectorIndex].service.isOperative,
            connectors[connectorIndex].transaction == nil
        else {
            return false
        }
        switch connectors[connectorIndex].bay.stage {
        case .plugged(hasAsked: false)?:
            return connectors[connectorIndex].status == .preparing
                || connectors[connectorIndex].status == .reserved
                    && acceptsAhead(connectorIndex, tag)
        case nil, .arriving?: return acceptsAhead(connectorIndex, tag)
        case .plugged(hasAsked: true)?, .charging?, .finished?, .leaving?: return false
        }
    }
}
