/// The central system hands a charger the certificate it asked for (security extension, A02).
package struct CertificateSigned: CallPayload {
    package static var action: Action { .certificateSigned }

    package typealias Confirmation = StatusConfirmation<GenericStatus>

    /// PEM: the charger’s certificate, and those between it and the root.
    package var certificateChain: String

    package init(certificateChain: String) {
        self.certificateChain = certificateChain
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        certificateChain = try members.required("certificateChain", upTo: 10_000)
    }

    package func write(members: inout JSONWriter) {
        members.member("certificateChain", certificateChain)
    }
}
