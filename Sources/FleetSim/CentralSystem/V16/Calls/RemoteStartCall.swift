import Scenarios

struct RemoteStartCall: CSMSCall {
    let connector: Int?
    let tag: IdToken?
    let profile: ProfileTemplate?

    func request(_ at: CommandCircumstances) -> RemoteStartTransaction? {
        RemoteStartTransaction(
            idTag: tag ?? at.tag,
            connectorId: connector,
            chargingProfile: profile?.profile(at: at.now, transaction: nil)
        )
    }

    func take(
        _ answer: RemoteStartTransaction.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }

    func effect(_ at: CommandCircumstances) -> Expectation.Shown? {
        Expectation.Shown(.remoteStart, .start(tag ?? at.tag))
    }
}

extension RemoteStartCall {
    init(_ spec: CommandSpec) {
        connector = spec.connector
        tag = nil
        profile = spec.profile.map { ProfileTemplate($0, purpose: .tx) }
    }
}
