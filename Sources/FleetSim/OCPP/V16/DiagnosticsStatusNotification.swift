/// A charger reports how far the upload of its diagnostics has got (OCPP 1.6 §4.4).
package struct DiagnosticsStatusNotification: CallPayload {
    package static var action: Action { .diagnosticsStatusNotification }

    package typealias Confirmation = EmptyPayload

    package var status: DiagnosticsStatus

    package init(status: DiagnosticsStatus) {
        self.status = status
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        status = try members.required("status")
    }

    package func write(members: inout JSONWriter) {
        members.member("status", status)
    }
}

/// How far the upload of diagnostics has got.
package enum DiagnosticsStatus: WireText, WireEnum {
    /// Only said when asked and nothing is being uploaded.
    case idle = "Idle"
    case uploading = "Uploading"
    case uploaded = "Uploaded"
    case uploadFailed = "UploadFailed"
}
