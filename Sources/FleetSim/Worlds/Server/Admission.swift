/// Who is let in, by what a request says and by the password that it gives.
struct Admission {
    /// WebSocket's close code of a server that shuts down.
    static let goingAway: UInt16 = 1001

    /// What chargers give until they have a password of their own; nil: none is asked for.
    private let password: [UInt8]?
    private let checksNames: Bool

    init(_ settings: ServerSettings) {
        password = settings.password
        checksNames = settings.checksNames
    }

    func refusal(
        of request: ServerUpgrade.Request,
        certifiedAs name: String?,
        _ own: StationPassword,
        listed: [UInt8]? = nil
    ) -> (status: HTTPStatus, reason: String)? {
        let identity = ChargerIdentity(request.identity)
        guard !checksNames || name.map(ChargerIdentity.init) == identity else {
            return (.unauthorized, "the certificate is in another name")
        }
        guard request.protocols.contains(Subprotocol.v16) else {
            return (.badRequest, "only sub-protocol \(Subprotocol.v16) is spoken here")
        }
        guard let password = listed ?? password else { return nil }
        guard let given = request.credentials, ChargerIdentity(given.user) == identity,
            own.admits(given.password, initial: password)
        else { return (.unauthorized, "identity and password do not match") }
        return nil
    }
}
