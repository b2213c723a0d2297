/// One thread of a server: the lines that came in there, and the calls over them.
struct Reception: ~Copyable {
    /// What its own events say.
    private enum Step: UInt64 {
        /// A worker has finished a call.
        case served
        /// There is a command to give.
        case commands
        case goesDown, comesUp
    }

    /// A station's line, where it came in here.
    private struct Line {
        var channel: ChannelID?
        var number: UInt32 = 0
        /// Of the station's frames that wait to be served, over whichever of its lines they came.
        var waitingFrames: Int32 = 0
        var waitingBytes: Int32 = 0
        /// Nothing is read of it until some of them are served.
        var isPaused = false
    }

    /// A request that is to be refused when its time has come.
    private struct Refusal {
        var channel: ChannelID
        var status: HTTPStatus
        var reason: String
        var due: SimTime
    }

    private static let longestSleep: SimDuration = .milliseconds(100)
    private static let farewell: SimDuration = .milliseconds(500)
    /// A station with so much that waits to be served is not read until it has less than half.
    private static let mostWaitingFrames: Int32 = 16
    private static let mostWaitingBytes: Int32 = 64 << 10
    /// Passwords cannot be tried faster than that over one connection.
    private static let refusalDelay: SimDuration = .seconds(1)
    /// Beyond this many that wait for their refusal, others are cut off without one.
    private static let mostRefusals = 4_096

    private let office: Office
    private var clock: RunClock
    private var reactor: Reactor
    private var pool: WorkerPool
    private let service: Law
    private var chances: RandomStream
    /// Each thread goes through all commands, and gives those for which it has the line.
    private var rounds: [CommandRound]
    private var queue = EventQueue()
    private var frames = FramePool()
    private var writer = FrameWriter()
    private var lines: [Line]
    private var refusals = Fifo<Refusal>()
    private var isDown = false
    private(set) var tally = ServerTally()

    init(
        _ plan: FleetPlan,
        office: Office,
        tls: TLSContext?,
        pool: WorkerPool,
        limits: Reactor.Limits,
        number: Int
    ) throws(SystemError) {
        self.office = office
        self.pool = pool
        reactor = try Reactor(
            tls: tls,
            limits: limits,
            seed: plan.scenario.seed,
            number: number
        )
        clock = RunClock(speed: 1)
        service = Law(plan.scenario.csms.reference.serviceTime)
        chances = RandomStream(
            seed: plan.scenario.seed,
            entity: UInt64(number),
            purpose: .service
        )
        rounds = plan.commandRounds(of: plan.chargers.indices)
        lines = Array(repeating: Line(), count: plan.chargers.count)
        for outage in plan.outages {
            push(.goesDown, 0, at: outage.from)
            push(.comesUp, 0, at: outage.to)
        }
        for round in rounds.indices { scheduleRound(round) }
    }

    /// Takes in the clients of a socket until it is asked to stop, and then closes every line.
    mutating func run(at socket: ListeningSocket, _ clock: RunClock, until stop: StopSign) {
        self.clock = clock
        do throws(SystemError) {
            try reactor.listen(at: socket)
        } catch {
            preconditionFailure("a socket that listens cannot be watched: \(error)")
        }
        while !stop.isSet {
            let due = min(queue.earliest ?? .distantFuture, refusals.first?.due ?? .distantFuture)
            let span = min(due - clock.now, clock.simulated(Self.longestSleep))
            reactor.wait(clock.real(max(.zero, span)))
            let reached = clock.now
            // What is due comes before what is new, so that a flood does not put it off.
            while !stop.isSet, let entry = queue.pop(until: reached) {
                handle(entry.payload, at: reached)
            }
            refuseDue(at: reached)
            while let event = reactor.next() { take(event, at: reached) }
        }
        closeAll()
    }
}

// What comes in.
extension Reception {
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
        case .opened, .ping, .pong: break
        }
    }

    private mutating func decide(
        _ request: ServerUpgrade.Request,
        _ channel: ChannelID,
        at now: SimTime
    ) {
        guard !isDown else { return reactor.refuse(channel, .unavailable) }
        switch office.decide(request, certifiedAs: reactor.peerName(of: channel)) {
        case .refusal(let status, let reason):
            tally.refused += 1
            refuse(channel, status, because: reason, at: now)
        case .welcome(let station, let number):
            while lines.count <= station { lines.append(Line()) }
            if let old = lines[station].channel {
                reactor.abandon(old)
                hangUp(station)
            }
            lines[station].channel = channel
            lines[station].number = number
            tally.opened += 1
            reactor.accept(channel, subprotocol: Door.subprotocol, owner: Int32(station))
            // What came over its last line may still wait.
            if lines[station].isPaused { reactor.pause(channel) }
        }
    }

    /// Refuses a request, and a wrong password only after a while.
    private mutating func refuse(
        _ channel: ChannelID,
        _ status: HTTPStatus,
        because reason: String,
        at now: SimTime
    ) {
        guard status == .unauthorized else {
            return reactor.refuse(channel, status, because: reason)
        }
        guard refusals.count < Self.mostRefusals else { return reactor.abandon(channel) }
        refusals.append(
            Refusal(channel: channel, status: status, reason: reason, due: now + Self.refusalDelay)
        )
    }

    private mutating func refuseDue(at now: SimTime) {
        while let first = refusals.first, first.due <= now {
            refusals.popFirst()
            reactor.refuse(first.channel, first.status, because: first.reason)
        }
    }

    private mutating func arrive(_ bytes: UnsafeRawBufferPointer, _ station: Int, at now: SimTime) {
        guard office.arrives(bytes, from: station, over: lines[station].number, at: now) else {
            return dropStale(station)
        }
        let slot = frames.store(bytes, charger: station, epoch: lines[station].number)
        frames.arrives(slot, at: now)
        waits(station, bytes.count)
        let job = WorkerPool.Job(charger: Int32(station), frame: slot.index)
        if pool.enqueue(job) { serve(job, at: now) }
    }

    /// The station has called again, and another thread has its line now.
    private mutating func dropStale(_ station: Int) {
        if let channel = lines[station].channel { reactor.abandon(channel) }
        hangUp(station)
    }

    private mutating func serve(_ job: WorkerPool.Job, at now: SimTime) {
        let time = clock.simulated(service.draw(using: &chances))
        guard time > .zero else { return served(FrameSlot(index: job.frame), at: now) }
        push(.served, UInt32(job.frame), at: now + time)
    }

    private mutating func served(_ slot: FrameSlot, at now: SimTime) {
        let station = frames.charger(of: slot)
        let line = lines[station]
        if line.channel != nil, frames.epoch(of: slot) == line.number,
            office.receive(
                frames.bytes(of: slot),
                from: station,
                over: line.number,
                arrived: frames.arrival(of: slot),
                at: now,
                into: &writer
            )
        {
            sendDown(to: station)
            if office.start(station, over: line.number, at: now, into: &writer) {
                sendDown(to: station)
            }
        }
        drop(slot)
        if let next = pool.finish() { serve(next, at: now) }
    }

    /// A frame of a station is to wait for its turn.
    private mutating func waits(_ station: Int, _ count: Int) {
        lines[station].waitingFrames += 1
        lines[station].waitingBytes += Int32(clamping: count)
        guard !lines[station].isPaused,
            lines[station].waitingFrames >= Self.mostWaitingFrames
                || lines[station].waitingBytes >= Self.mostWaitingBytes
        else { return }
        lines[station].isPaused = true
        if let channel = lines[station].channel { reactor.pause(channel) }
    }

    /// A frame waits no longer.
    private mutating func drop(_ slot: FrameSlot) {
        let station = frames.charger(of: slot)
        lines[station].waitingFrames -= 1
        lines[station].waitingBytes -= Int32(clamping: frames.bytes(of: slot).count)
        frames.release(slot)
        guard lines[station].isPaused,
            lines[station].waitingFrames <= Self.mostWaitingFrames / 2,
            lines[station].waitingBytes <= Self.mostWaitingBytes / 2
        else { return }
        lines[station].isPaused = false
        if let channel = lines[station].channel { reactor.resume(channel) }
    }

    private mutating func sendDown(to station: Int) {
        guard let channel = lines[station].channel else { return }
        reactor.send(writer.bytes, over: channel)
    }

    private mutating func hangUp(_ station: Int) {
        lines[station].channel = nil
        office.lost(lines[station].number, of: station)
        tally.closed += 1
    }
}

// What is due.
extension Reception {
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
        let line = lines[call.charger]
        if line.channel != nil,
            office.command(
                rounds[round].command,
                to: call.charger,
                over: line.number,
                at: now,
                into: &writer
            )
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
        while let job = pool.dropWaiting() { drop(FrameSlot(index: job.frame)) }
        for station in lines.indices {
            guard let channel = lines[station].channel else { continue }
            reactor.abandon(channel)
            hangUp(station)
        }
    }

    /// Says farewell to all and waits a moment for theirs.
    private mutating func closeAll() {
        reactor.stopListening()
        for station in lines.indices {
            guard let channel = lines[station].channel else { continue }
            reactor.close(channel, Door.goingAway)
            hangUp(station)
        }
        let start = RunClock(speed: 1)
        while reactor.count > 0, start.now < .zero + Self.farewell {
            reactor.wait(.milliseconds(20))
            while reactor.next() != nil {}
        }
        // The thread that opened a socket has to close it: to another thread it may not be known.
        reactor.releaseAll()
    }

    private mutating func push(_ step: Step, _ low: UInt32, at time: SimTime) {
        queue.push(step.rawValue << 60 | UInt64(low), at: time)
    }
}
