// Reservations as the CSMS makes and cancels them.
extension Charger {
    /// Ten years: longer than any run, short enough to be added to a time without care.
    private static let longestMilliseconds: Int64 = 315_360_000_000

    mutating func reserve(
        _ payload: inout JSONReader,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) throws(PayloadError) -> Bool? {
        guard configuration.features.contains(.reservation) else { return nil }
        let request = try ReserveNow(from: &payload)
        let status = reservationStatus(of: request, at: now)
        output.result(id, ReserveNow.Confirmation(status: status))
        guard status == .accepted else { return false }
        let wait = request.expiryDate.unixMilliseconds - clock(at: now).unixMilliseconds
        let ends = now + .milliseconds(min(wait, Self.longestMilliseconds))
        assert(ends > now, "a reservation that is granted lasts")
        forgetReservationTimers()
        changeReservations(at: now, into: &output) { $0.take(Reservation(request, ends: ends)) }
        assert(reservations.all.count <= connectors.count, "each reservation has a connector")
        return true
    }

    mutating func cancelReservation(
        _ payload: inout JSONReader,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) throws(PayloadError) -> Bool? {
        guard configuration.features.contains(.reservation) else { return nil }
        let request = try CancelReservation(from: &payload)
        let isKnown = reservations.isKnown(request.reservationId)
        output.result(id, CancelReservation.Confirmation(status: isKnown ? .accepted : .rejected))
        changeReservations(at: now, into: &output) { $0.end(request.reservationId) }
        return isKnown
    }

    /// What a request comes to; one of the same id is replaced, so it is not in the way.
    private func reservationStatus(of request: ReserveNow, at now: SimTime) -> ReservationStatus {
        guard (0...connectors.count).contains(request.connectorId),
            request.expiryDate > clock(at: now)
        else { return .rejected }
        let others = reservations.all.filter { $0.id != request.reservationId }
        let booked = others.map(\.connector)
        let spare = connectors.filter { $0.isSpare && !booked.contains($0.number) }
        // Every reservation of no connector in particular needs one to be left.
        let left = spare.count - booked.count { $0 == 0 }
        guard request.connectorId > 0 else {
            guard configuration.isOn(.reserveConnectorZeroSupported) else { return .rejected }
            return left > 0 ? .accepted : refusal(of: connectors[...])
        }
        let wanted = connectors[request.connectorId - 1]
        guard left > 0, spare.contains(where: { $0.number == wanted.number }) else {
            return refusal(of: [wanted])
        }
        return .accepted
    }

    /// Why none of some connectors can be reserved.
    private func refusal(of connectors: ArraySlice<Connector>) -> ReservationStatus {
        if connectors.allSatisfy({ $0.status == .faulted }) { return .faulted }
        return connectors.allSatisfy(\.isOutOfUse) ? .unavailable : .occupied
    }
}
