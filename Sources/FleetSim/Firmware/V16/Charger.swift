/// A virtual charger that speaks OCPP 1.6J: an event goes in, actions come out.
struct Charger {
    /// Whether and how the link to the CSMS stands.
    enum Link: UInt8 {
        case off, waiting, connecting, up
    }

    /// Whether the CSMS has taken the charger in.
    enum Registration: UInt8 {
        /// Nothing sent since it came up, or no usable answer yet.
        case unknown
        case pending, rejected, accepted
    }

    let type: ChargerType
    let serial: Int
    /// What the charger's clock, as it goes now, said at time zero.
    var clockStart: DateTime

    var link = Link.off
    var registration = Registration.unknown
    var connectors: [Connector]
    var configuration: Configuration
    var outbox = Outbox()
    var timers = TimerGenerations<ChargerTimer, 12>()
    var cache = AuthorisationCache()
    var profiles = ProfileStack()
    var localList = LocalList()
    var reservations: [Reservation] = []
    var transactionIDs = TransactionIDs()
    var lastTransaction: UInt32 = 0
    /// The main controller's own availability, connector 0.
    var service = Service()
    /// Cuts of the mains: it has power when there is none.
    var powerCuts = Overlap()
    var reportedMain: ChargePointStatus?
    /// Why it is about to restart, once it has accepted a reset.
    var acceptedReset: StopReason?
    /// Failed attempts to connect in a row.
    var failures = 0
    /// Whether a connection has stood since it came up.
    var hasBeenUp = false
    /// Presses of the emergency button, and times at which it takes itself out of service.
    var emergencies = Overlap()
    var outages = Overlap()
    /// Meter values dropped for lack of room and not yet told of.
    var droppedReadings: Int32 = 0
    var backOff: RandomStream
    var upkeep = Rare<Upkeep>()
    var security = Rare<Security>()
    var securityLog = SecurityLog()
    /// Where the site has limits: what it leaves.
    var siteShare = Rare<SiteShare>()
    /// What its calls are called besides their numbers.
    var callIDs = Rare<CallIDs>()

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
        self.clockStart = clockStart
        self.connectors = (1...connectors).map(Connector.init)
        self.configuration = configuration
        self.backOff = backOff
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
        assert(link != .up || hasBeenUp && failures == 0, "a connection that stands ends a wait")
        assert(
            connectors.allSatisfy(\.isConsistent),
            "a car charges exactly while its transaction runs"
        )
    }

    /// What others than its own program may ask of it.
    var settings: Settings { configuration.settings }

    /// What it wants of the CSMS now.
    enum Wait {
        /// An answer, or to be let in.
        case waits
        /// Nothing: it is off, or has all that it asked for.
        case off, content
    }

    var wait: Wait {
        switch link {
        case .off: .off
        case .waiting, .connecting: .waits
        case .up: outbox.hasInFlight ? .waits : .content
        }
    }

    /// Whether a timer that went off still counts; the kernel asks before it hands it in.
    mutating func takeTimer(_ timer: ChargerTimer, connector: Int, generation: UInt32) -> Bool {
        switch timer.owner {
        case .charger: timers.goesOff(timer, generation: generation)
        case .connector:
            connectors[connector - 1].timers.goesOff(timer, generation: generation)
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
        let place = connector - 1
        switch timer {
        case .boot: bootIsDue(at: now)
        case .heartbeat: beat(at: now, into: &output)
        case .reconnect: reconnect(at: now, into: &output)
        case .callTimeout: callTimedOut(at: now, into: &output)
        case .retry: mayGoOn(at: now)
        case .clockAligned: readClockAligned(at: now, into: &output)
        case .restart: restartIsDue(at: now, into: &output)
        case .driver: goOff(BayTimer.driver, place, at: now, into: &output)
        case .departure: goOff(BayTimer.departure, place, at: now, into: &output)
        case .connectionTimeOut: connectionTimedOut(place, at: now, into: &output)
        case .sample: readSample(place, at: now, into: &output)
        case .full: goOff(BayTimer.full, place, at: now, into: &output)
        case .status: reportStatus(place, at: now)
        case .firmware: continueUpdate(at: now, into: &output)
        case .upload: continueUpload(at: now, into: &output)
        case .renewal: renewCertificate(at: now, into: &output)
        case .profile: followProfiles(at: now, into: &output)
        case .reservation: endReservations(of: nil, at: now, into: &output)
        case .booking: endReservations(of: place, at: now, into: &output)
        }
    }
}

extension Charger {
    mutating func set(
        _ timer: ChargerTimer,
        at moment: SimTime,
        into output: inout ChargerOutput
    ) {
        output.actions.append(
            .schedule(timer, connector: 0, generation: timers.arm(timer), at: moment)
        )
    }

    mutating func set(
        _ timer: ChargerTimer,
        of place: Int,
        at moment: SimTime,
        into output: inout ChargerOutput
    ) {
        let generation = connectors[place].timers.arm(timer)
        output.actions.append(
            .schedule(timer, connector: place + 1, generation: generation, at: moment)
        )
    }
}
