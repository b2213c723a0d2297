@testable import FleetSim

// Firmware, logs and certificates.
extension RandomCall {
    static let upkeep: [RandomCall] = [
        RandomCall(action: "CertificateSigned") {
            "{\"certificateChain\":\"\($0.pick(certificates))\"}"
        },
        RandomCall(action: "DeleteCertificate") {
            let hash = $0.pick(hashes)
            return "{\"certificateHashData\":{\"hashAlgorithm\":\"SHA256\","
                + "\"issuerNameHash\":\"\(hash[1])\",\"issuerKeyHash\":\"\(hash[2])\","
                + "\"serialNumber\":\"\(hash[3])\"}}"
        },
        RandomCall(action: "ExtendedTriggerMessage") {
            let messages = [
                "BootNotification", "FirmwareStatusNotification", "Heartbeat",
                "LogStatusNotification", "MeterValues", "SignChargePointCertificate",
                "StatusNotification",
            ]
            let connector = $0.chance(0.5) ? "" : ",\"connectorId\":\($0.below(3) + 1)"
            return "{\"requestedMessage\":\"\($0.pick(messages))\"\(connector)}"
        },
        RandomCall(action: "GetDiagnostics") {
            let span =
                $0.chance(0.5)
                ? "" : ",\"startTime\":\"\(date(&$0))\",\"stopTime\":\"\(date(&$0))\""
            return "{\"location\":\"ftp://h/logs\"\(span)\(retries(&$0))}"
        },
        RandomCall(action: "GetInstalledCertificateIds") {
            "{\"certificateType\":\"\($0.pick(uses))\"}"
        },
        RandomCall(action: "GetLog") {
            let span =
                $0.chance(0.5)
                ? ""
                : ",\"oldestTimestamp\":\"\(date(&$0))\",\"latestTimestamp\":\"\(date(&$0))\""
            let type = $0.pick(["DiagnosticsLog", "SecurityLog"])
            return "{\"log\":{\"remoteLocation\":\"ftp://h/logs\"\(span)},"
                + "\"logType\":\"\(type)\",\"requestId\":\($0.below(9))\(retries(&$0))}"
        },
        RandomCall(action: "InstallCertificate") {
            let certificate = $0.pick(certificates)
            return "{\"certificateType\":\"\($0.pick(uses))\",\"certificate\":\"\(certificate)\"}"
        },
        RandomCall(action: "SignedUpdateFirmware") {
            let later = $0.chance(0.5) ? "" : ",\"installDateTime\":\"\(date(&$0))\""
            let signature = $0.pick(["c2lnbmF0dXJl", "no signature", ""])
            return
                "{\"requestId\":\($0.below(9)),\"firmware\":{\"location\":\"ftp://h/fw-1.3.bin\","
                + "\"retrieveDateTime\":\"\(date(&$0))\"\(later),"
                + "\"signingCertificate\":\"\($0.pick(certificates))\","
                + "\"signature\":\"\(signature)\"}\(retries(&$0))}"
        },
        RandomCall(action: "UpdateFirmware") {
            "{\"location\":\"http://h/fw-1.2.bin\",\"retrieveDate\":\"\(date(&$0))\"\(retries(&$0))}"
        },
    ]

    private static let uses = ["CentralSystemRootCertificate", "ManufacturerRootCertificate"]

    /// Roots and chargers' certificates, fit and unfit, and what is none.
    private static let certificates: [String] =
        [
            "root", "next-root", "other-root", "expired-root", "charger", "charger-brief",
            "charger-expired", "charger-other",
        ].map { name in
            guard let pem = try? CertificateFixture.escaped(name) else {
                preconditionFailure("there is no certificate ‘\(name)’")
            }
            return pem
        } + ["", "no certificate"]

    private static let hashes: [[String]] = {
        guard let hashes = try? CertificateFixture.hashes(), !hashes.isEmpty else {
            preconditionFailure("there are no hashes of certificates")
        }
        return hashes
    }()

    /// Within the first seventy minutes of a life, or before it.
    private static func date(_ random: inout RandomStream) -> String {
        let minute = random.below(40) + 10
        return random.pick(["2026-03-01T23", "2026-03-02T00", "2026-03-02T01"]) + ":\(minute):00Z"
    }

    private static func retries(_ random: inout RandomStream) -> String {
        guard random.chance(0.5) else { return "" }
        return ",\"retries\":\(random.below(4)),\"retryInterval\":\(random.below(90))"
    }
}
