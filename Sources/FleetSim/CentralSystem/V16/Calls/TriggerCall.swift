import Scenarios

struct TriggerCall: CSMSCall {
    let message: MessageTrigger
    let connector: Int?

    func request(_ at: CommandCircumstances) -> TriggerMessage? {
        TriggerMessage(requestedMessage: message, connectorId: connector)
    }

    func take(
        _ answer: TriggerMessage.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }

    func effect(_ at: CommandCircumstances) -> Expectation.Shown? {
        Expectation.Shown(.trigger, .call(message.action))
    }
}

extension TriggerCall {
    init(_ spec: CommandSpec) {
        message = spec.word() ?? .heartbeat
        connector = spec.connector
    }
}

extension Command {
    static func trigger(_ message: MessageTrigger, connector: Int?) -> Command {
        Command(TriggerCall(message: message, connector: connector))
    }
}

extension MessageTrigger {
    fileprivate var action: Action {
        switch self {
        case .bootNotification: .bootNotification
        case .diagnosticsStatusNotification: .diagnosticsStatusNotification
        case .firmwareStatusNotification: .firmwareStatusNotification
        case .heartbeat: .heartbeat
        case .meterValues: .meterValues
        case .statusNotification: .statusNotification
        }
    }
}
