/// How the chargers of a live run call their CSMS.
package struct Dialling: Sendable {
    let url: WebSocketURL
    /// Where that is.
    let address: SocketAddress
    /// What goes before the upgrade, if the URL wants it.
    let tls: TLSContext?
    /// The URL as it was given.
    package let place: String
    /// What the chargers call themselves.
    let identities: [String]
    /// The password of all chargers that were given none of their own.
    let password: [UInt8]?
    /// Simulated seconds per real second.
    package let speed: Double
    /// How long a handshake may take, in real time.
    let handshakePatience: SimDuration = .seconds(30)
    /// A longer message of the CSMS is refused.
    let longestMessage = 1 << 20

    /// Finds the CSMS and reads what is needed to call it; it is not called yet.
    package init(
        _ plan: FleetPlan,
        url: String,
        password: String?,
        tls settings: TLSSettings,
        speed: Double
    ) throws(DiallingError) {
        do {
            self.url = try WebSocketURL(url)
            address = try SocketAddress.resolve(self.url.host, port: self.url.port)[0]
            tls = self.url.isSecure ? try TLSContext(.client, settings) : nil
        } catch {
            throw DiallingError(description: "\(url): \(error)")
        }
        place = url
        identities = plan.chargers.map(\.identity)
        self.password = password.map { Array($0.utf8) }
        self.speed = speed
    }

    /// The upgrade as a charger asks for it.
    func request(
        of charger: Int,
        _ manner: ConnectionManner,
        key: WebSocketKey
    ) -> UpgradeRequest {
        let identity = identities[charger]
        return UpgradeRequest(
            url: url,
            identity: identity,
            protocols: ["ocpp1.6"],
            key: key,
            credentials: (manner.password ?? password).map {
                BasicCredentials(user: identity, password: $0)
            }
        )
    }
}

/// Why a CSMS cannot even be called.
package struct DiallingError: Error, CustomStringConvertible, Sendable {
    package let description: String
}
