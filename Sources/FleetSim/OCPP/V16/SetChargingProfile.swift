/// The central system installs a charging profile (OCPP 1.6 §5.16).
package struct SetChargingProfile: CallPayload {
    package static var action: Action { .setChargingProfile }

    package typealias Confirmation = StatusConfirmation<ChargingProfileStatus>

    /// 0 is the whole charger.
    package var connectorId: Int
    /// One profile, whatever the name says.
    package var csChargingProfiles: ChargingProfile

    package init(connectorId: Int, csChargingProfiles: ChargingProfile) {
        self.connectorId = connectorId
        self.csChargingProfiles = csChargingProfiles
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        connectorId = try members.required("connectorId", atLeast: 0)
        csChargingProfiles = try members.required("csChargingProfiles")
    }

    package func write(members: inout JSONWriter) {
        members.member("connectorId", connectorId)
        members.member("csChargingProfiles", csChargingProfiles)
    }
}

/// Whether a charger will keep to the profile.
package enum ChargingProfileStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case rejected = "Rejected"
    case notSupported = "NotSupported"
}
