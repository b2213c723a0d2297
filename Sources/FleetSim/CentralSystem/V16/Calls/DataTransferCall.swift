import Scenarios

struct DataTransferCall: CSMSCall {
    let vendor: String
    let data: String?

    func request(_ at: CommandCircumstances) -> DataTransfer? {
        DataTransfer(vendorId: vendor, data: data)
    }

    func take(
        _ answer: DataTransfer.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }
}

extension DataTransferCall {
    init(_ spec: CommandSpec) {
        vendor = spec.subject ?? ""
        data = spec.value
    }
}
