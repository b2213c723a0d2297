/// The central system has a charger let go of a cable (OCPP 1.6 §5.18).
package struct UnlockConnector: CallPayload {
    package static var action: Action { .unlockConnector }

    package typealias Confirmation = StatusConfirmation<UnlockStatus>

    package var connectorId: Int

    package init(connectorId: Int) {
        self.connectorId = connectorId
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        connectorId = try members.required("connectorId", atLeast: 1)
    }

    package func write(members: inout JSONWriter) {
        members.member("connectorId", connectorId)
    }
}

/// Whether the cable is free.
package enum UnlockStatus: WireText, WireEnum {
    case unlocked = "Unlocked"
    case unlockFailed = "UnlockFailed"
    case notSupported = "NotSupported"
}
