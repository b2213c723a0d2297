import Scenarios

struct ReserveNowCall: CSMSCall {
    let connector: Int
    let lasts: SimDuration

    func request(_ at: CommandCircumstances) -> ReserveNow? {
        ReserveNow(
            connectorId: connector,
            expiryDate: at.later(by: lasts),
            idTag: at.tag,
            parentIdTag: at.tags.info(of: at.tag).parentIdTag,
            reservationId: at.newID
        )
    }

    func take(
        _ answer: ReserveNow.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        guard answer.status == .accepted else { return false }
        ledger.note(
            Ledger.Reservation(
                id: at.newID,
                connector: connector,
                tag: at.tag,
                group: at.tags.info(of: at.tag).parentIdTag,
                since: at.now,
                until: at.later(by: lasts)
            )
        )
        return true
    }
}

extension ReserveNowCall {
    init(_ spec: CommandSpec) {
        connector = spec.connector ?? 0
        lasts = SimDuration(spec.lasts)
    }
}
