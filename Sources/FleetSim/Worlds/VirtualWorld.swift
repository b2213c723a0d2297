/// The world of virtual time: links with a delay and the reference CSMS behind them.
struct VirtualWorld: World, ~Copyable {
    /// What the world's own events say.
    private enum Step: UInt64 {
        /// A charger's frame reaches the CSMS.
        case reachesCentral
        /// A worker has finished a call.
        case served
        /// A frame of the CSMS reaches a charger.
        case reachesCharger
        case handshakeDone
        /// A charger learns that the CSMS closed.
        case closeArrives
        case goesDown, comesUp
        /// The CSMS has a command to give; the operand is its place in the list.
        case commands
        /// A mishap befalls a link, by its place in the list; a link comes back, is lost by chance.
        case befalls, back, dropsOut
        /// A driver's wish reaches the CSMS.
        case wish
        /// The CSMS is to share out a site's power anew, or the site's meter shows something.
        case sharesPower, meterShows
    }

    /// From the driver's touch of the app to the CSMS: a guess.
    private static let appDelay: SimDuration = .seconds(1)
    /// How long a charger waits for a handshake.
    private static let patience: SimDuration = .seconds(30)

    private var queue = EventQueue()
    private var frames = FramePool()
    private var links: [Link]
    private var central: CentralSystem
    private var pool: WorkerPool
    private var writer = FrameWriter()
    private let latencies: [Law]
    private let service: Law
    private var rounds: [CommandRound]
    private var isDown = false
    private var handshakes: [SimDuration]
    private var notables: [Notable] = []
    private var effects = EffectTable()
    private var dropOuts: DropOuts
    private let mishaps: [LinkMishap]
    /// On their way to the CSMS, in the order in which they get there.
    private var wishes = Fifo<(charger: Int, wish: DriverWish)>()

    init(
        central: CentralSystem,
        workers: Int?,
        service: Law,
        latencies: [Law],
        links: [Link],
        outages: [Outage],
        commands: [CommandRound],
        dropOuts: DropOuts = DropOuts(),
        mishaps: [LinkMishap] = []
    ) {
        self.central = central
        self.service = service
        self.latencies = latencies
        self.links = links
        pool = WorkerPool(workers: workers)
        rounds = commands
        self.dropOuts = dropOuts
        self.mishaps = mishaps
        handshakes = Array(repeating: .zero, count: links.count)
        for outage in outages {
            push(.goesDown, at: outage.from)
            push(.comesUp, at: outage.to)
        }
        for round in rounds.indices { scheduleRound(round) }
        for habit in self.dropOuts.indices { dropOutLater(by: habit, after: .zero) }
        for (place, mishap) in mishaps.enumerated() {
            push(.befalls, mishap.charger, UInt32(place), at: mishap.at)
        }
        settlePower(at: .zero)
    }

    mutating func wait(until due: SimTime, into arrivals: inout [Arrival]) -> SimTime {
        guard let entry = queue.pop(until: due) else { return due }
        prefetchNext()
        handle(entry.payload, at: entry.time, into: &arrivals)
        return entry.time
    }

    var probablyNext: Int? {
        guard let word = queue.probablyNext, Self.step(of: word) == .reachesCharger else {
            return nil
        }
        return Self.charger(of: word)
    }

    func prefetch(charger: Int) { links.prefetch(charger) }

    mutating func connect(_ charger: Int, _ manner: ConnectionManner, at now: SimTime) {
        links[charger].close()
        handshakes[charger] = links[charger].handshake(latencies)
        // Where nothing gets through, the charger gives up in the end.
        if links[charger].isSilent(at: now) { handshakes[charger] = Self.patience }
        push(.handshakeDone, charger, links[charger].epoch, at: now + handshakes[charger])
    }

    mutating func close(_ charger: Int, suddenly: Bool, at now: SimTime) {
        links[charger].close()
        central.disconnected(charger)
    }

    mutating func send(_ frame: UnsafeRawBufferPointer, from charger: Int, at now: SimTime) {
        guard links[charger].isOpen else { return }
        if !links[charger].trouble.isNone, links[charger].trouble.value?.breaksOff ?? false {
            links[charger].trouble.changeIfAny { $0.endBreakOff() }
            return cut(charger, byOwnLine: true, at: now)
        }
        let slot = frames.store(frame, charger: charger, epoch: links[charger].epoch)
        push(.reachesCentral, slot, at: links[charger].reachesCentral(from: now, latencies))
    }

    mutating func ask(_ wish: DriverWish, of charger: Int, at now: SimTime) {
        wishes.append((charger, wish))
        push(.wish, charger, at: now + Self.appDelay)
    }

    func bytes(of frame: FrameSlot) -> UnsafeRawBufferPointer { frames.bytes(of: frame) }

    mutating func release(_ frame: FrameSlot) { frames.release(frame) }

    private mutating func handle(
        _ word: UInt64,
        at now: SimTime,
        into arrivals: inout [Arrival]
    ) {
        guard let step = Self.step(of: word) else { return }
        let low = UInt32(truncatingIfNeeded: word)
        let charger = Self.charger(of: word)
        switch step {
        case .reachesCentral: reachesCentral(FrameSlot(index: Int32(low)), at: now)
        case .served: served(FrameSlot(index: Int32(low)), at: now)
        case .reachesCharger:
            let slot = FrameSlot(index: Int32(low))
            guard isStanding(slot) else { return frames.release(slot) }
            arrivals.append(Arrival(charger: charger, at: now, what: .frame(slot)))
        case .handshakeDone:
            guard links[charger].epoch == low else { return }
            let stands = !isDown && links[charger].leads && !links[charger].isSilent(at: now)
            if stands { links[charger].open() }
            let what: Arrival.What =
                stands
                ? .opened(handshake: handshakes[charger])
                : .refused(byOwnLine: !links[charger].leads || links[charger].isSilent(at: now))
            arrivals.append(Arrival(charger: charger, at: now, what: what))
        case .closeArrives:
            guard links[charger].epoch == low else { return }
            let what = Arrival.What.closed(byOwnLine: links[charger].wasCut)
            arrivals.append(Arrival(charger: charger, at: now, what: what))
        case .goesDown: goDown(at: now)
        case .comesUp: isDown = false
        case .commands: giveCommand(Int(low), at: now)
        case .befalls: befall(mishaps[Int(low)], at: now)
        case .back: links[charger].comeBack()
        case .dropsOut: dropOut(by: Int(low), at: now)
        case .wish: takeWish(at: now)
        case .sharesPower: wakePower(ofSite: charger, generation: low, at: now)
        case .meterShows: wakePower(ofSite: charger, generation: nil, at: now)
        }
    }

    mutating func closeWindow(into batch: inout Batch) {
        batch.notables += notables
        batch.effects.merge(effects)
        notables.removeAll()
        effects.clear()
    }

    /// Every breach of protocol becomes an event, and every effect of a call is counted.
    private mutating func noteObservations(at now: SimTime) {
        central.tellObservations(at: now, notables: &notables, effects: &effects)
    }

    private static func step(of word: UInt64) -> Step? { Step(rawValue: word >> 60) }
    private static func charger(of word: UInt64) -> Int { Int(word >> 32 & 0xFFF_FFFF) }

    private func prefetchNext() {
        guard let word = queue.probablyNext, let step = Self.step(of: word) else { return }
        let charger = Self.charger(of: word)
        links.prefetch(charger)
        switch step {
        case .reachesCentral, .reachesCharger:
            frames.prefetch(FrameSlot(index: Int32(truncatingIfNeeded: word)))
        case .served:
            frames.prefetch(FrameSlot(index: Int32(truncatingIfNeeded: word)))
            central.prefetch(charger)
        case .handshakeDone, .closeArrives, .goesDown, .comesUp, .commands, .befalls,
            .back, .dropsOut, .wish, .sharesPower, .meterShows:
            break
        }
    }

    /// Whether the connection that a frame goes over still stands.
    private func isStanding(_ slot: FrameSlot) -> Bool {
        let link = links[frames.charger(of: slot)]
        return link.isOpen && link.epoch == frames.epoch(of: slot)
    }

    private mutating func reachesCentral(_ slot: FrameSlot, at now: SimTime) {
        guard isStanding(slot) else { return frames.release(slot) }
        frames.arrives(slot, at: now)
        central.arrives(frames.bytes(of: slot), from: frames.charger(of: slot), at: now)
        let job = WorkerPool.Job(charger: Int32(frames.charger(of: slot)), frame: slot.index)
        if pool.enqueue(job) { serve(job, at: now) }
    }

    private mutating func serve(_ job: WorkerPool.Job, at now: SimTime) {
        let time = service.draw(using: &links[Int(job.charger)].service)
        push(.served, FrameSlot(index: job.frame), at: now + time)
    }

    private mutating func served(_ slot: FrameSlot, at now: SimTime) {
        let charger = frames.charger(of: slot)
        if isStanding(slot),
            central.receive(
                frames.bytes(of: slot),
                from: charger,
                arrived: frames.arrival(of: slot),
                at: now,
                into: &writer
            )
        {
            sendDown(to: charger, at: now)
            if central.start(charger, at: now, into: &writer) { sendDown(to: charger, at: now) }
        }
        if central.power != nil { settlePower(at: now) }
        noteObservations(at: now)
        frames.release(slot)
        if let next = pool.finish() { serve(next, at: now) }
    }

    /// Sends what the CSMS has just written.
    private mutating func sendDown(to charger: Int, at now: SimTime) {
        let slot = frames.store(writer.bytes, charger: charger, epoch: links[charger].epoch)
        let bytes = writer.bytes.count
        let arrival = links[charger].reachesCharger(from: now, bytes: bytes, latencies)
        push(.reachesCharger, slot, at: arrival)
    }

    /// Drops every connection and every call that waits; those at the workers end unheard.
    private mutating func goDown(at now: SimTime) {
        isDown = true
        while let job = pool.dropWaiting() { frames.release(FrameSlot(index: job.frame)) }
        for charger in links.indices where links[charger].isOpen {
            cut(charger, byOwnLine: false, at: now)
        }
    }

    /// Closes a connection, as the charger will soon notice.
    private mutating func cut(_ charger: Int, byOwnLine: Bool, at now: SimTime) {
        links[charger].close(byOwnLine: byOwnLine)
        central.disconnected(charger)
        let arrives = links[charger].reachesCharger(from: now, latencies)
        push(.closeArrives, charger, links[charger].epoch, at: arrives)
    }

    private mutating func giveCommand(_ round: Int, at now: SimTime) {
        let call = rounds[round].takeDue()
        if links[call.charger].isOpen,
            central.command(rounds[round].command, to: call.charger, at: now, into: &writer)
        {
            sendDown(to: call.charger, at: now)
        }
        scheduleRound(round)
    }

    private mutating func scheduleRound(_ round: Int) {
        guard let due = rounds[round].nextDue() else { return }
        push(.commands, 0, UInt32(round), at: due)
    }

    // What befalls links.

    private mutating func lose(_ charger: Int, at now: SimTime) {
        links[charger].lose()
        if links[charger].isOpen { cut(charger, byOwnLine: true, at: now) }
    }

    private mutating func dropOut(by habit: Int, at now: SimTime) {
        let charger = dropOuts.charger(of: habit)
        lose(charger, at: now)
        let returns = now + dropOuts.outage(by: habit)
        push(.back, charger, at: returns)
        dropOutLater(by: habit, after: returns)
    }

    private mutating func dropOutLater(by habit: Int, after moment: SimTime) {
        guard let loss = dropOuts.nextLoss(by: habit, after: moment) else { return }
        push(.dropsOut, dropOuts.charger(of: habit), UInt32(habit), at: loss)
    }

    private mutating func befall(_ mishap: LinkMishap, at now: SimTime) {
        switch mishap.kind {
        case .lost(let duration):
            lose(mishap.charger, at: now)
            push(.back, mishap.charger, at: now + duration)
        case .misdirected: links[mishap.charger].isMisdirected = true
        case .silent, .slow, .readsSlowly, .breaksOff:
            links[mishap.charger].trouble.change(LinkTrouble(mishap.random)) {
                $0.befall(mishap.kind, at: now)
            }
        }
    }

    // What the CSMS does that shares out the power of sites.

    private mutating func wakePower(ofSite site: Int, generation: UInt32?, at now: SimTime) {
        central.wakePower(ofSite: site, generation: generation, at: now)
        settlePower(at: now)
    }

    /// Sends what the CSMS has to say of power, and looks again when it wants to.
    private mutating func settlePower(at now: SimTime) {
        while let call = central.nextPowerCall(at: now, into: &writer) {
            if call.isWritten, links[call.station].isOpen { sendDown(to: call.station, at: now) }
        }
        while let wake = central.power?.takeWake() {
            let step: Step = wake.generation == nil ? .meterShows : .sharesPower
            push(step, wake.site, wake.generation ?? 0, at: wake.at)
        }
    }

    private mutating func takeWish(at now: SimTime) {
        guard let (charger, wish) = wishes.popFirst(), links[charger].isOpen,
            central.wish(wish, at: charger, now: now, into: &writer)
        else { return }
        sendDown(to: charger, at: now)
    }

    private mutating func push(
        _ step: Step,
        _ charger: Int = 0,
        _ low: UInt32 = 0,
        at time: SimTime
    ) {
        queue.push(step.rawValue << 60 | UInt64(charger) << 32 | UInt64(low), at: time)
    }

    private mutating func push(_ step: Step, _ slot: FrameSlot, at time: SimTime) {
        push(step, frames.charger(of: slot), UInt32(slot.index), at: time)
    }
}
