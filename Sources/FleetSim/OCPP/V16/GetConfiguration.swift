/// The central system reads configuration keys of a charger (OCPP 1.6 §5.8).
package struct GetConfiguration: CallPayload {
    package static var action: Action { .getConfiguration }

    /// Absent or empty: all of them.
    package var key: [String]?

    package init(key: [String]? = nil) {
        self.key = key
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        key = try members.optional("key", eachUpTo: 50)
    }

    package func write(members: inout JSONWriter) {
        members.member("key", key)
    }

    /// The keys the charger has, and those it has not.
    package struct Confirmation: Payload {
        package var configurationKey: [KeyValue]?
        package var unknownKey: [String]?

        package init(configurationKey: [KeyValue]? = nil, unknownKey: [String]? = nil) {
            self.configurationKey = configurationKey
            self.unknownKey = unknownKey
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            configurationKey = try members.optional("configurationKey")
            unknownKey = try members.optional("unknownKey", eachUpTo: 50)
        }

        package func write(members: inout JSONWriter) {
            members.member("configurationKey", configurationKey)
            members.member("unknownKey", unknownKey)
        }
    }
}

/// One configuration key and its value.
package struct KeyValue: JSONRecord {
    package var key: String
    package var readonly: Bool
    package var value: String?

    package init(key: String, readonly: Bool, value: String? = nil) {
        self.key = key
        self.readonly = readonly
        self.value = value
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        key = try members.required("key", upTo: 50)
        readonly = try members.required("readonly")
        value = try members.optional("value", upTo: 500)
    }

    package func write(members: inout JSONWriter) {
        members.member("key", key)
        members.member("readonly", readonly)
        members.member("value", value)
    }
}
