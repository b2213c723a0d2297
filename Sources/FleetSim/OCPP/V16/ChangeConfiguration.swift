/// The central system sets one configuration key of a charger (OCPP 1.6 §5.3).
package struct ChangeConfiguration: CallPayload {
    package static var action: Action { .changeConfiguration }

    package typealias Confirmation = StatusConfirmation<ConfigurationStatus>

    package var key: String
    package var value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        key = try members.required("key", upTo: 50)
        value = try members.required("value", upTo: 500)
    }

    package func write(members: inout JSONWriter) {
        members.member("key", key)
        members.member("value", value)
    }
}

/// What a charger makes of a new value for a key.
package enum ConfigurationStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case rejected = "Rejected"
    case rebootRequired = "RebootRequired"
    case notSupported = "NotSupported"
}
