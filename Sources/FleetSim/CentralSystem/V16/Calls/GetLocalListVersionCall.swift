import Scenarios

struct GetLocalListVersionCall: CSMSCall {
    func request(_ at: CommandCircumstances) -> GetLocalListVersion? {
        GetLocalListVersion()
    }

    func take(
        _ answer: GetLocalListVersion.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        ledger.note(listVersion: answer.listVersion)
        return answer.listVersion >= 0
    }
}

extension GetLocalListVersionCall {
    init(_ spec: CommandSpec) {
        self.init()
    }
}
