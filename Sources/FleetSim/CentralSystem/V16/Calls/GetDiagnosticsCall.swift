import Scenarios

struct GetDiagnosticsCall: CSMSCall {
    let location: String

    func request(_ at: CommandCircumstances) -> GetDiagnostics? {
        GetDiagnostics(location: location)
    }

    func take(
        _ answer: GetDiagnostics.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        true
    }
}

extension GetDiagnosticsCall {
    init(_ spec: CommandSpec) {
        location = spec.location
    }
}
