import Scenarios

struct GetConfigurationCall: CSMSCall {
    let key: String?

    func request(_ at: CommandCircumstances) -> GetConfiguration? {
        GetConfiguration(key: key.map { [$0] })
    }

    func take(
        _ answer: GetConfiguration.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        true
    }
}

extension GetConfigurationCall {
    init(_ spec: CommandSpec) {
        key = spec.subject
    }
}
