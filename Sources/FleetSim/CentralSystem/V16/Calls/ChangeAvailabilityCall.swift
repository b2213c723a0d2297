import Scenarios

struct ChangeAvailabilityCall: CSMSCall {
    let connector: Int
    let type: AvailabilityType

    func request(_ at: CommandCircumstances) -> ChangeAvailability? {
        ChangeAvailability(connectorId: connector, type: type)
    }

    func take(
        _ answer: ChangeAvailability.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status != .rejected
    }
}

extension ChangeAvailabilityCall {
    init(_ spec: CommandSpec) {
        connector = spec.connector ?? 0
        type = spec.word() ?? .operative
    }
}
