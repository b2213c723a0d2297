/// The central system has a charger fetch, verify and install firmware (security extension, L01).
package struct SignedUpdateFirmware: CallPayload {
    package static var action: Action { .signedUpdateFirmware }

    package typealias Confirmation = StatusConfirmation<SignedUpdateFirmwareStatus>

    /// How often to try again after a failure.
    package var retries: Int?
    /// Seconds between two attempts.
    package var retryInterval: Int?
    package var requestId: Int
    package var firmware: Firmware

    package init(
        retries: Int? = nil,
        retryInterval: Int? = nil,
        requestId: Int,
        firmware: Firmware
    ) {
        self.retries = retries
        self.retryInterval = retryInterval
        self.requestId = requestId
        self.firmware = firmware
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        retries = try members.optional("retries", in: .bits32)
        retryInterval = try members.optional("retryInterval", in: .bits32)
        requestId = try members.required("requestId")
        firmware = try members.required("firmware")
    }

    package func write(members: inout JSONWriter) {
        members.member("retries", retries)
        members.member("retryInterval", retryInterval)
        members.member("requestId", requestId)
        members.member("firmware", firmware)
    }

    /// Where the firmware lies, when it may be taken, and what proves its origin.
    package struct Firmware: JSONRecord {
        package var location: String
        package var retrieveDateTime: DateTime
        package var installDateTime: DateTime?
        /// PEM.
        package var signingCertificate: String
        /// Base64.
        package var signature: String

        package init(
            location: String,
            retrieveDateTime: DateTime,
            installDateTime: DateTime? = nil,
            signingCertificate: String,
            signature: String
        ) {
            self.location = location
            self.retrieveDateTime = retrieveDateTime
            self.installDateTime = installDateTime
            self.signingCertificate = signingCertificate
            self.signature = signature
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            location = try members.required("location", upTo: 512)
            retrieveDateTime = try members.required("retrieveDateTime")
            installDateTime = try members.optional("installDateTime")
            signingCertificate = try members.required("signingCertificate", upTo: 5_500)
            signature = try members.required("signature", upTo: 800)
        }

        package func write(members: inout JSONWriter) {
            members.member("location", location)
            members.member("retrieveDateTime", retrieveDateTime)
            members.member("installDateTime", installDateTime)
            members.member("signingCertificate", signingCertificate)
            members.member("signature", signature)
        }
    }
}

/// What a charger makes of signed firmware before it fetches it.
package enum SignedUpdateFirmwareStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case rejected = "Rejected"
    /// An update that was under way is given up for this one.
    case acceptedCanceled = "AcceptedCanceled"
    case invalidCertificate = "InvalidCertificate"
    case revokedCertificate = "RevokedCertificate"
}
