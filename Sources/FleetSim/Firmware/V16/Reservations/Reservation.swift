/// A connector that is kept for a driver, or any one of them.
struct Reservation {
    let id: Int
    /// 0: none in particular, but one must stay free.
    let connector: Int
    let tag: IdToken
    /// Tags of this group may use it too.
    let parent: IdToken?
    /// What the charger's clock says when it ends.
    let expiry: DateTime
    /// When that is, as the clock goes now.
    var ends: SimTime

    init(_ request: ReserveNow, ends: SimTime) {
        id = request.reservationId
        connector = request.connectorId
        tag = request.idTag
        parent = request.parentIdTag
        expiry = request.expiryDate
        self.ends = ends
    }

    func isFor(_ presented: IdToken, parent group: IdToken?) -> Bool {
        presented == tag || (parent != nil && group == parent)
    }
}
