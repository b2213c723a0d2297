/// A charger asks for a new certificate of its own (security extension, A02).
package struct SignCertificate: CallPayload {
    package static var action: Action { .signCertificate }

    /// Accepted says only that the request can be worked on; the certificate comes later.
    package typealias Confirmation = StatusConfirmation<GenericStatus>

    /// A PKCS #10 certificate signing request, PEM.
    package var csr: String

    package init(csr: String) {
        self.csr = csr
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        csr = try members.required("csr", upTo: 5_500)
    }

    package func write(members: inout JSONWriter) {
        members.member("csr", csr)
    }
}
