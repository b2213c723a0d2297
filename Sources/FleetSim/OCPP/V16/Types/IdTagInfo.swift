/// What the central system knows of a driver.
package struct IdTagInfo: JSONRecord {
    package var status: AuthorizationStatus
    /// When a charger is to forget the driver; absent: never.
    package var expiryDate: DateTime?
    /// The group the driver belongs to.
    package var parentIdTag: IdToken?

    package init(
        status: AuthorizationStatus,
        expiryDate: DateTime? = nil,
        parentIdTag: IdToken? = nil
    ) {
        self.status = status
        self.expiryDate = expiryDate
        self.parentIdTag = parentIdTag
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        status = try members.required("status")
        expiryDate = try members.optional("expiryDate")
        parentIdTag = try members.optional("parentIdTag")
    }

    package func write(members: inout JSONWriter) {
        members.member("status", status)
        members.member("expiryDate", expiryDate)
        members.member("parentIdTag", parentIdTag)
    }
}

/// Whether a driver may charge.
package enum AuthorizationStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case blocked = "Blocked"
    case expired = "Expired"
    case invalid = "Invalid"
    case concurrentTx = "ConcurrentTx"
}
