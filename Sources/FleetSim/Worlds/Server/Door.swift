/// Who is let in, as far as it can be told from the request alone.
struct Door {
    static let subprotocol = "ocpp1.6"
    /// WebSocket's close code of a server that shuts down.
    static let goingAway: UInt16 = 1001

    private let password: [UInt8]?
    private let checksNames: Bool

    init(_ settings: ServerSettings) {
        password = settings.password
        checksNames = settings.checksNames
    }

    func refusal(
        of request: ServerUpgrade.Request,
        certifiedAs name: String?
    ) -> (status: HTTPStatus, reason: String)? {
        guard !checksNames || name == request.identity else {
            return (.unauthorized, "the certificate is in another name")
        }
        guard request.protocols.contains(Self.subprotocol) else {
            return (.badRequest, "only sub-protocol \(Self.subprotocol) is spoken here")
        }
        guard let password else { return nil }
        guard let given = request.credentials, given.user == request.identity,
            given.password == password
        else { return (.unauthorized, "identity and password do not match") }
        return nil
    }
}
