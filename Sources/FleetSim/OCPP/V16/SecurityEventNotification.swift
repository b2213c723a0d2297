/// A charger reports what bears on its security (security extension, A04).
package struct SecurityEventNotification: CallPayload {
    package static var action: Action { .securityEventNotification }

    package typealias Confirmation = EmptyPayload

    /// One of a list that vendors may add to.
    package var type: String
    package var timestamp: DateTime
    package var techInfo: String?

    package init(type: String, timestamp: DateTime, techInfo: String? = nil) {
        self.type = type
        self.timestamp = timestamp
        self.techInfo = techInfo
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        type = try members.required("type", upTo: 50)
        timestamp = try members.required("timestamp")
        techInfo = try members.optional("techInfo", upTo: 255)
    }

    package func write(members: inout JSONWriter) {
        members.member("type", type)
        members.member("timestamp", timestamp)
        members.member("techInfo", techInfo)
    }
}
