/// How the chargers of a live run call their CSMS.
package struct Dialling: Sendable {
    let url: WebSocketURL
    /// Where that may be, the system's preferred place first.
    let addresses: [SocketAddress]
    /// Where chargers call from.
    let localEnds: LocalEnds
    /// What goes before the upgrade, if the URL wants it.
    let tls: TLSContext?
    /// What a port is looked at with that hangs up on plain chargers: perhaps it speaks TLS.
    let lookout: TLSContext?
    /// The URL as reports show it.
    package let address: String
    /// What the chargers call themselves.
    let identities: [String]
    /// The password of all chargers that were given none of their own.
    let password: [UInt8]?
    /// The passwords that a list gives chargers; empty: it gives none.
    private let listedPasswords: [[UInt8]?]
    private let enteredCredentials: [(user: String, password: [UInt8])?]
    /// Whether passwords are sent at all, be it chargers' own.
    let sendsPasswords: Bool
    /// What each charger shows, where each has a certificate of its own.
    private let certificates: [ClientCertificate?]
    /// The field of an upgrade's answer that names the server.
    private let serverField: String
    /// Whether a charger that comes back goes on with its last TLS session.
    let resumes: Bool
    /// Simulated seconds per real second.
    package let speed: Double
    /// How long a handshake may take, in real time.
    var handshakePatience: SimDuration = .seconds(30)
    /// How long the CSMS has, in real time, to end a connection that was closed here; and how long
    /// it may take for the next of them when the run is over.
    var farewell: SimDuration = .seconds(5)
    var farewellPause: SimDuration = .milliseconds(500)

    /// Finds the CSMS and reads what is needed to call it; it is not called yet.
    package init(
        _ plan: FleetPlan,
        url: String,
        shown: String? = nil,
        password: String?,
        sendsPasswords: Bool = true,
        tls settings: TLSSettings,
        sources: [SocketAddress] = [],
        speed: Double
    ) throws(DiallingError) {
        let identities = plan.chargers.map(\.identity)
        address = (shown ?? url).withoutPassword
        do {
            self.url = try WebSocketURL(url)
            let found = try SocketAddress.resolve(self.url.host, port: self.url.port)
            do throws(SourceProblem) {
                addresses = try SourceAddresses.reachable(found, from: sources)
            } catch {
                throw DiallingError(description: "\(address) \(error)")
            }
            let tls = self.url.isSecure ? try TLSContext(.client, settings) : nil
            self.tls = tls
            lookout = self.url.isSecure ? nil : try TLSContext(.client, .trusting)
            certificates = try tls.map { try Self.certificates(of: plan, settings, for: $0) } ?? []
        } catch let error as DiallingError {
            throw error
        } catch {
            throw DiallingError(
                description: "\(address): \(error)",
                address: address,
                unknownHost: (error as? ResolutionError)?.description
            )
        }
        localEnds = LocalEnds(identities.count, to: addresses, from: sources)
        if let shortage = localEnds.shortage(for: identities.count) {
            throw DiallingError(description: shortage)
        }
        self.identities = identities
        self.password = password.map { Array($0.utf8) }
        listedPasswords = plan.listedPasswords
        enteredCredentials = plan.enteredCredentials
        self.sendsPasswords = sendsPasswords
        resumes = self.url.isSecure && settings.resumes
        serverField = plan.scenario.csms.serverField
        self.speed = speed
        assert(
            [certificates.count, listedPasswords.count, enteredCredentials.count].allSatisfy {
                $0 == 0 || $0 == identities.count
            },
            "each charger has an entry, or no list is given"
        )
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
            protocols: [Subprotocol.v16],
            key: key,
            credentials: credentials(of: charger, manner),
            serverField: serverField
        )
    }

    /// What the CSMS has given it counts first, then what a list says, what was entered at the charger
    /// itself, and what all have in common.
    private func credentials(of charger: Int, _ manner: ConnectionManner) -> BasicCredentials? {
        let entered = enteredCredentials.isEmpty ? nil : enteredCredentials[charger]
        guard sendsPasswords || entered != nil else { return nil }
        let common = sendsPasswords ? password : nil
        return (manner.password ?? listedPassword(of: charger) ?? entered?.password ?? common).map {
            BasicCredentials(user: entered?.user ?? identities[charger], password: $0)
        }
    }

    /// How much one of a number of threads lets a CSMS take.
    func limits(threads: Int) -> Reactor.Limits {
        var limits = Reactor.Limits()
        limits.longestMessage = 1 << 20
        limits.longMessages = max(2, 32 / threads)
        limits.maximumUnsent = 64 << 10
        limits.longestBacklog = 4 << 20
        limits.farewell = farewell
        return limits
    }

    func certificate(of charger: Int) -> ClientCertificate? {
        certificates.isEmpty ? nil : certificates[charger]
    }

    private func listedPassword(of charger: Int) -> [UInt8]? {
        listedPasswords.isEmpty ? nil : listedPasswords[charger]
    }

    /// The certificates that an authority makes, that a list names or that lie in a folder.
    private static func certificates(
        of plan: FleetPlan,
        _ settings: TLSSettings,
        for tls: TLSContext
    ) throws(TLSSetupError) -> [ClientCertificate?] {
        var certificates: [ClientCertificate?] = []
        func add(_ certificate: ClientCertificate, of file: String) throws(TLSSetupError) {
            try tls.check(certificate, in: file)
            certificates.append(certificate)
        }
        if let issuer = settings.issuer {
            let (file, key) = (issuer.certificate, issuer.key)
            let issuer = try CertificateIssuer(file: file, key: key)
            for charger in plan.chargers { try add(issuer.certify(charger.identity), of: file) }
            return certificates
        }
        let listed = plan.eachListed { charger in charger.certificate.map { ($0, charger.key) } }
        guard !listed.isEmpty || settings.certificates != nil else { return [] }
        for (number, charger) in plan.chargers.enumerated() {
            if !listed.isEmpty, let (file, key) = listed[number] {
                try add(ClientCertificate(file: file, key: key), of: file)
            } else if let folder = settings.certificates {
                guard !charger.identity.contains("/") else {
                    throw TLSSetupError(
                        description: "no file can be called ‘\(charger.identity).pem’"
                    )
                }
                let file = "\(folder)/\(charger.identity).pem"
                try add(ClientCertificate(file: file), of: file)
            } else {
                certificates.append(nil)
            }
        }
        return certificates
    }
}

/// Why a CSMS cannot even be called.
package struct DiallingError: Error, CustomStringConvertible, Sendable {
    package let description: String
    /// What reports call the CSMS.
    package var address = ""
    /// That its name leads to no address, which says nothing against the command; nil: it is something else.
    package var unknownHost: String?
}
