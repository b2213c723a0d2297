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
        let place = request.connectorId == 0 ? nil : request.connectorId - 1
        let inService = request.type == .operative
        let waits = !inService && places(of: place).contains { isBusy($0) }
        output.result(
            id,
            ChangeAvailability.Confirmation(status: waits ? .scheduled : .accepted)
        )
        if place == nil { main.service.note(wantedInService: inService) }
        for place in places(of: place) {
            connectors[place].service.note(wantedInService: inService)
        }
        setAvailability(of: place, inService: inService, at: now, into: &output)
        return true
    }

    /// Of one connector, or of the charger with all of them; those in use finish first.
    ///
    /// What the CSMS has taken out stays out until the CSMS puts it in.
    mutating func setAvailability(
        of place: Int?,
        inService: Bool,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        assert(place.map { connectors.indices.contains($0) } ?? true, "a connector of this charger")
        if place == nil, !inService { main.service.takeOut() }
        if place == nil, inService, !main.service.isWithdrawn { main.service.putIn() }
        for place in places(of: place) {
            if inService {
                guard !connectors[place].service.isWithdrawn else { continue }
                putIn(place, at: now, into: &output)
            } else if isBusy(place) {
                connectors[place].service.endLater()
                output.actions.append(.bay(connector: place + 1, inService: false))
            } else {
                takeOut(place, at: now, into: &output)
            }
        }
        if place == nil { reportMain(at: now) }
    }

    private func places(of place: Int?) -> Range<Int> {
        place.map { $0..<$0 + 1 } ?? connectors.indices
    }

    mutating func takeOut(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        connectors[place].service.takeOut()
        move(place, to: .unavailable, at: now, into: &output)
        output.actions.append(.bay(connector: place + 1, inService: false))
    }

    private mutating func putIn(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        connectors[place].service.putIn()
        if connectors[place].state == .unavailable, !isHeldForUpdate {
            letIn(place, at: now, into: &output)
        }
        output.actions.append(bay(place))
    }

    /// A car that was plugged in all the while goes on from there, the others find it free.
    private mutating func letIn(_ place: Int, at now: SimTime, into output: inout ChargerOutput) {
        guard connectors[place].bay.hasWaitingCar else {
            return move(place, to: .available, at: now, into: &output)
        }
        if startsFreely(place, at: now, into: &output) { return }
        move(place, to: .preparing, at: now, into: &output)
        if connectors[place].bay.isBeforeAsking {
            startConnectionTimeOut(place, at: now, into: &output)
        }
    }

    /// A connector in use goes out of service only when the use has ended.
    func isBusy(_ place: Int) -> Bool {
        switch connectors[place].state {
        case .available, .unavailable, .reserved, .faulted: false
        case .preparing, .charging, .suspendedEV, .suspendedEVSE, .finishing: true
        }
    }
}
