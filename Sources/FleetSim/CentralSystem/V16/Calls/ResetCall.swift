import Scenarios

struct ResetCall: CSMSCall {
    let type: ResetType

    func request(_ at: CommandCircumstances) -> Reset? {
        Reset(type: type)
    }

    func take(
        _ answer: Reset.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }
}

extension ResetCall {
    init(_ spec: CommandSpec) {
        type = spec.word() ?? .soft
    }
}
