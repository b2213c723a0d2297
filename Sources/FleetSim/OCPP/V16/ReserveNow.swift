/// The central system reserves a connector for a driver (OCPP 1.6 §5.13).
package struct ReserveNow: CallPayload {
    package static var action: Action { .reserveNow }

    package typealias Confirmation = StatusConfirmation<ReservationStatus>

    /// 0: any connector, of which one must then stay free.
    package var connectorId: Int
    package var expiryDate: DateTime
    package var idTag: IdToken
    /// Tags of this group may use the reservation too.
    package var parentIdTag: IdToken?
    package var reservationId: Int

    package init(
        connectorId: Int,
        expiryDate: DateTime,
        idTag: IdToken,
        parentIdTag: IdToken? = nil,
        reservationId: Int
    ) {
        self.connectorId = connectorId
        self.expiryDate = expiryDate
        self.idTag = idTag
        self.parentIdTag = parentIdTag
        self.reservationId = reservationId
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        connectorId = try members.required("connectorId", atLeast: 0)
        expiryDate = try members.required("expiryDate")
        idTag = try members.required("idTag")
        parentIdTag = try members.optional("parentIdTag")
        reservationId = try members.required("reservationId")
    }

    package func write(members: inout JSONWriter) {
        members.member("connectorId", connectorId)
        members.member("expiryDate", expiryDate)
        members.member("idTag", idTag)
        members.member("parentIdTag", parentIdTag)
        members.member("reservationId", reservationId)
    }
}

/// Whether a reservation was taken, and if not, why.
package enum ReservationStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case faulted = "Faulted"
    case occupied = "Occupied"
    case rejected = "Rejected"
    case unavailable = "Unavailable"
}
