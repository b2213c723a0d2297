/// The central system gives a charger tags to authorise by, all of them or changes (OCPP 1.6 §5.15).
package struct SendLocalList: CallPayload {
    package static var action: Action { .sendLocalList }

    package typealias Confirmation = StatusConfirmation<UpdateStatus>

    /// The version of the whole list once this is taken in.
    package var listVersion: Int
    package var localAuthorizationList: [AuthorizationData]?
    package var updateType: UpdateType

    package init(
        listVersion: Int,
        localAuthorizationList: [AuthorizationData]? = nil,
        updateType: UpdateType
    ) {
        self.listVersion = listVersion
        self.localAuthorizationList = localAuthorizationList
        self.updateType = updateType
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        listVersion = try members.required("listVersion", in: .bits32)
        localAuthorizationList = try members.optional("localAuthorizationList")
        updateType = try members.required("updateType")
    }

    package func write(members: inout JSONWriter) {
        members.member("listVersion", listVersion)
        members.member("localAuthorizationList", localAuthorizationList)
        members.member("updateType", updateType)
    }
}

/// A tag of the authorisation list.
package struct AuthorizationData: JSONRecord {
    package var idTag: IdToken
    /// Absent in a differential update: the tag leaves the list.
    package var idTagInfo: IdTagInfo?

    package init(idTag: IdToken, idTagInfo: IdTagInfo? = nil) {
        self.idTag = idTag
        self.idTagInfo = idTagInfo
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        idTag = try members.required("idTag")
        idTagInfo = try members.optional("idTagInfo")
    }

    package func write(members: inout JSONWriter) {
        members.member("idTag", idTag)
        members.member("idTagInfo", idTagInfo)
    }
}

/// Whether a list replaces the one before or changes it.
package enum UpdateType: WireText, WireEnum {
    case differential = "Differential"
    case full = "Full"
}

/// What became of an update of the list.
package enum UpdateStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case failed = "Failed"
    case notSupported = "NotSupported"
    case versionMismatch = "VersionMismatch"
}
