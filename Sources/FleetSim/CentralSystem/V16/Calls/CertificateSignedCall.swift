import Scenarios

struct CertificateSignedCall: CSMSCall {
    let chain: String

    func request(_ at: CommandCircumstances) -> CertificateSigned? {
        CertificateSigned(certificateChain: chain)
    }

    func take(
        _ answer: CertificateSigned.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }
}

extension CertificateSignedCall {
    init(_ spec: CommandSpec) {
        chain = spec.value ?? ""
    }
}
