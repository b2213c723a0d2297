import Scenarios

@testable import FleetSim

extension Scene {
    /// Signed firmware, security events, and the triggers of the extension.
    static func security() throws -> [Scene] {
        let update = Command.signedUpdate(
            location: "http://csms.example/fw-2.1.0.bin",
            certificate: try CertificateFixture.pem("charger"),
            signature: "c2lnbmVk"
        )
        let forged = Command.signedUpdate(
            location: "http://csms.example/fw-2.1.0.bin",
            certificate: try CertificateFixture.pem("charger-expired"),
            signature: "c2lnbmVk"
        )
        return [
            Scene(.signedUpdateFirmware, "new firmware", .complete(), update),
            Scene(
                .signedUpdateFirmware,
                "signed with a certificate whose time is over",
                .complete(),
                forged
            ),
            Scene(.signedFirmwareStatusNotification, "from the first byte to the restart") {
                try $0.call(update, thenSeconds: 500)
            },
            Scene(
                .signedFirmwareStatusNotification,
                "a signature that does not fit",
                .complete(firmwareUpdate: FirmwareBehaviour(failure: .signature))
            ) { try $0.call(update, thenSeconds: 500) },
            Scene(
                .securityEventNotification,
                "the charger has come up",
                begins: .off,
                play: comeUp
            ),
            Scene(.securityEventNotification, "a bad certificate comes") {
                try $0.call(forged)
            },
            Scene(
                .extendedTriggerMessage,
                "messages that it has",
                .complete(),
                .extendedTrigger(.heartbeat, connector: nil),
                .extendedTrigger(.logStatusNotification, connector: nil)
            ),
            Scene(
                .extendedTriggerMessage,
                "a request for a certificate, with no operator to name in it",
                .complete(),
                .extendedTrigger(.signChargePointCertificate, connector: nil)
            ),
        ]
    }

    /// Roots, and the charger's own certificate.
    static func certificates() throws -> [Scene] {
        let root = Command.installCertificate(
            .centralSystemRoot,
            try CertificateFixture.pem("root")
        )
        let expired = Command.installCertificate(
            .centralSystemRoot,
            try CertificateFixture.pem("expired-root")
        )
        let list = Command.getInstalledCertificates(.centralSystemRoot)
        let own = try CertificateFixture.pem("charger")
        let foreign = try CertificateFixture.pem("charger-other")
        let named = [(ConfigurationKey.cpoName, "Virtual CPO")]
        return [
            Scene(.installCertificate, "a root that counts", .complete(), root),
            Scene(.installCertificate, "a root whose time is over", .complete(), expired),
            Scene(.getInstalledCertificateIds, "none, then one", .complete(), list, root, list),
            Scene(
                .deleteCertificate,
                "one that is not needed",
                .complete(),
                root,
                list,
                .deleteCertificate(.centralSystemRoot)
            ),
            Scene(
                .deleteCertificate,
                "the one that the connection stands on",
                .complete(configuration: [(.securityProfile, "2")]),
                root,
                list,
                .deleteCertificate(.centralSystemRoot)
            ),
            Scene(
                .signCertificate,
                "for a new key, because the CSMS asked",
                .complete(configuration: named),
                .extendedTrigger(.signChargePointCertificate, connector: nil)
            ),
            Scene(
                .certificateSigned,
                "one for this charger",
                .complete(configuration: named),
                .certificateSigned(chain: own)
            ),
            Scene(
                .certificateSigned,
                "one for another charger",
                .complete(configuration: named),
                .certificateSigned(chain: foreign)
            ),
        ]
    }
}
