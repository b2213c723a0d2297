/// The sockets of one thread of a server, as the CSMS's host sees them.
struct ServerLines: StationLines, ~Copyable {
    /// A station's connection, where it came in here.
    private struct Line {
        var channel: ChannelID?
        var number: UInt32 = 0
        /// Of the station's frames that wait to be served, over whichever of its connections they came.
        var waitingFrames: Int32 = 0
        var waitingBytes: Int32 = 0
        /// Nothing is read of it until some of them are served.
        var isPaused = false
    }

    /// When a site's power is to be looked at again; of several moments only the one named last counts.
    private struct Wake {
        var named: (generation: UInt32, at: SimTime)?
        /// The earliest of its events in the queue.
        var queued: SimTime?
    }

    /// A station with as many frames or bytes that wait to be served is not read until half of them are.
    private static let maximumWaitingFrames: Int32 = 16
    private static let maximumWaitingBytes: Int32 = 64 << 10

    /// What is due for the CSMS: 4 bits for the step, 28 for the site or station, 32 for a number.
    private var queue = EventQueue()
    /// Up to when it has been asked what is due.
    private var reached = SimTime.zero
    var reactor: Reactor
    var clock = RunClock(speed: 1)
    private var lines: [Line]
    private var wakes: [Wake]
    private var chances: RandomStream
    private(set) var tally = ServerTally()

    init(_ reactor: consuming Reactor, stations: Int, sites: Int, chances: RandomStream) {
        self.reactor = reactor
        self.chances = chances
        lines = Array(repeating: Line(), count: stations)
        wakes = Array(repeating: Wake(), count: sites)
    }

    static var servesAtOnce: Bool { true }

    var stations: Range<Int> { lines.indices }

    func connection(of station: Int) -> UInt32? {
        guard station < lines.count, lines[station].channel != nil else { return nil }
        return lines[station].number
    }

    mutating func send(
        _ frame: UnsafeRawBufferPointer,
        to station: Int,
        at now: SimTime,
        keeping frames: inout FramePool
    ) {
        guard let channel = lines[station].channel else { return }
        reactor.send(frame, over: channel)
    }

    /// Hangs up without a word.
    mutating func cut(_ station: Int, at now: SimTime) {
        guard let channel = end(station) else { return }
        reactor.abandon(channel)
    }

    mutating func serviceTime(of station: Int, by law: Law) -> SimDuration {
        clock.simulated(law.draw(using: &chances))
    }

    mutating func schedule(_ step: CSMSStep, _ entity: Int, _ number: UInt32, at time: SimTime) {
        assert(0..<1 << 28 ~= entity, "the number of a site or station has 28 bits")
        if step == .sharesPower {
            // Stations can cause any number of these, and memory is not theirs to fill.
            wakes[entity].named = (number, time)
            if let queued = wakes[entity].queued, queued <= time { return }
            wakes[entity].queued = time
        }
        let word = step.rawValue << 60 | UInt64(entity) << 32 | UInt64(number)
        // Another thread, whose clock was read earlier, may have named a moment that has gone by here.
        queue.push(word, at: max(time, reached))
    }

    /// What is due by a moment: a step with its number and its site or station.
    mutating func next(until moment: SimTime) -> (step: CSMSStep, entity: Int, number: UInt32)? {
        reached = max(reached, moment)
        while let word = queue.pop(until: moment)?.payload {
            guard let step = CSMSStep(rawValue: word >> 60) else { continue }
            let (entity, number) = (Int(word >> 32 & 0xFFF_FFFF), UInt32(truncatingIfNeeded: word))
            guard step == .sharesPower else { return (step, entity, number) }
            wakes[entity].queued = nil
            guard let named = wakes[entity].named else { continue }
            guard named.at <= moment else {
                schedule(step, entity, named.generation, at: named.at)
                continue
            }
            wakes[entity].named = nil
            return (step, entity, named.generation)
        }
        return nil
    }

    /// When something is due at the earliest, and how much is.
    var earliest: SimTime? { queue.earliest }
    var due: Int { queue.count }

    // What comes in.

    /// Whether a channel is that of a station's connection.
    func isConnection(_ channel: ChannelID, of station: Int) -> Bool {
        station >= 0 && station < lines.count && lines[station].channel == channel
    }

    /// A station is let in.
    mutating func open(_ channel: ChannelID, as station: Int, _ number: UInt32) {
        assert(lines[station].channel == nil, "a station has one connection here")
        lines[station].channel = channel
        lines[station].number = number
        tally.opened += 1
        reactor.accept(channel, subprotocol: Subprotocol.v16, owner: Int32(station))
        // What came over its last connection may still wait.
        if lines[station].isPaused { reactor.pause(channel) }
    }

    mutating func makeRoom(for station: Int) {
        while lines.count <= station { lines.append(Line()) }
    }

    /// Forgets a station's connection, and gives its channel.
    mutating func end(_ station: Int) -> ChannelID? {
        guard let channel = lines[station].channel.take() else { return nil }
        tally.closed += 1
        return channel
    }

    mutating func noteRefusal() { tally.refused += 1 }

    /// A frame of a station has come and is to wait for its turn.
    mutating func noteArrival(_ station: Int, bytes: Int) {
        tally.frames += 1
        lines[station].waitingFrames += 1
        lines[station].waitingBytes += Int32(clamping: bytes)
        guard !lines[station].isPaused,
            lines[station].waitingFrames >= Self.maximumWaitingFrames
                || lines[station].waitingBytes >= Self.maximumWaitingBytes
        else { return }
        lines[station].isPaused = true
        if let channel = lines[station].channel { reactor.pause(channel) }
    }

    mutating func noteServed(_ station: Int, bytes: Int) {
        lines[station].waitingFrames -= 1
        lines[station].waitingBytes -= Int32(clamping: bytes)
        assert(
            lines[station].waitingFrames >= 0 && lines[station].waitingBytes >= 0,
            "what is served came"
        )
        guard lines[station].isPaused,
            lines[station].waitingFrames <= Self.maximumWaitingFrames / 2,
            lines[station].waitingBytes <= Self.maximumWaitingBytes / 2
        else { return }
        lines[station].isPaused = false
        if let channel = lines[station].channel { reactor.resume(channel) }
    }
}
