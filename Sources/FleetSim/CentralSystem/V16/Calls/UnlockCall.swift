import Scenarios

struct UnlockCall: CSMSCall {
    let connector: Int

    func request(_ at: CommandCircumstances) -> UnlockConnector? {
        UnlockConnector(connectorId: connector)
    }

    func take(
        _ answer: UnlockConnector.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .unlocked
    }
}

extension UnlockCall {
    init(_ spec: CommandSpec) {
        connector = spec.connector ?? 1
    }
}
