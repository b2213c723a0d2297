/// A charger reports how far an update of signed firmware has got (security extension, L01).
package struct SignedFirmwareStatusNotification: CallPayload {
    package static var action: Action { .signedFirmwareStatusNotification }

    package typealias Confirmation = EmptyPayload

    package var status: SignedFirmwareStatus
    /// That of the SignedUpdateFirmware; absent when no update is under way.
    package var requestId: Int?

    package init(status: SignedFirmwareStatus, requestId: Int? = nil) {
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

/// How far an update of signed firmware has got.
package enum SignedFirmwareStatus: WireText, WireEnum {
    /// Only said when asked and no update is under way.
    case idle = "Idle"
    case downloadScheduled = "DownloadScheduled"
    case downloading = "Downloading"
    case downloadPaused = "DownloadPaused"
    case downloaded = "Downloaded"
    case downloadFailed = "DownloadFailed"
    case signatureVerified = "SignatureVerified"
    case invalidSignature = "InvalidSignature"
    case installScheduled = "InstallScheduled"
    case installRebooting = "InstallRebooting"
    case installing = "Installing"
    case installed = "Installed"
    case installVerificationFailed = "InstallVerificationFailed"
    case installationFailed = "InstallationFailed"
}
