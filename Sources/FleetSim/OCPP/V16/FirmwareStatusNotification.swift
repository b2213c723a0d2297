/// A charger reports how far an update of its firmware has got (OCPP 1.6 §4.5).
package struct FirmwareStatusNotification: CallPayload {
    package static var action: Action { .firmwareStatusNotification }

    package typealias Confirmation = EmptyPayload

    package var status: FirmwareStatus

    package init(status: FirmwareStatus) {
        self.status = status
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        status = try members.required("status")
    }

    package func write(members: inout JSONWriter) {
        members.member("status", status)
    }
}

/// How far an update of the firmware has got.
package enum FirmwareStatus: WireText, WireEnum {
    /// Only said when asked and no update is under way.
    case idle = "Idle"
    case downloading = "Downloading"
    case downloaded = "Downloaded"
    case downloadFailed = "DownloadFailed"
    case installing = "Installing"
    case installed = "Installed"
    case installationFailed = "InstallationFailed"
}
