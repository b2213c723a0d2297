/// The central system asks which root certificates a charger has (security extension, M03).
package struct GetInstalledCertificateIds: CallPayload {
    package static var action: Action { .getInstalledCertificateIds }

    package var certificateType: CertificateUse

    package init(certificateType: CertificateUse) {
        self.certificateType = certificateType
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        certificateType = try members.required("certificateType")
    }

    package func write(members: inout JSONWriter) {
        members.member("certificateType", certificateType)
    }

    /// The certificates of the use that was asked for; none when there are none.
    package struct Confirmation: Payload {
        package var certificateHashData: [CertificateHashData]?
        package var status: GetInstalledCertificateStatus

        package init(
            status: GetInstalledCertificateStatus,
            certificateHashData: [CertificateHashData]? = nil
        ) {
            self.status = status
            self.certificateHashData = certificateHashData
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            certificateHashData = try members.optional("certificateHashData")
            guard certificateHashData?.isEmpty != true else { throw .empty("certificateHashData") }
            status = try members.required("status")
        }

        package func write(members: inout JSONWriter) {
            members.member("certificateHashData", certificateHashData)
            members.member("status", status)
        }
    }
}

/// Whether a charger has certificates of a use.
package enum GetInstalledCertificateStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case notFound = "NotFound"
}
