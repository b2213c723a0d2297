// In service and out of service, as the operator wants it.
extension Charger {
    mutating func changeAvailability(
        _ request: ChangeAvailability,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        guard (0...connectors.count).contains(request.connectorId) else {
            output.result(id, ChangeAvailability.Confirmation(status: .rejected))
            return false
        }
        let connectorIndex = request.connectorId == 0 ? nil : request.connectorId - 1
        let inService = request.type == .operative
        let waits = !inService && indices(of: connectorIndex).contains { isBusy($0) }
        output.result(
            id,
            ChangeAvailability.Confirmation(status: waits ? .scheduled : .accepted)
        )
        if connectorIndex == nil { main.service.note(wantedInService: inService) }
        for connectorIndex in indices(of: connectorIndex) {
            connectors[connectorIndex].service.note(wantedInService: inService)
        }
        setAvailability(of: connectorIndex, inService: inService, at: now, into: &output)
        return true
    }

    /// Of one connector, or of the charger with all of them; those in use finish first.
    ///
    /// What the CSMS has taken out stays out until the CSMS puts it in.
    mutating func setAvailability(
        of connectorIndex: Int?,
        inService: Bool,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        assert(
            connectorIndex.map { connectors.indices.contains($0) } ?? true,
            "a connector of this charger"
        )
        if connectorIndex == nil, !inService { main.service.takeOut() }
        if connectorIndex == nil, inService, !main.service.isWithdrawn { main.service.putIn() }
        for connectorIndex in indices(of: connectorIndex) {
            if inService {
                guard !connectors[connectorIndex].service.isWithdrawn else { continue }
                putIn(connectorIndex, at: now, into: &output)
            } else if isBusy(connectorIndex) {
                connectors[connectorIndex].service.endLater()
                output.actions.append(.bay(connector: connectorIndex + 1, inService: false))
            } else {
                takeOut(connectorIndex, at: now, into: &output)
            }
        }
        if connectorIndex == nil { reportMain(at: now) }
    }

    private func indices(of connectorIndex: Int?) -> Range<Int> {
        connectorIndex.map { $0..<$0 + 1 } ?? connectors.indices
    }

    mutating func takeOut(_ connectorIndex: Int, at now: SimTime, into output: inout ChargerOutput)
    {
        connectors[connectorIndex].service.takeOut()
        move(connectorIndex, to: .unavailable, at: now, into: &output)
        output.actions.append(.bay(connector: connectorIndex + 1, inService: false))
    }

    private mutating func putIn(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        connectors[connectorIndex].service.putIn()
        if connectors[connectorIndex].state == .unavailable, !isHeldForUpdate {
            letIn(connectorIndex, at: now, into: &output)
        }
        output.actions.append(bay(connectorIndex))
    }

    /// A car that was plugged in all the while goes on from there, the others find it free.
    private mutating func letIn(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard connectors[connectorIndex].bay.hasWaitingCar else {
            return move(connectorIndex, to: .available, at: now, into: &output)
        }
        if startFreely(connectorIndex, at: now, into: &output) { return }
        move(connectorIndex, to: .preparing, at: now, into: &output)
        if connectors[connectorIndex].bay.isBeforeAsking {
            startConnectionTimeOut(connectorIndex, at: now, into: &output)
        }
    }

    /// A connector in use goes out of service only when the use has ended.
    func isBusy(_ connectorIndex: Int) -> Bool {
        switch connectors[connectorIndex].state {
        case .available, .unavailable, .reserved, .faulted: false
        case .preparing, .charging, .suspendedEV, .suspendedEVSE, .finishing: true
        }
    }
}
