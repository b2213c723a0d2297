/// What all threads of a server share, one at a time: the CSMS itself, and which chargers it knows.
final class SharedCSMS: @unchecked Sendable {
    /// What becomes of a request to be let in.
    enum Answer {
        /// As which station; connections are counted, for only a station's latest counts.
        case welcome(station: Int, connection: UInt32)
        case refusal(HTTPStatus, because: String)
    }

    /// A station's latest connection, and the thread that has it.
    private struct Latest {
        var connection: UInt32 = 0
        var thread = -1
    }

    // The lock guards everything below it.
    private let lock = Lock()
    private var central: CentralSystem
    private var registry: StationRegistry
    private var latest: [Latest]
    private let admission: Admission
    /// The passwords that a list of chargers gives them; empty: it gives none.
    private let passwords: [[UInt8]?]
    private let takesUnknown: Bool
    private let maximumUnknown: Int
    /// Breaches are counted by windows like a run's.
    private let window: SimDuration
    private var windowEnd: SimTime

    init(_ plan: FleetPlan, _ settings: ServerSettings) {
        central = plan.centralSharingPower(
            of: plan.sites.indices,
            tags: plan.tagList,
            clockStart: settings.clockStart
        )
        central.breachTally = BreachTally()
        central.power?.slowestClock = .seconds(86_400)
        takesUnknown = settings.takesUnknown
        maximumUnknown = settings.maximumUnknown
        registry = StationRegistry(
            known: plan.chargers.map(\.identity),
            maximumUnknown: settings.takesUnknown ? settings.maximumUnknown : 0
        )
        window = SimDuration(plan.scenario.window)
        windowEnd = .zero + window
        latest = Array(repeating: Latest(), count: plan.chargers.count)
        admission = Admission(settings)
        passwords = plan.listedPasswords
    }

    /// Decides on a request that a thread was made; the name is that of the certificate that was shown.
    func decide(
        _ request: ServerUpgrade.Request,
        certifiedAs name: String?,
        on thread: Int
    ) -> Answer {
        lock.hold {
            let known = registry.number(of: request.identity)
            let password = known.map { central.stations[$0].ledger.password } ?? StationPassword()
            let listed = known.flatMap { $0 < passwords.count ? passwords[$0] : nil }
            let refusal = admission.refusal(
                of: request,
                certifiedAs: name,
                password,
                listed: listed
            )
            if let refusal { return .refusal(refusal.status, because: refusal.reason) }
            if known == nil, let refusal = self.refusal(ofUnknown: request.identity) {
                return refusal
            }
            let station = known ?? registry.add(request.identity)
            if station == latest.count {
                latest.append(Latest())
                central.stations.append(Station())
            }
            if let given = request.credentials?.password {
                central.stations[station].ledger.password.use(given)
            }
            // A station that calls again has lost its last connection.
            central.disconnected(station)
            latest[station].connection &+= 1
            latest[station].thread = thread
            return .welcome(station: station, connection: latest[station].connection)
        }
    }

    /// Why a charger that is not known is not let in; nil: it is.
    private func refusal(ofUnknown identity: String) -> Answer? {
        switch registry.refusal(of: identity, takesUnknown: takesUnknown) {
        case nil: nil
        case .unknown: .refusal(.notFound, because: "this charger is unknown")
        case .longIdentity: .refusal(.badRequest, because: "the identity is too long")
        case .full:
            .refusal(
                .unavailable,
                because: "\(maximumUnknown) chargers that are not in the scenario are known already"
            )
        }
    }

    fileprivate func use<Result>(_ body: (inout CentralSystem) -> Result) -> Result {
        lock.hold { body(&central) }
    }

    fileprivate func use<Result>(
        for station: Int,
        over connection: UInt32,
        _ body: (inout CentralSystem) -> Result
    ) -> Result? {
        lock.hold {
            guard latest[station].connection == connection else { return nil }
            return body(&central)
        }
    }

    fileprivate func nextPowerCall(
        of thread: Int,
        at now: SimTime,
        into writer: inout FrameWriter
    ) -> (station: Int, isWritten: Bool)? {
        lock.hold {
            central.nextPowerCall(at: now, into: &writer) { latest[$0].thread == thread }
        }
    }

    /// What chargers did against the rules since this was last asked.
    ///
    /// While threads are at work in here it is not waited for them, unless this is the last time.
    func takeBreaches(at now: SimTime, isLast: Bool) -> [String] {
        isLast
            ? lock.hold { breaches(at: now, isLast: true) }
            : lock.tryToHold { breaches(at: now, isLast: false) } ?? []
    }

    private func breaches(at now: SimTime, isLast: Bool) -> [String] {
        var notables: [Notable] = []
        var effects = EffectTable()
        central.tellObservations(at: now, notables: &notables, effects: &effects)
        if isLast || now >= windowEnd {
            central.tellBreachTally(at: now, notables: &notables)
            while windowEnd <= now { windowEnd = windowEnd + window }
        }
        return notables.map { notable in
            let charger = notable.charger.map { registry.name(of: Int($0)) } ?? "all"
            return "\(charger): \(notable.detail)"
        }
    }
}

/// A thread's way to the CSMS that it shares with others.
struct ThreadCSMS: CSMSAccess {
    let shared: SharedCSMS
    let thread: Int

    func use<Result>(_ body: (inout CentralSystem) -> Result) -> Result { shared.use(body) }

    func use<Result>(
        for station: Int,
        over connection: UInt32,
        _ body: (inout CentralSystem) -> Result
    ) -> Result? { shared.use(for: station, over: connection, body) }

    func nextPowerCall(at now: SimTime, into writer: inout FrameWriter) -> (
        station: Int, isWritten: Bool
    )? { shared.nextPowerCall(of: thread, at: now, into: &writer) }
}
