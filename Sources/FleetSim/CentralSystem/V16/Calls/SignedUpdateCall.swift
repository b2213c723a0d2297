import Scenarios

struct SignedUpdateCall: CSMSCall {
    let location: String
    let certificate: String
    let signature: String

    func request(_ at: CommandCircumstances) -> SignedUpdateFirmware? {
        SignedUpdateFirmware(
            requestId: at.newID,
            firmware: SignedUpdateFirmware.Firmware(
                location: location,
                retrieveDateTime: at.now,
                signingCertificate: certificate,
                signature: signature
            )
        )
    }

    func take(
        _ answer: SignedUpdateFirmware.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }
}

extension SignedUpdateCall {
    init(_ spec: CommandSpec) {
        location = spec.location
        certificate = spec.value ?? ""
        signature = spec.signature
    }
}
