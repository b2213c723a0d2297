import Scenarios

struct InstallCertificateCall: CSMSCall {
    let type: CertificateUse
    let certificate: String

    func request(_ at: CommandCircumstances) -> InstallCertificate? {
        InstallCertificate(certificateType: type, certificate: certificate)
    }

    func take(
        _ answer: InstallCertificate.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }
}

extension InstallCertificateCall {
    init(_ spec: CommandSpec) {
        type = spec.word() ?? .manufacturerRoot
        certificate = spec.value ?? ""
    }
}
