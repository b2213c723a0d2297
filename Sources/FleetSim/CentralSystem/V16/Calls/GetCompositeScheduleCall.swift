import Scenarios

struct GetCompositeScheduleCall: CSMSCall {
    let wanted: GetCompositeSchedule

    func request(_ at: CommandCircumstances) -> GetCompositeSchedule? {
        wanted
    }

    func take(
        _ answer: GetCompositeSchedule.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }
}

extension GetCompositeScheduleCall {
    init(_ spec: CommandSpec) {
        wanted = GetCompositeSchedule(
            connectorId: spec.connector ?? 0,
            duration: Int(spec.lasts.components.seconds),
            chargingRateUnit: spec.word()
        )
    }
}
