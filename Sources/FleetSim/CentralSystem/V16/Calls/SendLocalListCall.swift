import Scenarios

/// Sends the first of the CSMS's tags; a differential list brings one more each time.
struct SendLocalListCall: CSMSCall {
    let type: UpdateType
    let entries: Int

    func request(_ at: CommandCircumstances) -> SendLocalList? {
        let version = at.station.ledger.nextListVersion
        let numbers =
            type == .full
            ? 0..<min(entries, at.tags.count)
            : version % at.tags.count..<version % at.tags.count + 1
        assert(numbers.upperBound <= at.tags.count, "a list names tags that there are")
        return SendLocalList(
            listVersion: version,
            localAuthorizationList: numbers.map { number in
                let tag = at.tags.tag(number)
                return AuthorizationData(idTag: tag, idTagInfo: at.tags.info(of: tag))
            },
            updateType: type
        )
    }

    func take(
        _ answer: SendLocalList.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        let status = answer.status
        if status == .accepted { ledger.noteNextList() }
        if type == .differential, status == .versionMismatch || status == .failed {
            ledger.owe(wholeList: entries)
        }
        return status == .accepted
    }
}

extension SendLocalListCall {
    init(_ spec: CommandSpec) {
        type = spec.word() ?? .full
        entries = spec.number ?? 10
    }
}

extension Command {
    static func sendLocalList(_ type: UpdateType, entries: Int) -> Command {
        Command(SendLocalListCall(type: type, entries: entries))
    }
}
