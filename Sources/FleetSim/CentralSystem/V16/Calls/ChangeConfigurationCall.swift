import Scenarios

struct ChangeConfigurationCall: CSMSCall {
    let key: String
    let value: String

    func request(_ at: CommandCircumstances) -> ChangeConfiguration? {
        ChangeConfiguration(key: key, value: value)
    }

    func take(
        _ answer: ChangeConfiguration.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        if setsPassword {
            switch answer.status {
            case .accepted: ledger.password.take(value)
            case .rejected, .notSupported: ledger.password.refuse(value)
            case .rebootRequired: break
            }
        }
        return answer.status == .accepted
    }

    func effect(_ at: CommandCircumstances) -> Expectation.Shown? {
        SettingSign(key, value).map {
            Expectation.Shown(.configuration, key: key.lowercased(), .setting($0))
        }
    }

    func markSent(_ ledger: inout Ledger) {
        if setsPassword { ledger.password.offer(value) }
    }

    func markFailed(_ ledger: inout Ledger) {
        if setsPassword { ledger.password.refuse(value) }
    }

    /// Names of keys are the same in capitals and in small letters.
    private var setsPassword: Bool { key.lowercased() == "authorizationkey" }
}

extension ChangeConfigurationCall {
    init(_ spec: CommandSpec) {
        key = spec.subject ?? ""
        value = spec.value ?? ""
    }
}

extension Command {
    static func changeConfiguration(key: String, value: String) -> Command {
        Command(ChangeConfigurationCall(key: key, value: value))
    }
}
