import Scenarios

struct GetLogCall: CSMSCall {
    let type: LogType
    let location: String

    func request(_ at: CommandCircumstances) -> GetLog? {
        GetLog(
            log: GetLog.Log(remoteLocation: location),
            logType: type,
            requestId: at.newID
        )
    }

    func take(
        _ answer: GetLog.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status != .rejected
    }
}

extension GetLogCall {
    init(_ spec: CommandSpec) {
        type = spec.word() ?? .diagnostics
        location = spec.location
    }
}
