/// What a charger knows of a tag: what the CSMS said of it last.
struct TagRecord: Equatable {
    let tag: IdToken
    let status: AuthorizationStatus
    /// The group the tag belongs to.
    let parent: IdToken?
    let expiry: DateTime?

    init(_ tag: IdToken, _ info: IdTagInfo) {
        self.tag = tag
        status = info.status
        parent = info.parentIdTag
        expiry = info.expiryDate
    }

    /// The status at a moment: an accepted tag past its date counts as expired.
    func status(at now: DateTime) -> AuthorizationStatus {
        if status == .accepted, let expiry, expiry <= now { return .expired }
        return status
    }
}
