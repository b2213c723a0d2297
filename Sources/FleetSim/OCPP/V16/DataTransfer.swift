/// Either side sends what OCPP has no message for (OCPP 1.6 §4.3, §5.6).
package struct DataTransfer: CallPayload {
    package static var action: Action { .dataTransfer }

    package var vendorId: String
    package var messageId: String?
    /// Of any length; whatever the two vendors agreed on.
    package var data: String?

    package init(vendorId: String, messageId: String? = nil, data: String? = nil) {
        self.vendorId = vendorId
        self.messageId = messageId
        self.data = data
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        vendorId = try members.required("vendorId", upTo: 255)
        messageId = try members.optional("messageId", upTo: 50)
        data = try members.optional("data")
    }

    package func write(members: inout JSONWriter) {
        members.member("vendorId", vendorId)
        members.member("messageId", messageId)
        members.member("data", data)
    }

    /// Whether it was understood, and an answer to it.
    package struct Confirmation: Payload {
        package var status: DataTransferStatus
        package var data: String?

        package init(status: DataTransferStatus, data: String? = nil) {
            self.status = status
            self.data = data
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            status = try members.required("status")
            data = try members.optional("data")
        }

        package func write(members: inout JSONWriter) {
            members.member("status", status)
            members.member("data", data)
        }
    }
}

/// Whether a vendor’s message was understood.
package enum DataTransferStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case rejected = "Rejected"
    case unknownMessageId = "UnknownMessageId"
    case unknownVendorId = "UnknownVendorId"
}
