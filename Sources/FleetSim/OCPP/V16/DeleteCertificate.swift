/// The central system has a charger forget a certificate (security extension, M04).
package struct DeleteCertificate: CallPayload {
    package static var action: Action { .deleteCertificate }

    package typealias Confirmation = StatusConfirmation<DeleteCertificateStatus>

    package var certificateHashData: CertificateHashData

    package init(certificateHashData: CertificateHashData) {
        self.certificateHashData = certificateHashData
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        certificateHashData = try members.required("certificateHashData")
    }

    package func write(members: inout JSONWriter) {
        members.member("certificateHashData", certificateHashData)
    }
}

/// Whether a certificate is gone.
package enum DeleteCertificateStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case failed = "Failed"
    case notFound = "NotFound"
}
