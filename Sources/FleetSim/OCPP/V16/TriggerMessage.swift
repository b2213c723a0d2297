/// The central system has a charger send a message now (OCPP 1.6 §5.17).
package struct TriggerMessage: CallPayload {
    package static var action: Action { .triggerMessage }

    package typealias Confirmation = StatusConfirmation<TriggerMessageStatus>

    package var requestedMessage: MessageTrigger
    package var connectorId: Int?

    package init(requestedMessage: MessageTrigger, connectorId: Int? = nil) {
        self.requestedMessage = requestedMessage
        self.connectorId = connectorId
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        requestedMessage = try members.required("requestedMessage")
        connectorId = try members.optional("connectorId", atLeast: 1)
    }

    package func write(members: inout JSONWriter) {
        members.member("requestedMessage", requestedMessage)
        members.member("connectorId", connectorId)
    }
}

/// The messages that can be asked for.
package enum MessageTrigger: WireText, WireEnum {
    case bootNotification = "BootNotification"
    case diagnosticsStatusNotification = "DiagnosticsStatusNotification"
    case firmwareStatusNotification = "FirmwareStatusNotification"
    case heartbeat = "Heartbeat"
    case meterValues = "MeterValues"
    case statusNotification = "StatusNotification"
}

/// Whether the message will come.
package enum TriggerMessageStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case rejected = "Rejected"
    case notImplemented = "NotImplemented"
}
