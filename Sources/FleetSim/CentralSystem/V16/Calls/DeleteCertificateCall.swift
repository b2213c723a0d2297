import Scenarios

/// Deletes the last of the certificates of a type that the station named.
struct DeleteCertificateCall: CSMSCall {
    let type: CertificateUse

    func request(_ at: CommandCircumstances) -> DeleteCertificate? {
        at.station.ledger.lastCertificate(of: type).map {
            DeleteCertificate(certificateHashData: $0)
        }
    }

    func take(
        _ answer: DeleteCertificate.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        let isDone = answer.status == .accepted
        if isDone { ledger.dropLastCertificate() }
        return isDone
    }
}

extension DeleteCertificateCall {
    init(_ spec: CommandSpec) {
        type = spec.word() ?? .manufacturerRoot
    }
}
