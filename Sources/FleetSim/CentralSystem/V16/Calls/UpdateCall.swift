import Scenarios

struct UpdateCall: CSMSCall {
    let location: String

    func request(_ at: CommandCircumstances) -> UpdateFirmware? {
        UpdateFirmware(location: location, retrieveDate: at.now)
    }

    func take(
        _ answer: UpdateFirmware.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        true
    }
}

extension UpdateCall {
    init(_ spec: CommandSpec) {
        location = spec.location
    }
}
