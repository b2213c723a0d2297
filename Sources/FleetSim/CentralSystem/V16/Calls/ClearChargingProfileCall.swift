import Scenarios

struct ClearChargingProfileCall: CSMSCall {
    let concerned: ClearChargingProfile

    func request(_ at: CommandCircumstances) -> ClearChargingProfile? {
        concerned
    }

    func take(
        _ answer: ClearChargingProfile.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        let isDone = answer.status == .accepted
        if isDone { ledger.dropProfiles { concerned.concerns($0, at: $1) } }
        return isDone
    }
}

extension ClearChargingProfileCall {
    init(_ spec: CommandSpec) {
        concerned = ClearChargingProfile(
            id: spec.number,
            connectorId: spec.connector,
            chargingProfilePurpose: spec.word(),
            stackLevel: spec.stackLevel
        )
    }
}

extension ClearChargingProfile {
    /// An id alone decides; else all that is given must fit.
    fileprivate func concerns(_ profile: ChargingProfile, at connector: Int) -> Bool {
        if let id { return profile.chargingProfileId == id }
        return connectorId ?? connector == connector
            && chargingProfilePurpose ?? profile.chargingProfilePurpose
                == profile.chargingProfilePurpose
            && stackLevel ?? profile.stackLevel == profile.stackLevel
    }
}
