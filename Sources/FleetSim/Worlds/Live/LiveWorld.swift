/// The world of real time: WebSockets to a CSMS, and a clock.
///
/// One thread runs one of these with its kernel. Whatever is ready is read before time goes on, and
/// stamped with the moment at which it was found ready.
struct LiveWorld: World, ~Copyable {
    /// What the world's own events say.
    enum Step: UInt64 {
        /// An attempt to connect came to nothing at once, or has taken too long.
        case failed, handshakeOverdue
        case ping
        /// A fault of a link begins or ends.
        case fault
        /// A slow reader reads on.
        case reads
        /// A frame that was held up goes on, to the CSMS or to the charger.
        case leaves, arrives
    }

    /// Events that were due are handled in turns of this many, with a look at the sockets between, so
    /// that what comes in is stamped when it does.
    private static let turn = 64
    /// While more frames than that wait to be handled, nothing is looked for.
    private static let maximumWaiting = 4_096
    /// However long nothing is due, whether the run is to stop is looked at now and then.
    private static let longestSleep: SimDuration = .milliseconds(100)

    static var dials: Bool { true }

    private(set) var clock: RunClock
    var reactor: Reactor
    let dialling: Dialling
    var links: [LiveLink]
    let firstCharger: Int
    var frames = FramePool()
    private var queue = EventQueue()
    private(set) var reached = SimTime.zero
    private var handledSinceLook = 0
    /// Frames that the kernel has and has not handled yet.
    var waitingFrames = 0
    private var lag: LagMeter
    var failures: FailureTally
    /// How many connections the CSMS did not close when the run was over.
    var leftOpen = 0
    /// How many it ended then without a close frame of its own, as a CSMS does that dies.
    var cutOff = 0
    var farewellTaken = SimDuration.zero
    var faults: LinkFaults
    /// Which of the CSMS's addresses is called, and whether it has ever answered.
    var address = 0
    var isFound = false
    var tlsProbe = TLSProbe()
    /// The servers that answered upgrades, until the kernel has been told.
    var servers: [Int: String] = [:]
    private let stop: StopSign
    /// What goes over the links, where that is wanted.
    var recording: Recording?
    private var keys: RandomStream
    /// The last TLS session of each charger, where they go on with it.
    private let tickets: [TLSTicket]

    init(
        dialling: Dialling,
        chargers: Range<Int>,
        reactor: consuming Reactor,
        seed: UInt64,
        stop: StopSign,
        tolerance: SimDuration,
        faults: LinkFaults = LinkFaults()
    ) {
        self.dialling = dialling
        self.reactor = reactor
        self.stop = stop
        clock = RunClock(speed: dialling.speed)
        lag = LagMeter(clock, tolerance: tolerance)
        links = Array(repeating: LiveLink(), count: chargers.count)
        failures = FailureTally(chargers: chargers.count)
        firstCharger = chargers.lowerBound
        tickets = dialling.resumes ? chargers.map { _ in TLSTicket() } : []
        keys = RandomStream(
            seed: seed,
            entity: UInt64(chargers.lowerBound),
            purpose: .webSocketKey
        )
        self.faults = faults
        queueFaults()
    }

    var speed: Double { clock.speed }
    func simulated(_ span: SimDuration) -> SimDuration { clock.simulated(span) }
    var isStopped: Bool { stop.isSet }
    var probablyNext: Int? { nil }

    /// Time zero of the run.
    mutating func begin(_ clock: RunClock) {
        self.clock = clock
        lag.begin(clock)
    }

    func prefetch(charger: Int) { links.prefetch(charger) }

    mutating func wait(until due: SimTime, into arrivals: inout [Arrival]) -> SimTime {
        if due <= reached, handledSinceLook < Self.turn || waitingFrames > Self.maximumWaiting {
            handledSinceLook += 1
            return reached
        }
        handledSinceLook = 0
        let wake = min(due, queue.earliest ?? due)
        let span = clock.real(max(.zero, wake - clock.now))
        reactor.wait(min(span, Self.longestSleep))
        reached = max(reached, clock.now)
        lag.wake(at: reached, before: due)
        while let event = reactor.next() { take(event, into: &arrivals) }
        while let entry = queue.pop(until: reached) { handle(entry.payload, into: &arrivals) }
        return reached
    }

    mutating func noteStart(_ due: SimTime) { lag.noteStart(due) }

    func lateness(of charger: Int) -> SimDuration {
        SimDuration(nanoseconds: Int64(links[charger].lateness) * 1_000)
    }

    func isCurrent(_ connection: UInt32, of charger: Int) -> Bool {
        links[charger].connection == connection
    }

    func isCurrent(_ frame: FrameSlot) -> Bool {
        isCurrent(frames.epoch(of: frame), of: frames.charger(of: frame))
    }

    mutating func connect(_ charger: Int, _ manner: ConnectionManner, at now: SimTime) {
        abandon(charger)
        // The charger's network answers for a line that it does not know any more.
        if !isSilent(charger) { endGhost(of: charger) }
        links[charger].ask(pinging: manner.pingInterval, at: now)
        guard !isSilent(charger) else {
            links[charger].callsInVain = manner
            return push(
                .handshakeOverdue,
                charger,
                links[charger].connection,
                at: overdue(from: now)
            )
        }
        dial(charger, manner)
    }

    /// Calls the CSMS; what comes of it is told later.
    mutating func dial(_ charger: Int, _ manner: ConnectionManner) {
        let connection = links[charger].connection
        if let obstacle = links[charger].condition.obstacle {
            failures.note("connect-failed", obstacle, charger: charger)
            return push(.failed, charger, connection, at: links[charger].asked)
        }
        do throws(SystemError) {
            links[charger].channel = try reactor.connect(
                to: dialling.addresses[address],
                from: dialling.localEnds[firstCharger + charger],
                dialling.request(of: firstCharger + charger, manner, key: nextKey()),
                as: tlsIdentity(of: charger),
                owner: Int32(charger)
            )
            push(.handshakeOverdue, charger, connection, at: overdue(from: links[charger].asked))
        } catch {
            failures.noteRefusal(error.description, charger: charger)
            push(.failed, charger, connection, at: links[charger].asked)
        }
    }

    /// When a handshake that begins then has taken too long.
    private func overdue(from now: SimTime) -> SimTime {
        max(now, reached) + clock.simulated(dialling.handshakePatience)
    }

    mutating func close(_ charger: Int, suddenly: Bool, at now: SimTime) {
        if suddenly || isSilent(charger) {
            leaveGhost(of: charger)
        } else if let channel = links[charger].channel {
            reactor.close(channel)
        }
        links[charger].giveUp()
    }

    mutating func send(_ frame: UnsafeRawBufferPointer, from charger: Int, at now: SimTime) {
        recording?.sent(frame, by: charger, at: now)
        guard links[charger].isOpen, let channel = links[charger].channel else { return }
        if frame.count > 1, frame[1] == UInt8(ascii: "2") {
            links[charger].lateness = Int32(clamping: (clock.now - now).microseconds)
        }
        if !links[charger].condition.isUntroubled {
            if links[charger].condition.takeBreakOff() {
                return breakOff(frame, of: charger, at: now)
            }
            // For as long as it is said, be it that it was late before.
            if holdUp(frame, of: charger, .leaves, at: max(now, clock.now)) { return }
        }
        reactor.send(frame, over: channel)
    }

    func bytes(of frame: FrameSlot) -> UnsafeRawBufferPointer { frames.bytes(of: frame) }

    mutating func takePings(of charger: Int) -> Int {
        defer { links[charger].pingsTaken = 0 }
        return Int(links[charger].pingsTaken)
    }

    func isTurnedAway(_ charger: Int) -> Bool { links[charger].isTurnedAway }

    mutating func takeServer(of charger: Int) -> String? {
        servers.isEmpty ? nil : servers.removeValue(forKey: charger)
    }

    mutating func release(_ frame: FrameSlot) {
        waitingFrames -= 1
        assert(waitingFrames >= 0, "a frame is handled once")
        drop(frame)
    }

    mutating func closeWindow(into batch: inout Batch) {
        lag.closeTick(into: &batch.lag)
        tlsProbe.tell(&failures)
        failures.close(into: &batch, at: reached)
    }
}

// What is due out there.
extension LiveWorld {
    private mutating func handle(_ word: UInt64, into arrivals: inout [Arrival]) {
        let charger = Int(word >> 32 & 0xFFF_FFFF)
        let low = UInt32(truncatingIfNeeded: word)
        guard let step = Step(rawValue: word >> 60) else { return }
        switch step {
        case .fault: applyFault(low, to: charger, into: &arrivals)
        case .reads: read(charger)
        case .leaves, .arrives: goOn(FrameSlot(index: Int32(low)), step, into: &arrivals)
        case .failed, .handshakeOverdue, .ping:
            if isCurrent(low, of: charger) { handle(step, of: charger, into: &arrivals) }
        }
    }

    /// What is due on a connection that still counts.
    private mutating func handle(
        _ step: Step,
        of charger: Int,
        into arrivals: inout [Arrival]
    ) {
        switch step {
        case .failed:
            // What stood was broken off by the scenario; what did not may have had no line.
            let isOwn = links[charger].isOpen || links[charger].condition.obstacle != nil
            drop(charger, byOwnLine: isOwn, into: &arrivals)
        case .handshakeOverdue:
            let isUnderWay = links[charger].channel != nil || links[charger].callsInVain != nil
            guard !links[charger].isOpen, isUnderWay else { return }
            let isOwn = links[charger].callsInVain != nil || isSilent(charger)
            links[charger].callsInVain = nil
            failures.noteRefusal("no answer to the handshake", charger: charger)
            abandon(charger)
            drop(charger, byOwnLine: isOwn, into: &arrivals)
        case .ping: ping(charger, into: &arrivals)
        case .fault, .reads, .leaves, .arrives: break
        }
    }

    /// A frame that was held up goes on, if the connection still stands.
    private mutating func goOn(
        _ slot: FrameSlot,
        _ step: Step,
        into arrivals: inout [Arrival]
    ) {
        let charger = frames.charger(of: slot)
        guard isCurrent(slot), links[charger].isOpen, let channel = links[charger].channel else {
            return step == .leaves ? frames.release(slot) : drop(slot)
        }
        guard step == .leaves else { return arrive(.frame(slot), charger, into: &arrivals) }
        reactor.send(frames.bytes(of: slot), over: channel)
        frames.release(slot)
    }

    private mutating func ping(_ charger: Int, into arrivals: inout [Arrival]) {
        guard links[charger].isOpen, let channel = links[charger].channel else { return }
        let isOwn = isSilent(charger)
        guard !links[charger].isLeftWithoutPong(at: reached, isSilenced: isOwn, clock) else {
            failures.note("link-fault", "a ping was not answered", charger: charger)
            if isOwn { leaveGhost(of: charger) }
            abandon(charger)
            return drop(charger, byOwnLine: isOwn, into: &arrivals)
        }
        links[charger].notePing(at: reached)
        reactor.ping(channel)
        pingLater(charger)
    }

    private func tlsIdentity(of charger: Int) -> TLSIdentity {
        TLSIdentity(
            certificate: dialling.certificate(of: firstCharger + charger),
            ticket: tickets.isEmpty ? nil : tickets[charger]
        )
    }

    private mutating func nextKey() -> WebSocketKey {
        WebSocketKey(UInt128(keys.next()) << 64 | UInt128(keys.next()))
    }

    mutating func pingLater(_ charger: Int) {
        guard let interval = links[charger].pingInterval else { return }
        push(.ping, charger, links[charger].connection, at: reached + interval)
    }

    mutating func abandon(_ charger: Int) {
        if let channel = links[charger].channel.take() { reactor.abandon(channel) }
    }

    /// Makes something due.
    ///
    /// What the kernel handles late may ask for a moment that has gone by here: it is due at once then.
    mutating func push(
        _ step: Step,
        _ charger: Int,
        _ connection: UInt32,
        at time: SimTime
    ) {
        assert(0..<1 << 28 ~= charger, "the number of a charger has 28 bits")
        queue.push(
            step.rawValue << 60 | UInt64(charger) << 32 | UInt64(connection),
            at: max(time, reached)
        )
    }
}
