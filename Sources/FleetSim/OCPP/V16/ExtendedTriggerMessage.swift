/// The central system has a charger send a message now, those of the security extension included.
package struct ExtendedTriggerMessage: CallPayload {
    package static var action: Action { .extendedTriggerMessage }

    package typealias Confirmation = StatusConfirmation<TriggerMessageStatus>

    package var requestedMessage: ExtendedMessageTrigger
    package var connectorId: Int?

    package init(requestedMessage: ExtendedMessageTrigger, connectorId: Int? = nil) {
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

/// The messages that can be asked for where the security extension is known.
package enum ExtendedMessageTrigger: WireText, WireEnum {
    case bootNotification = "BootNotification"
    case logStatusNotification = "LogStatusNotification"
    case firmwareStatusNotification = "FirmwareStatusNotification"
    case heartbeat = "Heartbeat"
    case meterValues = "MeterValues"
    case signChargePointCertificate = "SignChargePointCertificate"
    case statusNotification = "StatusNotification"
}
