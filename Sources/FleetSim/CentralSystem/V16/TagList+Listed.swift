import Scenarios

extension TagList.Listed {
    /// Nil for what OCPP 1.6 has no room for.
    init?(_ listed: ListedToken) {
        guard let token = Token(listed.text, kind: .card) else { return nil }
        let status: AuthorizationStatus =
            switch listed.status {
            case .accepted: .accepted
            case .blocked: .blocked
            case .expired: .expired
            case .unknown: .invalid
            }
        self.init(
            token: token,
            status: status,
            group: listed.group.flatMap { Token($0) },
            isPresented: listed.share != 0
        )
    }
}
