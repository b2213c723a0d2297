import Scenarios

/// TriggerMessage and the one of the security extension: they differ in the messages that can be asked for.
struct TriggerCall<Request: TriggerRequest>: CSMSCall {
    let message: Request.Message
    let connector: Int?

    func request(_ at: CommandCircumstances) -> Request? {
        Request(requestedMessage: message, connectorId: connector)
    }

    func take(
        _ answer: Request.Confirmation,
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

protocol TriggerRequest: CallPayload
where Confirmation == StatusConfirmation<TriggerMessageStatus> {
    associatedtype Message: TriggeredMessage

    init(requestedMessage: Message, connectorId: Int?)
}

/// A message that can be asked for.
protocol TriggeredMessage: WireEnum {
    static var heartbeat: Self { get }
    /// The call that it comes as.
    var action: Action { get }
}

extension TriggerMessage: TriggerRequest {}
extension ExtendedTriggerMessage: TriggerRequest {}

extension MessageTrigger: TriggeredMessage {
    var action: Action {
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

extension ExtendedMessageTrigger: TriggeredMessage {
    var action: Action {
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
