/// What all threads of a server share, one at a time: the CSMS itself, and who is who.
final class Office: @unchecked Sendable {
    /// What becomes of a request to be let in.
    enum Answer {
        /// As which station; lines are counted, for only a station's latest is its line.
        case welcome(station: Int, line: UInt32)
        case refusal(HTTPStatus, because: String)
    }

    // The lock guards everything below it.
    private let lock = Lock()
    private var central: CentralSystem
    private var directory: Directory
    private var lines: [UInt32]
    private let door: Door
    private let takesStrangers: Bool
    private let mostStrangers: Int
    /// Breaches are counted by windows like a run's.
    private let window: SimDuration
    private var windowEnd: SimTime

    init(_ plan: FleetPlan, _ settings: ServerSettings) {
        central = plan.central(
            of: plan.chargers.indices,
            tags: plan.tagList,
            clockStart: settings.clockStart
        )
        central.breachTally = BreachTally()
        takesStrangers = settings.takesStrangers
        mostStrangers = settings.mostStrangers
        directory = Directory(
            known: plan.chargers.map(\.identity),
            mostStrangers: settings.takesStrangers ? settings.mostStrangers : 0
        )
        window = SimDuration(plan.scenario.window)
        windowEnd = .zero + window
        lines = Array(repeating: 0, count: plan.chargers.count)
        door = Door(settings)
    }

    /// Decides on a request; the name is that of the certificate that was shown.
    func decide(_ request: ServerUpgrade.Request, certifiedAs name: String?) -> Answer {
        lock.hold {
            let known = directory.number(of: request.identity)
            let password = known.map { central.stations[$0].ledger.password } ?? StationPassword()
            if let refusal = door.refusal(of: request, certifiedAs: name, password) {
                return .refusal(refusal.status, because: refusal.reason)
            }
            if known == nil, let refusal = stranger(request.identity) { return refusal }
            let station = known ?? directory.add(request.identity)
            if station == lines.count {
                lines.append(0)
                central.stations.append(Station())
            }
            if let given = request.credentials?.password {
                central.stations[station].ledger.password.use(given)
            }
            // Who calls again has lost the old line.
            central.disconnected(station)
            lines[station] &+= 1
            return .welcome(station: station, line: lines[station])
        }
    }

    /// Why a charger that is not known is not let in; nil: it is.
    private func stranger(_ identity: String) -> Answer? {
        switch directory.refusal(of: identity, takesStrangers: takesStrangers) {
        case nil: nil
        case .unknown: .refusal(.notFound, because: "this charger is unknown")
        case .longIdentity: .refusal(.badRequest, because: "the identity is too long")
        case .full:
            .refusal(
                .unavailable,
                because: "\(mostStrangers) chargers that are not in the scenario are known already"
            )
        }
    }

    /// A frame has come over a line and waits for its turn; false if the line is not the latest.
    func arrives(
        _ bytes: UnsafeRawBufferPointer,
        from station: Int,
        over line: UInt32,
        at now: SimTime
    ) -> Bool {
        lock.hold {
            guard lines[station] == line else { return false }
            central.arrives(bytes, from: station, at: now)
            return true
        }
    }

    /// The turn of a frame has come; true when an answer was written.
    func receive(
        _ bytes: UnsafeRawBufferPointer,
        from station: Int,
        over line: UInt32,
        arrived: SimTime,
        at now: SimTime,
        into writer: inout FrameWriter
    ) -> Bool {
        lock.hold {
            guard lines[station] == line else { return false }
            return central.receive(bytes, from: station, arrived: arrived, at: now, into: &writer)
        }
    }

    /// Has a command for a station; true when the call was written.
    func command(
        _ number: Int,
        to station: Int,
        over line: UInt32,
        at now: SimTime,
        into writer: inout FrameWriter
    ) -> Bool {
        lock.hold {
            guard lines[station] == line else { return false }
            return central.command(number, to: station, at: now, into: &writer)
        }
    }

    /// Starts a car that was plugged in, where it is so minded; true when the call was written.
    func start(
        _ station: Int,
        over line: UInt32,
        at now: SimTime,
        into writer: inout FrameWriter
    ) -> Bool {
        lock.hold {
            guard lines[station] == line else { return false }
            return central.start(station, at: now, into: &writer)
        }
    }

    /// A line is gone.
    func lost(_ line: UInt32, of station: Int) {
        lock.hold {
            guard lines[station] == line else { return }
            central.disconnected(station)
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
            let charger = notable.charger.map { directory.name(of: Int($0)) } ?? "all"
            return "\(charger): \(notable.detail)"
        }
    }
}
