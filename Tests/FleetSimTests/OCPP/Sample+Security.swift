import FleetSim

// Certificates, security events and the trigger that asks for them.

extension CertificateSigned: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(certificateChain: dice.text(upTo: 10_000))
    }
}

extension CertificateHashData {
    static func sample(_ dice: inout FrameDice) -> CertificateHashData {
        CertificateHashData(
            hashAlgorithm: dice.any(),
            issuerNameHash: dice.text(upTo: 128),
            issuerKeyHash: dice.text(upTo: 128),
            serialNumber: dice.text(upTo: 40)
        )
    }
}

extension DeleteCertificate: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(certificateHashData: CertificateHashData.sample(&dice))
    }
}

extension ExtendedTriggerMessage: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(requestedMessage: dice.any(), connectorId: dice.maybe { $0.number(1...9) })
    }
}

extension GetInstalledCertificateIds: Sample {
    static func sample(_ dice: inout FrameDice) -> Self { Self(certificateType: dice.any()) }
}

extension GetInstalledCertificateIds.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(
            status: dice.any(),
            certificateHashData: dice.maybe { dice in
                dice.list(1...4) { CertificateHashData.sample(&$0) }
            }
        )
    }
}

extension InstallCertificate: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(certificateType: dice.any(), certificate: dice.text(upTo: 5_500))
    }
}

extension SecurityEventNotification: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(
            type: dice.text(upTo: 50),
            timestamp: dice.time(),
            techInfo: dice.maybe { $0.text(upTo: 255) }
        )
    }
}

extension SignCertificate: Sample {
    static func sample(_ dice: inout FrameDice) -> Self { Self(csr: dice.text(upTo: 5_500)) }
}
