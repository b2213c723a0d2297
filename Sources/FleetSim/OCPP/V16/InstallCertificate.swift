/// The central system has a charger trust a root certificate (security extension, M05).
package struct InstallCertificate: CallPayload {
    package static var action: Action { .installCertificate }

    package typealias Confirmation = StatusConfirmation<InstallCertificateStatus>

    package var certificateType: CertificateUse
    /// PEM.
    package var certificate: String

    package init(certificateType: CertificateUse, certificate: String) {
        self.certificateType = certificateType
        self.certificate = certificate
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        certificateType = try members.required("certificateType")
        certificate = try members.required("certificate", upTo: 5_500)
    }

    package func write(members: inout JSONWriter) {
        members.member("certificateType", certificateType)
        members.member("certificate", certificate)
    }
}

/// Whether a certificate is now trusted.
package enum InstallCertificateStatus: WireText, WireEnum {
    case accepted = "Accepted"
    /// It is sound and could not be stored.
    case failed = "Failed"
    /// It is not sound, or there is no room for it.
    case rejected = "Rejected"
}
