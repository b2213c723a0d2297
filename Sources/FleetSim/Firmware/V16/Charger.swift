/// A virtual charger that speaks OCPP 1.6J: an event goes in, actions come out.
struct Charger {
    let type: ChargerType
    let serial: Int

    // Each hides what is its own. They stand in an order in which little room is left between them.
    var ownClock: ChargerClock
    var connection: ConnectionState
    /// Cuts of the mains: it has power when there is none.
    var powerCuts = Overlap()
    var connectors: [Connector]
    var configuration: Configuration
    var outbox = Outbox()
    /// Presses of the emergency button.
    var emergencies = Overlap()
    var timers = TimerGenerations<ChargerTimer, 12>()
    var main = MainController()
    /// Times at which it takes itself out of service.
    var outages = Overlap()
    var tags = KnownTags()
    var profiles = ProfileStack()
    var reservations = Reservations()
    var transactionIDs = TransactionIDs()
    var pendingReset = PendingReset()
    /// Made where they are changed: `changeUpkeep`, `changeSecurity`.
    private(set) var upkeep = Rare<Upkeep>()
    private(set) var security = Rare<Security>()
    var securityLog = SecurityLog()
    /// Where the site has limits: what it leaves.
    var siteShare = Rare<SiteShare>()
    /// What its calls are called besides their numbers.
    private(set) var callIDs = Rare<CallIDs>()

    init(
        type: ChargerType,
        serial: Int,
        connectors: Int,
        clockStart: DateTime,
        configuration: Configuration,
        backOff: RandomStream
    ) {
        self.type = type
        self.serial = serial
        ownClock = ChargerClock(start: clockStart)
        self.connectors = (1...connectors).map(Connector.init)
        self.configuration = configuration
        connection = ConnectionState(chance: backOff)
    }

    mutating func handle(
        _ event: ChargerEvent,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch event {
        case .powerOn: switchedOn(at: now, into: &output)
        case .opened: opened(at: now, into: &output)
        case .refused(let byOwnLine): refused(byOwnLine, at: now, into: &output)
        case .closed(let byOwnLine): closed(byOwnLine, at: now, into: &output)
        case .frame(let bytes): receive(bytes, at: now, into: &output)
        case .fault(let fault): apply(fault, at: now, into: &output)
        case .arrived(let visit, let connector):
            arrive(visit, at: connector, now: now, into: &output)
        case .timer(let timer, let connector, _):
            goOff(timer, connector: connector, at: now, into: &output)
        case .siteGives(let milliamperes, let connector):
            siteGives(milliamperes, to: connector - 1, at: now, into: &output)
        }
        askSite(at: now, into: &output)
        pump(at: now, into: &output)
        assert(link == .up || outbox.inFlight == nil, "no call is under way without a connection")
        assert(
            connectors.allSatisfy(\.isConsistent),
            "a car charges exactly while its transaction runs"
        )
    }

    /// What others than its own program may ask of it.
    var settings: Settings { configuration.settings }

    /// What it wants of the CSMS now.
    enum Wait {
        /// To be let in.
        case toBeLetIn
        /// An answer.
        case answer
        /// Nothing: it is off, or has all that it asked for.
        case off, content
    }

    var wait: Wait {
        switch link {
        case .off: .off
        case .waiting, .connecting: .toBeLetIn
        case .up: outbox.hasInFlight ? .answer : .content
        }
    }

    /// Whether a timer that went off still counts; the kernel asks before it hands it in.
    mutating func takeTimer(_ timer: ChargerTimer, connector: Int, generation: UInt32) -> Bool {
        switch timer.owner {
        case .charger: timers.goOff(timer, generation: generation)
        case .connector:
            connectors[connector - 1].timers.goOff(timer, generation: generation)
        case .bay(let own):
            connectors[connector - 1].bay.takeTimer(own, generation: generation)
        }
    }

    /// Whether a timer that is in the queue will count.
    func counts(_ timer: ChargerTimer, connector: Int, generation: UInt32) -> Bool {
        switch timer.owner {
        case .charger: timers.counts(timer, generation: generation)
        case .connector: connectors[connector - 1].timers.counts(timer, generation: generation)
        case .bay(let own): connectors[connector - 1].bay.counts(own, generation: generation)
        }
    }

    private mutating func goOff(
        _ timer: ChargerTimer,
        connector: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard !putOff(timer, at: now, into: &output) else { return }
        let connectorIndex = connector - 1
        switch timer {
        case .boot: bootIsDue(at: now)
        case .heartbeat: beat(at: now, into: &output)
        case .reconnect: reconnect(at: now, into: &output)
        case .callTimeout: callTimedOut(at: now, into: &output)
        case .retry: mayGoOn(at: now)
        case .clockAligned: readClockAligned(at: now, into: &output)
        case .restart: restartIsDue(at: now, into: &output)
        case .driver: goOff(BayTimer.driver, connectorIndex, at: now, into: &output)
        case .departure: goOff(BayTimer.departure, connectorIndex, at: now, into: &output)
        case .connectionTimeOut: connectionTimedOut(connectorIndex, at: now, into: &output)
        case .sample: readSample(connectorIndex, at: now, into: &output)
        case .full: goOff(BayTimer.full, connectorIndex, at: now, into: &output)
        case .status: reportStatus(connectorIndex, at: now)
        case .firmware: continueUpdate(at: now, into: &output)
        case .upload: continueUpload(at: now, into: &output)
        case .renewal: renewCertificate(at: now, into: &output)
        case .profile: followProfiles(at: now, into: &output)
        case .reservation: endReservations(of: nil, at: now, into: &output)
        case .booking: endReservations(of: connectorIndex, at: now, into: &output)
        }
    }
}

extension Charger {
    var link: ConnectionState.Link { connection.link }
    var registration: ConnectionState.Registration { connection.registration }

    /// Has its calls called otherwise than by their numbers, from the start.
    mutating func name(callsBy ids: CallIDs?) { callIDs = Rare(ids) }

    /// Makes the charger's upkeep if need be, and lends it to be changed.
    mutating func changeUpkeep(_ body: (inout Upkeep) -> Void) {
        upkeep.change(Upkeep(), body)
    }

    /// Makes the charger's security state if need be, and lends it to be changed.
    mutating func changeSecurity<Result>(_ body: (inout Security) -> Result) -> Result {
        security.change(Security(), body)
    }

    mutating func set(
        _ timer: ChargerTimer,
        at moment: SimTime,
        into output: inout ChargerOutput
    ) {
        assert(timer.isOfCharger, "in another's slot it would end that timer")
        output.actions.append(
            .schedule(timer, connector: 0, generation: timers.arm(timer), at: moment)
        )
    }

    mutating func set(
        _ timer: ChargerTimer,
        of connectorIndex: Int,
        at moment: SimTime,
        into output: inout ChargerOutput
    ) {
        assert(timer.isOfConnector, "in another's slot it would end that timer")
        let generation = connectors[connectorIndex].timers.arm(timer)
        output.actions.append(
            .schedule(timer, connector: connectorIndex + 1, generation: generation, at: moment)
        )
    }
}
