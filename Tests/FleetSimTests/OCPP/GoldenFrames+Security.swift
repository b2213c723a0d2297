import FleetSim

extension GoldenFrame {
    private static let root = CertificateHashData(
        hashAlgorithm: .sha256,
        issuerNameHash: "0aff",
        issuerKeyHash: "1bee",
        serialNumber: "2c"
    )

    private static let rootText =
        #"{"hashAlgorithm":"SHA256","issuerNameHash":"0aff","issuerKeyHash":"1bee","#
        + #""serialNumber":"2c"}"#

    /// Certificates, security events and the trigger that asks for them.
    static let security: [GoldenFrame] = [
        .call(
            CertificateSigned(certificateChain: "-----BEGIN"),
            #""CertificateSigned",{"certificateChain":"-----BEGIN"}"#
        ),
        .call(
            DeleteCertificate(certificateHashData: root),
            #""DeleteCertificate",{"certificateHashData":"# + rootText + "}"
        ),
        .result(DeleteCertificate.Confirmation(status: .notFound), #"{"status":"NotFound"}"#),
        .call(
            ExtendedTriggerMessage(requestedMessage: .signChargePointCertificate),
            #""ExtendedTriggerMessage",{"requestedMessage":"SignChargePointCertificate"}"#
        ),
        .call(
            ExtendedTriggerMessage(requestedMessage: .statusNotification, connectorId: 2),
            #""ExtendedTriggerMessage",{"requestedMessage":"StatusNotification","connectorId":2}"#
        ),
        .result(
            ExtendedTriggerMessage.Confirmation(status: .notImplemented),
            #"{"status":"NotImplemented"}"#
        ),
        .call(
            GetInstalledCertificateIds(certificateType: .manufacturerRoot),
            #""GetInstalledCertificateIds",{"certificateType":"ManufacturerRootCertificate"}"#
        ),
        .result(
            GetInstalledCertificateIds.Confirmation(
                status: .accepted,
                certificateHashData: [root]
            ),
            #"{"certificateHashData":["# + rootText + #"],"status":"Accepted"}"#
        ),
        .call(
            InstallCertificate(certificateType: .centralSystemRoot, certificate: "PEM"),
            #""InstallCertificate",{"certificateType":"CentralSystemRootCertificate","#
                + #""certificate":"PEM"}"#
        ),
        .result(InstallCertificate.Confirmation(status: .failed), #"{"status":"Failed"}"#),
        .call(
            SecurityEventNotification(
                type: "StartupOfTheDevice",
                timestamp: DateTime(unixMilliseconds: 1_772_454_896_789),
                techInfo: "cold"
            ),
            #""SecurityEventNotification",{"type":"StartupOfTheDevice","#
                + #""timestamp":"2026-03-02T12:34:56.789Z","techInfo":"cold"}"#
        ),
        .call(SignCertificate(csr: "PEM"), #""SignCertificate",{"csr":"PEM"}"#),
    ]
}
