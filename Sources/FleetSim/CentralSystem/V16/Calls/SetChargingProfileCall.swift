import Scenarios

struct SetChargingProfileCall: CSMSCall {
    let connector: Int
    let template: ProfileTemplate

    func request(_ at: CommandCircumstances) -> SetChargingProfile? {
        let running = at.station.running(at: connector == 0 ? nil : connector)
        // A profile for a transaction needs one.
        guard !template.isForTransaction || running != nil else { return nil }
        return SetChargingProfile(
            connectorId: template.isForTransaction ? running?.connector ?? connector : connector,
            csChargingProfiles: template.profile(at: at.now, transaction: running?.id)
        )
    }

    func take(
        _ answer: SetChargingProfile.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        guard answer.status == .accepted else { return false }
        ledger.note(template.profile(at: at.now, transaction: nil), at: connector)
        return true
    }

    func effect(_ at: CommandCircumstances) -> Expectation.Shown? {
        Expectation.Shown(
            .limit,
            .reading(
                connector: connector,
                limit: template.periods.first?.limit ?? 0,
                template.unit
            )
        )
    }
}

extension SetChargingProfileCall {
    init(_ spec: CommandSpec) {
        connector = spec.connector ?? 0
        template = ProfileTemplate(spec.profile ?? ProfileSpec(), purpose: nil)
    }
}

extension Command {
    static func setChargingProfile(connector: Int, _ template: ProfileTemplate) -> Command {
        Command(SetChargingProfileCall(connector: connector, template: template))
    }
}
