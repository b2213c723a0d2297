/// One thread of a server: the connections that came in there, and the CSMS's calls over them.
struct ServerThread: ~Copyable {
    /// A request that is to be refused when its time has come.
    private struct Refusal {
        var channel: ChannelID
        var status: HTTPStatus
        var reason: String
        var due: SimTime
    }

    private static let longestSleep: SimDuration = .milliseconds(100)
    /// Another thread may have caused calls that are to be made here.
    private static let longestSleepSharingPower: SimDuration = .milliseconds(10)
    private static let farewell: SimDuration = .milliseconds(500)
    /// Passwords cannot be tried faster than that over one connection.
    private static let refusalDelay: SimDuration = .seconds(1)
    /// Beyond this many that wait for their refusal, others are cut off without one.
    private static let maximumRefusals = 4_096

    private let shared: SharedCSMS
    private let number: Int
    private let sleep: SimDuration
    /// Each thread goes through all commands, and gives those for which it has the connection.
    private var host: CSMSHost<ThreadCSMS, ServerLines>
    private var refusals = Fifo<Refusal>()

    init(
        _ plan: FleetPlan,
        _ shared: SharedCSMS,
        tls: TLSContext?,
        settings: ServerSettings,
        number: Int
    ) throws(SystemError) {
        self.shared = shared
        self.number = number
        let seed = plan.scenario.seed
        let reactor = try Reactor(
            tls: tls,
            limits: settings.limitsPerThread,
            seed: seed,
            number: number
        )
        let lines = ServerLines(
            reactor,
            stations: plan.chargers.count,
            sites: plan.sites.count,
            chances: RandomStream(seed: seed, entity: UInt64(number), purpose: .service)
        )
        var work = plan.csmsSettings(of: plan.chargers.indices)
        work.workers = work.workers.map { ($0 + number) / settings.threads }
        host = CSMSHost(ThreadCSMS(shared: shared, thread: number), lines, work)
        sleep =
            host.sharesPower && settings.threads > 1
            ? Self.longestSleepSharingPower : Self.longestSleep
    }

    var tally: ServerTally { host.lines.tally }

    /// Takes in the clients of a socket until it is asked to stop, and then closes every connection.
    mutating func run(
        at socket: ListeningSocket,
        _ clock: RunClock,
        until stop: StopSign
    ) throws(SystemError) {
        host.lines.clock = clock
        try host.lines.reactor.listen(at: socket)
        while !stop.isSet {
            let next = host.lines.earliest ?? .distantFuture
            let due = min(next, refusals.first?.due ?? .distantFuture)
            let span = min(due - clock.now, clock.simulated(sleep))
            host.lines.reactor.wait(clock.real(max(.zero, span)))
            let reached = clock.now
            // What is due comes before what is new, so that a flood does not put it off.
            while !stop.isSet, let due = host.lines.next(until: reached) {
                host.handle(due.step, due.entity, due.number, at: reached)
            }
            refuseDue(at: reached)
            while let event = host.lines.reactor.next() { take(event, at: reached) }
            host.settlePower(at: reached)
        }
        closeAll()
    }

    private mutating func take(_ event: Reactor.Event, at now: SimTime) {
        let station = Int(event.owner)
        switch event.what {
        case .asked(let request): decide(request, event.channel, at: now)
        case .text(let bytes):
            guard host.lines.isConnection(event.channel, of: station) else { return }
            arrive(bytes, station, at: now)
        case .ended:
            guard host.lines.isConnection(event.channel, of: station) else { return }
            hangUp(station)
        case .opened, .ping, .pong: break
        }
    }

    private mutating func decide(
        _ request: ServerUpgrade.Request,
        _ channel: ChannelID,
        at now: SimTime
    ) {
        guard !host.isDown else { return host.lines.reactor.refuse(channel, .unavailable) }
        let name = host.lines.reactor.peerName(of: channel)
        switch shared.decide(request, certifiedAs: name, on: number) {
        case .refusal(let status, let reason):
            host.lines.noteRefusal()
            refuse(channel, status, because: reason, at: now)
        case .welcome(let station, let connection):
            host.lines.makeRoom(for: station)
            dropStale(station)
            host.lines.open(channel, as: station, connection)
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
            return host.lines.reactor.refuse(channel, status, because: reason)
        }
        guard refusals.count < Self.maximumRefusals else {
            return host.lines.reactor.abandon(channel)
        }
        refusals.append(
            Refusal(channel: channel, status: status, reason: reason, due: now + Self.refusalDelay)
        )
    }

    private mutating func refuseDue(at now: SimTime) {
        while let first = refusals.first, first.due <= now {
            refusals.popFirst()
            host.lines.reactor.refuse(first.channel, first.status, because: first.reason)
        }
    }

    private mutating func arrive(_ bytes: UnsafeRawBufferPointer, _ station: Int, at now: SimTime) {
        guard let connection = host.lines.connection(of: station) else { return }
        let slot = host.frames.store(bytes, charger: station, epoch: connection)
        host.lines.noteArrival(station, bytes: bytes.count)
        if !host.enqueue(slot, at: now) { dropStale(station) }
    }

    /// The station has called again, be it at another thread: what stood here ends.
    private mutating func dropStale(_ station: Int) {
        guard let connection = host.lines.connection(of: station) else { return }
        host.lines.cut(station, at: host.lines.clock.now)
        host.lost(station, over: connection)
    }

    private mutating func hangUp(_ station: Int) {
        guard let connection = host.lines.connection(of: station) else { return }
        _ = host.lines.end(station)
        host.lost(station, over: connection)
    }

    /// Says farewell to all and waits a moment for theirs.
    private mutating func closeAll() {
        host.lines.reactor.stopListening()
        for station in host.lines.stations {
            guard let connection = host.lines.connection(of: station),
                let channel = host.lines.end(station)
            else { continue }
            host.lines.reactor.close(channel, Admission.goingAway)
            host.lost(station, over: connection)
        }
        let start = RunClock(speed: 1)
        while host.lines.reactor.count > 0, start.now < .zero + Self.farewell {
            host.lines.reactor.wait(.milliseconds(20))
            while host.lines.reactor.next() != nil {}
        }
        // The thread that opened a socket has to close it: to another thread it may not be known.
        host.lines.reactor.releaseAll()
    }
}
