import Scenarios

/// Ends the reservation that was granted last.
struct CancelReservationCall: CSMSCall {
    func request(_ at: CommandCircumstances) -> CancelReservation? {
        at.station.ledger.reservations.last.map { CancelReservation(reservationId: $0.id) }
    }

    func take(
        _ answer: CancelReservation.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        let isDone = answer.status == .accepted
        if isDone { ledger.dropLastReservation() }
        return isDone
    }

    func markSent(_ ledger: inout Ledger) { ledger.doubtLastReservation() }
}

extension CancelReservationCall {
    init(_ spec: CommandSpec) {
        self.init()
    }
}
