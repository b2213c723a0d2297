/// The central system takes a connector out of service or back (OCPP 1.6 §5.2).
package struct ChangeAvailability: CallPayload {
    package static var action: Action { .changeAvailability }

    package typealias Confirmation = StatusConfirmation<AvailabilityStatus>

    /// 0 is the whole charger.
    package var connectorId: Int
    package var type: AvailabilityType

    package init(connectorId: Int, type: AvailabilityType) {
        self.connectorId = connectorId
        self.type = type
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        connectorId = try members.required("connectorId", atLeast: 0)
        type = try members.required("type")
    }

    package func write(members: inout JSONWriter) {
        members.member("connectorId", connectorId)
        members.member("type", type)
    }
}

/// Whether a connector is to serve drivers.
package enum AvailabilityType: WireText, WireEnum {
    case inoperative = "Inoperative"
    case operative = "Operative"
}

/// What a charger makes of a change of availability.
package enum AvailabilityStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case rejected = "Rejected"
    case scheduled = "Scheduled"
}
