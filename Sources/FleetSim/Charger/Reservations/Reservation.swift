/// A connector that is kept for a driver, or any one of them.
struct Reservation {
    let id: Int
    /// 0: none in particular, but one must stay free.
    let connector: Int
    let tag: IdToken
    /// Tags of this group may use it too.
    let parent: IdToken?
    let ends: SimTime

    init(_ request: ReserveNow, ends: SimTime) {
        id = request.reservationId
        connector = request.connectorId
        tag = request.idTag
        parent = request.parentIdTag
        self.ends = ends
    }

    func isFor(_ presented: IdToken, parent group: IdToken?) -> Bool {
        presented == tag || (parent != nil && group == parent)
    }
}
