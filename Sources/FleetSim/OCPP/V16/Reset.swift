/// The central system has a charger restart (OCPP 1.6 §5.14).
package struct Reset: CallPayload {
    package static var action: Action { .reset }

    package typealias Confirmation = StatusConfirmation<GenericStatus>

    package var type: ResetType

    package init(type: ResetType) {
        self.type = type
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        type = try members.required("type")
    }

    package func write(members: inout JSONWriter) {
        members.member("type", type)
    }
}

/// How a charger is to restart: at once, or after it ended its transactions.
package enum ResetType: WireText, WireEnum {
    case hard = "Hard"
    case soft = "Soft"
}
