/// The central system asks a charger to begin a transaction (OCPP 1.6 §5.11).
package struct RemoteStartTransaction: CallPayload {
    package static var action: Action { .remoteStartTransaction }

    package typealias Confirmation = StatusConfirmation<GenericStatus>

    package var idTag: IdToken
    package var connectorId: Int?
    package var chargingProfile: ChargingProfile?

    package init(idTag: IdToken, connectorId: Int? = nil, chargingProfile: ChargingProfile? = nil) {
        self.idTag = idTag
        self.connectorId = connectorId
        self.chargingProfile = chargingProfile
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        idTag = try members.required("idTag")
        connectorId = try members.optional("connectorId", atLeast: 1)
        chargingProfile = try members.optional("chargingProfile")
    }

    package func write(members: inout JSONWriter) {
        members.member("idTag", idTag)
        members.member("connectorId", connectorId)
        members.member("chargingProfile", chargingProfile)
    }
}
