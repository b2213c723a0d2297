import Scenarios

struct ClearCacheCall: CSMSCall {
    func request(_ at: CommandCircumstances) -> ClearCache? {
        ClearCache()
    }

    func take(
        _ answer: ClearCache.Confirmation,
        _ at: CommandCircumstances,
        in ledger: inout Ledger
    ) -> Bool {
        answer.status == .accepted
    }
}

extension ClearCacheCall {
    init(_ spec: CommandSpec) {
        self.init()
    }
}
