/// A charger asks whether a driver may charge (OCPP 1.6 §4.1).
package struct Authorize: CallPayload {
    package static var action: Action { .authorize }

    package var idTag: IdToken

    package init(idTag: IdToken) {
        self.idTag = idTag
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        idTag = try members.required("idTag")
    }

    package func write(members: inout JSONWriter) {
        members.member("idTag", idTag)
    }

    /// What the central system knows of the driver.
    package struct Confirmation: Payload {
        package var idTagInfo: IdTagInfo

        package init(idTagInfo: IdTagInfo) {
            self.idTagInfo = idTagInfo
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            idTagInfo = try members.required("idTagInfo")
        }

        package func write(members: inout JSONWriter) {
            members.member("idTagInfo", idTagInfo)
        }
    }
}
