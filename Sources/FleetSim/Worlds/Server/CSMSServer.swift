/// The reference CSMS behind sockets: the logic of virtual time, at the pace of the clock.
package struct CSMSServer: ~Copyable {
    /// What its own events say.
    private enum Step: UInt64 {
        /// A worker has finished a call.
        case served
        /// There is a command to give.
        case commands
        case goesDown, comesUp
    }

    private static let longestSleep: SimDuration = .milliseconds(100)

    /// Where it listens.
    package let address: SocketAddress
    private let door: Door
    private var directory: Directory
    private var clock: RunClock
    private var reactor: Reactor
    private var central: CentralSystem
    private var desk: ServiceDesk
    private let service: Law
    private var chances: RandomStream
    private var rounds: [CommandRound]
    private var queue = EventQueue()
    private var frames = FramePool()
    private var writer = FrameWriter()
    /// The channel of each station, and how many it has had.
    private var lines: [(channel: ChannelID?, epoch: UInt32)]
    private var isDown = false
    package private(set) var tally = ServerTally()
    private var notables: [Notable] = []
    private var effects = EffectTable()

    /// Opens the port; nobody is let in before it runs.
    package init(_ plan: FleetPlan, _ settings: ServerSettings) throws {
        var reactor = try Reactor(
            tls: settings.tls.map { settings throws(TLSSetupError) in
                try TLSContext(.server, settings)
            },
            seed: plan.scenario.seed,
            number: 0
        )
        address = try reactor.listen(at: settings.address, isShared: settings.isShared)
        self.reactor = reactor
        let everybody = plan.chargers.indices
        directory = Directory(
            known: plan.chargers.map(\.identity),
            takesStrangers: settings.takesStrangers
        )
        door = Door(settings)
        let reference = plan.scenario.csms.reference
        central = plan.central(
            of: everybody,
            tags: plan.tagList,
            clockStart: settings.clockStart
        )
        desk = ServiceDesk(workers: reference.workers)
        service = Law(reference.serviceTime)
        chances = RandomStream(seed: plan.scenario.seed, entity: 0, purpose: .service)
        rounds = settings.isShared ? [] : plan.commandRounds(of: everybody)
        lines = Array(repeating: (nil, 0), count: everybody.count)
        clock = RunClock(speed: settings.speed)
        for outage in plan.outages {
            push(.goesDown, 0, at: outage.from)
            push(.comesUp, 0, at: outage.to)
        }
        for round in rounds.indices { scheduleRound(round) }
    }

    /// Serves until it is asked to stop, and then closes every connection in order.
    ///
    /// What chargers do against the rules is told as it comes.
    package mutating func run(shouldStop: () -> Bool, onBreach: (String) -> Void) {
        clock = RunClock(speed: clock.speed)
        while !shouldStop() {
            let now = clock.now
            let wake = clock.real(max(.zero, (queue.earliest ?? .distantFuture) - now))
            reactor.wait(min(wake, Self.longestSleep))
            let reached = clock.now
            while let event = reactor.next() { take(event, at: reached) }
            while let entry = queue.pop(until: reached) { handle(entry.payload, at: reached) }
            tellBreaches(at: reached, onBreach)
        }
        closeAll()
    }

    private mutating func tellBreaches(at now: SimTime, _ onBreach: (String) -> Void) {
        central.tellObservations(at: now, notables: &notables, effects: &effects)
        for notable in notables {
            let charger = notable.charger.map { directory.name(of: Int($0)) } ?? "?"
            onBreach("\(charger): \(notable.detail)")
        }
        notables.removeAll(keepingCapacity: true)
    }
}

// What comes in.
extension CSMSServer {
    private mutating func take(_ event: Reactor.Event, at now: SimTime) {
        let station = Int(event.owner)
        switch event.what {
        case .asked(let request): decide(request, event.channel, at: now)
        case .text(let bytes):
            guard lines[station].channel == event.channel else { return }
            tally.frames += 1
            arrive(bytes, station, at: now)
        case .ended:
            guard station >= 0, lines[station].channel == event.channel else { return }
            hangUp(station)
        case .opened, .pong: break
        }
    }

    private mutating func decide(
        _ request: ServerUpgrade.Request,
        _ channel: ChannelID,
        at now: SimTime
    ) {
        guard !isDown else { return reactor.refuse(channel, .unavailable) }
        if let refusal = door.refusal(of: request) {
            tally.refused += 1
            return reactor.refuse(channel, refusal.status, because: refusal.reason)
        }
        guard let station = directory.number(of: request.identity) else {
            tally.refused += 1
            return reactor.refuse(channel, .notFound, because: "nobody knows this charger")
        }
        if station == lines.count {
            lines.append((nil, 0))
            central.stations.append(Station())
        }
        // Who calls again has lost the old line.
        if let old = lines[station].channel {
            reactor.abandon(old)
            hangUp(station)
        }
        lines[station].channel = channel
        lines[station].epoch &+= 1
        tally.opened += 1
        reactor.accept(channel, subprotocol: Door.subprotocol, owner: Int32(station))
    }

    private mutating func arrive(_ bytes: UnsafeRawBufferPointer, _ station: Int, at now: SimTime) {
        let slot = frames.store(bytes, charger: station, epoch: lines[station].epoch)
        frames.arrives(slot, at: now)
        central.arrives(frames.bytes(of: slot), from: station, at: now)
        let job = ServiceDesk.Job(charger: Int32(station), frame: slot.index)
        if desk.comes(job) { serve(job, at: now) }
    }

    private mutating func serve(_ job: ServiceDesk.Job, at now: SimTime) {
        let time = clock.simulated(service.draw(using: &chances))
        guard time > .zero else { return served(FrameSlot(index: job.frame), at: now) }
        push(.served, UInt32(job.frame), at: now + time)
    }

    private mutating func served(_ slot: FrameSlot, at now: SimTime) {
        let station = frames.charger(of: slot)
        if lines[station].channel != nil, frames.epoch(of: slot) == lines[station].epoch,
            central.receive(
                frames.bytes(of: slot),
                from: station,
                arrived: frames.arrival(of: slot),
                at: now,
                into: &writer
            )
        {
            sendDown(to: station)
        }
        frames.release(slot)
        if let next = desk.done() { serve(next, at: now) }
    }

    private mutating func sendDown(to station: Int) {
        guard let channel = lines[station].channel else { return }
        reactor.send(writer.bytes, over: channel)
    }

    private mutating func hangUp(_ station: Int) {
        lines[station].channel = nil
        central.disconnected(station)
        tally.closed += 1
    }
}

// What is due.
extension CSMSServer {
    private mutating func handle(_ word: UInt64, at now: SimTime) {
        let low = UInt32(truncatingIfNeeded: word)
        switch Step(rawValue: word >> 60) {
        case .served: served(FrameSlot(index: Int32(low)), at: now)
        case .commands: giveCommand(Int(low), at: now)
        case .goesDown: goDown()
        case .comesUp: isDown = false
        case nil: break
        }
    }

    private mutating func giveCommand(_ round: Int, at now: SimTime) {
        let call = rounds[round].takeDue()
        if lines[call.charger].channel != nil,
            central.command(rounds[round].command, to: call.charger, at: now, into: &writer)
        {
            sendDown(to: call.charger)
        }
        scheduleRound(round)
    }

    private mutating func scheduleRound(_ round: Int) {
        guard let due = rounds[round].nextDue() else { return }
        push(.commands, UInt32(round), at: due)
    }

    /// As when the process dies: every line is cut, and what waits is forgotten.
    private mutating func goDown() {
        isDown = true
        while let job = desk.dropWaiting() { frames.release(FrameSlot(index: job.frame)) }
        for station in lines.indices {
            guard let channel = lines[station].channel else { continue }
            reactor.abandon(channel)
            hangUp(station)
        }
    }

    /// Says farewell to all and waits a moment for theirs.
    private mutating func closeAll() {
        for station in lines.indices {
            guard let channel = lines[station].channel else { continue }
            reactor.close(channel, Door.goingAway)
            hangUp(station)
        }
        let start = RunClock(speed: 1)
        while reactor.count > 0, start.now < .zero + .seconds(2) {
            reactor.wait(.milliseconds(20))
            while reactor.next() != nil {}
        }
    }

    private mutating func push(_ step: Step, _ low: UInt32, at time: SimTime) {
        queue.push(step.rawValue << 60 | UInt64(low), at: time)
    }
}
