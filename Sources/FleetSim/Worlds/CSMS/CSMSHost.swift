/// What the reference CSMS does by itself, and how fast it serves.
struct CSMSSettings {
    /// nil: there is always a free worker.
    var workers: Int?
    /// How long serving a call takes.
    var service: Law
    var commands: [CommandRound]
    var outages: [CSMSOutage]
}

/// What becomes due for the CSMS; a number and a site or station go with it.
enum CSMSStep: UInt64 {
    /// A worker has finished a call.
    case served
    /// There is a command to give.
    case commands
    case goesDown, comesUp
    /// A site's power is to be shared out anew, or the site's meter shows something.
    case sharesPower, meterShows
}

/// What the CSMS's host asks of what lies between it and the stations: virtual links, or sockets.
protocol StationLines: ~Copyable {
    var stations: Range<Int> { get }

    /// Whether a call that takes no time is served before anything else happens.
    static var servesAtOnce: Bool { get }

    /// The number of a station's connection that stands here; nil: none does.
    func connection(of station: Int) -> UInt32?

    /// Sends a frame over the connection that stands; one that is under way for a time is kept.
    mutating func send(
        _ frame: UnsafeRawBufferPointer,
        to station: Int,
        at now: SimTime,
        keeping frames: inout FramePool
    )

    /// The CSMS is gone from its end of a connection.
    mutating func cut(_ station: Int, at now: SimTime)

    /// A frame of a station waits no longer to be served.
    mutating func noteServed(_ station: Int, bytes: Int)

    mutating func serviceTime(of station: Int, by law: Law) -> SimDuration

    /// Has the host handle a step when its time has come.
    mutating func schedule(_ step: CSMSStep, _ entity: Int, _ number: UInt32, at time: SimTime)
}

/// How a host gets at its CSMS: it has one of its own, or shares one with others.
protocol CSMSAccess: ~Copyable {
    mutating func use<Result>(_ body: (inout CentralSystem) -> Result) -> Result

    /// Lets something be done for a station; nil if its connection is not the station's latest, which
    /// another host has.
    mutating func use<Result>(
        for station: Int,
        over connection: UInt32,
        _ body: (inout CentralSystem) -> Result
    ) -> Result?

    /// A station of this host's to which a call of the load management has to be made; true when it
    /// has been written.
    mutating func nextPowerCall(at now: SimTime, into writer: inout FrameWriter) -> (
        station: Int, isWritten: Bool
    )?
}

extension CentralSystem: CSMSAccess {
    mutating func use<Result>(_ body: (inout CentralSystem) -> Result) -> Result { body(&self) }

    mutating func use<Result>(
        for station: Int,
        over connection: UInt32,
        _ body: (inout CentralSystem) -> Result
    ) -> Result? { body(&self) }

    mutating func nextPowerCall(at now: SimTime, into writer: inout FrameWriter) -> (
        station: Int, isWritten: Bool
    )? { nextPowerCall(at: now, into: &writer) { _ in true } }
}

/// The reference CSMS at work: calls wait for a worker, its own calls go out when they are due.
///
/// It is the same in virtual time and behind sockets.
struct CSMSHost<CSMS: CSMSAccess & ~Copyable, Lines: StationLines & ~Copyable>: ~Copyable {
    var csms: CSMS
    var lines: Lines
    /// Frames under way to the CSMS, and those that wait there.
    var frames = FramePool()
    private(set) var isDown = false
    private var pool: WorkerPool
    private var writer = FrameWriter()
    private let service: Law
    private var rounds: [CommandRound]
    let sharesPower: Bool

    init(_ csms: consuming CSMS, _ lines: consuming Lines, _ settings: CSMSSettings) {
        self.csms = csms
        self.lines = lines
        pool = WorkerPool(workers: settings.workers)
        service = settings.service
        rounds = settings.commands
        sharesPower = self.csms.use { $0.power != nil }
        for outage in settings.outages {
            self.lines.schedule(.goesDown, 0, 0, at: outage.from)
            self.lines.schedule(.comesUp, 0, 0, at: outage.to)
        }
        for round in rounds.indices { scheduleRound(round) }
    }

    /// A frame has come over a connection, and its call waits for a worker; false if the connection
    /// is not its station's any more.
    @discardableResult
    mutating func enqueue(_ slot: FrameSlot, at now: SimTime) -> Bool {
        let station = frames.charger(of: slot)
        let bytes = frames.bytes(of: slot)
        guard stillStands(slot),
            csms.use(
                for: station,
                over: frames.epoch(of: slot),
                { $0.noteArrival(bytes, from: station, at: now) }
            ) != nil
        else {
            drop(slot)
            return false
        }
        frames.noteArrival(slot, at: now)
        let job = WorkerPool.Job(charger: Int32(station), frame: slot.index)
        if pool.enqueue(job) { serve(job, at: now) }
        return true
    }

    /// What was scheduled is due.
    mutating func handle(_ step: CSMSStep, _ entity: Int, _ number: UInt32, at now: SimTime) {
        switch step {
        case .served: served(FrameSlot(index: Int32(number)), at: now)
        case .commands: giveCommand(Int(number), at: now)
        case .goesDown: goDown(at: now)
        case .comesUp: isDown = false
        case .sharesPower: wakePower(ofSite: entity, generation: number, at: now)
        case .meterShows: wakePower(ofSite: entity, generation: nil, at: now)
        }
    }

    /// A driver asks for something by the operator's app.
    mutating func take(_ wish: DriverWish, at station: Int, now: SimTime) {
        call(station, over: lines.connection(of: station), at: now) {
            $0.wish(wish, at: station, now: now, into: &$1)
        }
    }

    /// A driver tells the operator's app when he leaves a connector.
    mutating func expect(departure: SimTime, at station: Int, _ connector: Int, now: SimTime) {
        csms.use { $0.expect(departure: departure, at: station, connector, now: now) }
        settlePower(at: now)
    }

    /// A connection is gone.
    mutating func lost(_ station: Int, over connection: UInt32) {
        _ = csms.use(for: station, over: connection) { $0.disconnected(station) }
    }

    /// Whether the connection that a frame goes over still stands; mutating as `World.probablyNext` is.
    mutating func stillStands(_ slot: FrameSlot) -> Bool {
        lines.connection(of: frames.charger(of: slot)) == frames.epoch(of: slot)
    }

    func prefetch(_ slot: FrameSlot) { frames.prefetch(slot) }

    private mutating func serve(_ job: WorkerPool.Job, at now: SimTime) {
        let time = lines.serviceTime(of: Int(job.charger), by: service)
        if Lines.servesAtOnce, time <= .zero {
            return served(FrameSlot(index: job.frame), at: now)
        }
        lines.schedule(.served, Int(job.charger), UInt32(job.frame), at: now + time)
    }

    private mutating func served(_ slot: FrameSlot, at now: SimTime) {
        if stillStands(slot) {
            let bytes = frames.bytes(of: slot)
            let arrived = frames.arrival(of: slot)
            let station = frames.charger(of: slot)
            let line = frames.epoch(of: slot)
            let isAnswered = call(station, over: line, at: now) {
                $0.receive(bytes, from: station, arrived: arrived, at: now, into: &$1)
            }
            if isAnswered {
                call(station, over: line, at: now) { $0.start(station, at: now, into: &$1) }
            }
        }
        settlePower(at: now)
        drop(slot)
        if let next = pool.finish() { serve(next, at: now) }
    }

    private mutating func drop(_ slot: FrameSlot) {
        lines.noteServed(frames.charger(of: slot), bytes: frames.bytes(of: slot).count)
        frames.release(slot)
    }

    /// Sends what the CSMS writes to a station, if it is there and something is written; true then.
    @discardableResult
    private mutating func call(
        _ station: Int,
        over connection: UInt32?,
        at now: SimTime,
        _ write: (inout CentralSystem, inout FrameWriter) -> Bool
    ) -> Bool {
        guard let connection,
            csms.use(for: station, over: connection, { write(&$0, &writer) }) == true
        else { return false }
        send(to: station, at: now)
        return true
    }

    private mutating func send(to station: Int, at now: SimTime) {
        lines.send(writer.bytes, to: station, at: now, keeping: &frames)
    }

    private mutating func giveCommand(_ round: Int, at now: SimTime) {
        let due = rounds[round].takeDue()
        let command = rounds[round].command
        call(due.charger, over: lines.connection(of: due.charger), at: now) {
            $0.command(command, to: due.charger, at: now, into: &$1)
        }
        scheduleRound(round)
    }

    private mutating func scheduleRound(_ round: Int) {
        guard let due = rounds[round].nextDue() else { return }
        lines.schedule(.commands, 0, UInt32(round), at: due)
    }

    /// As when its process dies: connections end, and what waits is forgotten; what is at the workers
    /// ends unheard.
    private mutating func goDown(at now: SimTime) {
        isDown = true
        while let job = pool.dropWaiting() { drop(FrameSlot(index: job.frame)) }
        for station in lines.stations {
            guard let connection = lines.connection(of: station) else { continue }
            lines.cut(station, at: now)
            lost(station, over: connection)
        }
    }
}

// The power of sites, where the CSMS shares it out.
extension CSMSHost where CSMS: ~Copyable, Lines: ~Copyable {
    /// Sends what is to be said of power, and looks again when that is due.
    mutating func settlePower(at now: SimTime) {
        guard sharesPower else { return }
        while let call = csms.nextPowerCall(at: now, into: &writer) {
            if call.isWritten, lines.connection(of: call.station) != nil {
                send(to: call.station, at: now)
            }
        }
        while let wake = csms.use({ $0.power?.takeWake() }) {
            let step: CSMSStep = wake.generation == nil ? .meterShows : .sharesPower
            lines.schedule(step, wake.site, wake.generation ?? 0, at: wake.at)
        }
    }

    private mutating func wakePower(ofSite site: Int, generation: UInt32?, at now: SimTime) {
        csms.use { $0.wakePower(ofSite: site, generation: generation, at: now) }
        settlePower(at: now)
    }
}
