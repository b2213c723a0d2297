import Scenarios

struct ExtendedTriggerCall: CSMSCall {
    let message: ExtendedMessageTrigger
    let connector: Int?

    func request(_ at: CommandCircumstances) -> ExtendedTriggerMessage? {
        ExtendedTriggerMessage(requestedMessage: message, connectorId: connector)
    }

    func take(
        _ answer: ExtendedTriggerMessage.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }

    func effect(_ at: CommandCircumstances) -> Expectation.Shown? {
        Expectation.Shown(.trigger, .call(message.action))
    }
}

extension ExtendedTriggerCall {
    init(_ spec: CommandSpec) {
        message = spec.word() ?? .heartbeat
        connector = spec.connector
    }
}

extension Command {
    static func extendedTrigger(_ message: ExtendedMessageTrigger, connector: Int?) -> Command {
        Command(ExtendedTriggerCall(message: message, connector: connector))
    }
}

extension ExtendedMessageTrigger {
    fileprivate var action: Action {
        switch self {
        case .bootNotification: .bootNotification
        case .logStatusNotification: .logStatusNotification
        case .firmwareStatusNotification: .signedFirmwareStatusNotification
        case .heartbeat: .heartbeat
        case .meterValues: .meterValues
        case .signChargePointCertificate: .signCertificate
        case .statusNotification: .statusNotification
        }
    }
}
