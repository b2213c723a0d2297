/// The central system gives up a reservation (OCPP 1.6 §5.1).
package struct CancelReservation: CallPayload {
    package static var action: Action { .cancelReservation }

    package typealias Confirmation = StatusConfirmation<GenericStatus>

    package var reservationId: Int

    package init(reservationId: Int) {
        self.reservationId = reservationId
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        reservationId = try members.required("reservationId")
    }

    package func write(members: inout JSONWriter) {
        members.member("reservationId", reservationId)
    }
}
