/// The central system removes charging profiles, by their id or by what they are (OCPP 1.6 §5.5).
package struct ClearChargingProfile: CallPayload {
    package static var action: Action { .clearChargingProfile }

    package typealias Confirmation = StatusConfirmation<ClearChargingProfileStatus>

    /// With an id the other members do not count.
    package var id: Int?
    /// 0 is the whole charger; absent: any connector.
    package var connectorId: Int?
    package var chargingProfilePurpose: ChargingProfilePurpose?
    package var stackLevel: Int?

    package init(
        id: Int? = nil,
        connectorId: Int? = nil,
        chargingProfilePurpose: ChargingProfilePurpose? = nil,
        stackLevel: Int? = nil
    ) {
        self.id = id
        self.connectorId = connectorId
        self.chargingProfilePurpose = chargingProfilePurpose
        self.stackLevel = stackLevel
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        id = try members.optional("id")
        connectorId = try members.optional("connectorId")
        chargingProfilePurpose = try members.optional("chargingProfilePurpose")
        stackLevel = try members.optional("stackLevel", in: .bits32)
    }

    package func write(members: inout JSONWriter) {
        members.member("id", id)
        members.member("connectorId", connectorId)
        members.member("chargingProfilePurpose", chargingProfilePurpose)
        members.member("stackLevel", stackLevel)
    }
}

/// Whether there was anything to remove.
package enum ClearChargingProfileStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case unknown = "Unknown"
}
