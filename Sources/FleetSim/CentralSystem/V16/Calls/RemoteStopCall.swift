import Scenarios

struct RemoteStopCall: CSMSCall {
    let connector: Int?

    func request(_ at: CommandCircumstances) -> RemoteStopTransaction? {
        at.station.running(at: connector).map { RemoteStopTransaction(transactionId: $0.id) }
    }

    func take(
        _ answer: RemoteStopTransaction.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }
}

extension RemoteStopCall {
    init(_ spec: CommandSpec) {
        connector = spec.connector
    }
}
