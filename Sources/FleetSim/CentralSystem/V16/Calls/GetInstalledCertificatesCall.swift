import Scenarios

struct GetInstalledCertificatesCall: CSMSCall {
    let type: CertificateUse

    func request(_ at: CommandCircumstances) -> GetInstalledCertificateIds? {
        GetInstalledCertificateIds(certificateType: type)
    }

    func take(
        _ answer: GetInstalledCertificateIds.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        ledger.note(certificates: answer.certificateHashData ?? [], of: type)
        return answer.status == .accepted
    }
}

extension GetInstalledCertificatesCall {
    init(_ spec: CommandSpec) {
        type = spec.word() ?? .manufacturerRoot
    }
}
