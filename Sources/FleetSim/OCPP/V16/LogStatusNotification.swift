/// A charger reports how far the upload of a log has got (security extension, N01).
package struct LogStatusNotification: CallPayload {
    package static var action: Action { .logStatusNotification }

    package typealias Confirmation = EmptyPayload

    package var status: UploadLogStatus
    /// That of the GetLog; absent when nothing is being uploaded.
    package var requestId: Int?

    package init(status: UploadLogStatus, requestId: Int? = nil) {
        self.status = status
        self.requestId = requestId
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        status = try members.required("status")
        requestId = try members.optional("requestId")
    }

    package func write(members: inout JSONWriter) {
        members.member("status", status)
        members.member("requestId", requestId)
    }
}

/// How far the upload of a log has got.
package enum UploadLogStatus: WireText, WireEnum {
    /// Only said when asked and nothing is being uploaded.
    case idle = "Idle"
    case uploading = "Uploading"
    case uploaded = "Uploaded"
    case uploadFailure = "UploadFailure"
    case badMessage = "BadMessage"
    case notSupportedOperation = "NotSupportedOperation"
    case permissionDenied = "PermissionDenied"
}
