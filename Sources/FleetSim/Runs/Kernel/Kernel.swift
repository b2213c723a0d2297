/// The loop: takes the earliest event, hands it to its machine and does what the machine wants.
///
/// One kernel runs one shard of the fleet, in virtual time or in real time: the world decides.
struct Kernel<W: World & ~Copyable>: Shard, ~Copyable {
    private(set) var now = SimTime.zero
    private(set) var handled = 0
    var queue = EventQueue()
    /// The runner of kernels of a kind knows its world.
    var world: W
    var fleet: Fleet
    var trace: KernelTrace
    var ties: TieOrder
    var arrivals: [Arrival] = []
    private var output = ChargerOutput()
    /// What the window under way has measured so far.
    var batch = Batch()
    var keptCalls: KeptCalls
    var tracedFrames: TracedFrames
    var subsets: SubsetMeter
    private var answers: AnswerClock
    /// How many events were left when those of no use were last dropped.
    var queuedOfUse = 0
    var intake: IntakeTally
    private var connecting = 0
    private var connected = 0
    /// Sites whose power is to be shared out before time moves on.
    var staleSites: [Int] = []
    /// Sites where a bay has become free for a driver who waits.
    private var invitingSites: [Int] = []
    /// Visits of users who should have been back before they had left, and their sites.
    private var returning: [(Visit, site: Int)] = []
    /// What a plan asks to be told of its site; nil in a run.
    var notes: KernelNotes?

    init(
        world: consuming W,
        fleet: consuming Fleet,
        totalChargers: Int,
        powerOn: [SimTime],
        faults: [TimedFault] = [],
        keeps: SingleCalls = .none,
        traced: [Int] = [],
        subsets: SubsetMeter = SubsetMeter(),
        ties: TieOrder = .inOrder
    ) {
        trace = KernelTrace(
            chargers: fleet.chargers.count,
            firstCharger: fleet.firstCharger,
            sites: fleet.sites.count,
            firstSite: totalChargers + fleet.firstSite
        )
        keptCalls = KeptCalls(keeps, boundedFor: W.dials ? fleet.chargers.count : nil)
        tracedFrames = TracedFrames(traced, of: fleet, isLive: W.dials)
        answers = AnswerClock(chargers: fleet.chargers.count)
        intake = IntakeTally(chargers: W.dials ? fleet.chargers.count : 0)
        self.world = world
        self.fleet = fleet
        self.subsets = subsets
        self.ties = ties
        assert(powerOn.count <= self.fleet.chargers.count, "a charger comes up once")
        for (charger, time) in powerOn.enumerated() {
            queue.push(KernelEvent.powerOn(charger: charger).word, at: time)
        }
        for fault in faults {
            let event = KernelEvent.fault(fault.fault, charger: fault.charger)
            queue.push(event.word, at: fault.at)
        }
        for site in self.fleet.sites.indices { expectNext(at: site) }
        for site in self.fleet.electricity.indices { expectMeter(of: site) }
    }

    /// Equal runs have equal ones; those of a fleet's shards add up to the fleet's.
    var fingerprint: UInt64 { trace.fingerprint }

    /// How often the event queue has asked for memory.
    var queueAllocations: Int { queue.allocations }

    /// Handles every event that is due by a moment, unless it is asked to stop before.
    mutating func run(through end: SimTime) {
        while !world.isStopped {
            guard staleSites.isEmpty else {
                settle()
                continue
            }
            let held = ties.held
            let due = held ?? min(queue.earliest ?? end, end)
            let reached = world.wait(until: due, into: &arrivals)
            if let charger = world.probablyNext { prefetch(charger) }
            if reached < due, held == nil {
                // Most of what the world does by itself makes nothing due here.
                if arrivals.isEmpty { continue }
                if let event = takeArrival(before: due) {
                    take(event)
                    continue
                }
            }
            admitArrivals()
            // Real time may have gone past the end; what is due there belongs to the next window.
            guard let next = ties.next(from: &queue, until: min(reached, end)) else {
                if reached < end { continue }
                return
            }
            take(next)
        }
    }

    private mutating func take(_ next: EventQueue.Entry) {
        assert(next.time >= now, "time only moves forward")
        now = next.time
        if let word = queue.probablyNext, let charger = KernelEvent.charger(of: word) {
            prefetch(charger)
        }
        world.noteStart(now)
        handle(KernelEvent(word: next.payload), word: next.payload)
    }

    /// Handles what else happens at this moment, and then shares out power once for all of it.
    private mutating func settle() {
        if let next = ties.next(from: &queue, until: now) { return take(next) }
        // What cars make of their shares may have their site share out once more.
        if let site = staleSites.popLast() { share(at: site) }
    }

    /// Closes the window under way, or a part of it: what stands at its end goes into the batch.
    mutating func close(_ span: WindowSpan, isLast: Bool) {
        assert(span.end >= span.start, "a window goes forward")
        let isCounted = connecting >= 0 && connected >= 0
        assert(isCounted || !W.endsWhatBegan, "a connection ends once")
        batch.start = span.start
        batch.end = span.end
        batch.connections.connecting = connecting
        batch.connections.connected = connected
        handled += batch.handled
        batch.answers = answers.watch
        if isLast { recordOpen(at: span.end) }
        let own = batch.notables.count
        fleet.tellPower(until: span.end, into: &batch)
        world.closeWindow(into: &batch)
        let endsWindow = span.endsWindow || isLast
        if W.dials, endsWindow { closeIntake() }
        if endsWindow {
            tracedFrames.closeWindow(at: span.end, into: &batch.frames)
            subsets.closeWindow(at: span.end, isLast: isLast, into: &batch.subsets)
        }
        if W.dials { dropStaleTimers() }
        for index in own..<batch.notables.count {
            batch.notables[index].charger? += Int32(fleet.firstCharger)
        }
    }

    /// Notes events for comparison with another run's.
    mutating func keepJournal(_ isOn: Bool) { trace.keepJournal(isOn) }

    mutating func takeJournal() -> [TracedEvent] { trace.takeJournal() }

    private mutating func handle(_ event: KernelEvent, word: UInt64) {
        let traced = KernelEvent.traced(word)
        switch event {
        case .timer(let timer, let charger, let connector, let generation):
            guard
                fleet.chargers[charger].takeTimer(
                    timer,
                    connector: connector,
                    generation: generation
                )
            else { return }
            trace.fold(charger: charger, at: now, traced)
            hand(
                .timer(timer, connector: connector, generation: generation),
                to: charger
            )
        case .frame(let slot, let charger):
            guard world.isCurrent(slot) else { return world.release(slot) }
            let bytes = world.bytes(of: slot)
            // A recording has no passwords, so the fold of what can be recorded has none either.
            trace.fold(charger: charger, at: now, bytes, isMasked: W.dials)
            let answered = batch.received.answers
            if !tracedFrames.isEmpty { keep(bytes, .in, of: charger) }
            hand(.frame(bytes), to: charger)
            world.release(slot)
            batch.received.all += 1
            if batch.received.answers == answered {
                intake.noteUnasked(by: charger, 1 + bytes.count / ReceivedFrames.bytesPerFrame)
            }
        case .site, .powerOn, .opened, .refused, .closed, .fault:
            guard handleRare(event, word: word) else { return }
        }
        batch.handled += 1
    }

    /// Handles what is neither a timer nor a frame; false if it does not count any more.
    ///
    /// Apart from these two, which are nearly all events, for the reason that `performRare` has.
    @inline(never)
    private mutating func handleRare(_ event: KernelEvent, word: UInt64) -> Bool {
        let traced = KernelEvent.traced(word)
        switch event {
        case .timer, .frame: assertionFailure("handled before")
        case .site(let due, let site): return handle(due, of: site, traced: traced)
        case .powerOn(let charger):
            trace.fold(charger: charger, at: now, traced)
            hand(.powerOn, to: charger)
        case .opened(let charger, let connection):
            guard world.isCurrent(connection, of: charger) else { return false }
            trace.fold(charger: charger, at: now, traced)
            connecting -= 1
            connected += 1
            batch.connections.open(at: now)
            keepConnection("connected", of: charger)
            answers.letIn(charger)
            hand(.opened, to: charger)
        case .refused(let charger, let connection, let byOwnLine):
            guard world.isCurrent(connection, of: charger) else { return false }
            trace.fold(charger: charger, at: now, KernelEvent.traced(endOfConnection: word))
            connecting -= 1
            batch.connections.failed += 1
            keepConnection(byOwnLine ? "refused by its own line" : "refused", of: charger)
            if world.isTurnedAway(charger) {
                answers.turnedAway(charger, at: now)
            } else if !byOwnLine {
                answers.triedInVain()
            }
            hand(.refused(byOwnLine: byOwnLine), to: charger)
            if byOwnLine { answers.lineTaken(from: charger) }
        case .closed(let charger, let connection, let byOwnLine):
            guard world.isCurrent(connection, of: charger) else { return false }
            trace.fold(charger: charger, at: now, KernelEvent.traced(endOfConnection: word))
            connected -= 1
            batch.connections.close(at: now)
            keepConnection(byOwnLine ? "closed by its own line" : "closed", of: charger)
            hand(.closed(byOwnLine: byOwnLine), to: charger)
            if byOwnLine { answers.lineTaken(from: charger) }
        case .fault(let fault, let charger):
            trace.fold(charger: charger, at: now, traced)
            hand(.fault(fault), to: charger)
        }
        return true
    }

    mutating func hand(_ event: ChargerEvent, to charger: Int) {
        let before = fleet.chargers[charger].wait
        notes?.chargers.append(charger)
        fleet.chargers[charger].handle(event, at: now, into: &output)
        perform(for: charger)
        answers.follow(charger, from: before, to: fleet.chargers[charger].wait, at: now)
        if !invitingSites.isEmpty || !returning.isEmpty { admitDrivers() }
    }

    /// Drivers who waited for a bay that is free now, and those who should have been back before.
    ///
    /// They come once all is done that the charger wants done: what it says of a car that leaves is part of
    /// an output that is gone through, and the charger that they come to may be the same.
    private mutating func admitDrivers() {
        while let site = invitingSites.popLast() { invite(to: site) }
        while let (visit, site) = returning.popLast() { receive(visit, at: site) }
    }

    /// A charger has no connection any more, and asks for none.
    private mutating func end(_ charger: Int, wasUp: Bool, suddenly: Bool) {
        connected -= wasUp ? 1 : 0
        connecting -= wasUp ? 0 : 1
        if wasUp { batch.connections.close(at: now) }
        keepConnection(wasUp ? "closed by the charger" : "call given up", of: charger)
        world.close(charger, suddenly: suddenly, at: now)
    }

    private mutating func note(_ kind: String, _ detail: String, of charger: Int) {
        let charger = Int32(fleet.firstCharger + charger)
        batch.notables.append(Notable(at: now, charger: charger, kind: kind, detail: detail))
    }

    /// Does what a charger wants done and empties its output.
    private mutating func perform(for charger: Int) {
        var sent = 0
        for index in output.actions.indices {
            switch output.actions[index] {
            case .schedule(let timer, let connector, let generation, let time):
                let event = KernelEvent.timer(
                    timer,
                    charger: charger,
                    connector: connector,
                    generation: generation
                )
                queue.push(event.word, at: time)
            case .awaitAnswer(let generation, let sent, let patience):
                let event = KernelEvent.timer(
                    .callTimeout,
                    charger: charger,
                    connector: 0,
                    generation: generation
                )
                queue.push(event.word, at: max(now, sent + world.simulated(patience)))
            case .send(let count):
                let frame = UnsafeRawBufferPointer(rebasing: output.frames[sent..<sent + count])
                trace.fold(charger: charger, at: now, frame)
                if !tracedFrames.isEmpty { keep(frame, .out, of: charger) }
                world.send(frame, from: charger, at: now)
                sent += count
            case .measured(let measure):
                if measure.replied != nil {
                    answers.answered(charger, at: now)
                    batch.received.answers += 1
                }
                batch.received.calls += measure.direction == .in ? 1 : 0
                record(measure, of: charger)
            case .connect, .close, .vanish, .callError, .unknownCall, .asks, .tellsDeparture,
                .asksSite, .visitEnded, .transactionNamed, .bay, .notable, .misfit:
                performRare(output.actions[index], for: charger)
            }
        }
        assert(sent == output.frames.count, "every frame that was written is sent")
        output.clear()
    }

    /// Does what is not part of every call: beside it in one function, the others took twice the
    /// instructions.
    @inline(never)
    private mutating func performRare(_ action: ChargerAction, for charger: Int) {
        switch action {
        case .schedule, .awaitAnswer, .send, .measured:
            assertionFailure("\(action) belongs to every call")
        case .connect:
            connecting += 1
            let manner =
                W.dials ? fleet.chargers[charger].connectionManner : ConnectionManner()
            world.connect(charger, manner, at: now)
        case .close(let wasUp): end(charger, wasUp: wasUp, suddenly: false)
        case .vanish(let wasUp): end(charger, wasUp: wasUp, suddenly: true)
        case .callError(let action, let direction, let code, let spelling, let text):
            let number = fleet.firstCharger + charger
            let said = CallErrorTable.Text(FrameSecrets.quoted(text), of: number, at: now)
            let name = spelling.map { PeerName(FrameSecrets.quoted($0)) }
            batch.callErrors.record(action, direction, code, spelling: name, said)
            if let name { batch.respell(code, as: name, of: number, at: now) }
        case .unknownCall(let name, let bytes):
            batch.calls.unknown.record(PeerName(FrameSecrets.quoted(name)), bytes: bytes)
            batch.received.calls += 1
        case .asks(let wish):
            world.tell(.wish(wish), of: charger, at: now)
        case .tellsDeparture(let connector, let departs):
            world.tell(.departure(departs, connector: connector), of: charger, at: now)
        case .asksSite(let connector):
            let site = Int(fleet.siteOfCharger[charger])
            if fleet.askSite(site, for: charger, connector: connector, at: now) {
                markStale(site)
            }
        case .visitEnded(let log, let visit, let connector):
            batch.sessions.append(
                SessionRecord(
                    visit,
                    log,
                    charger: fleet.firstCharger + charger,
                    connector: connector
                )
            )
            notes?.accounts.append(fleet.account(of: log, at: connector, of: charger))
            let site = Int(fleet.siteOfCharger[charger])
            if let next = fleet.sites[site].go(visit.user, at: now) {
                returning.append((next, site))
            }
            fleet.sites[site].bays.update(
                charger: charger,
                connector: connector,
                isTaken: false
            )
            if fleet.sites[site].hasLine { invitingSites.append(site) }
        case .transactionNamed(let site, let visit, let id):
            batch.lateTransactions.append(LateTransaction(site: site, visit: visit, id: id))
        case .bay(let connector, let inService, let holder):
            let site = Int(fleet.siteOfCharger[charger])
            fleet.sites[site].bays.update(
                charger: charger,
                connector: connector,
                inService: inService
            )
            fleet.sites[site].bays.keep(charger: charger, connector: connector, for: holder)
            if inService, fleet.sites[site].hasLine { invitingSites.append(site) }
        case .notable(let kind, let detail): note(kind, detail, of: charger)
        case .misfit(let misfit, let detail):
            batch.received.count(misfit)
            if intake.tell(misfit, of: charger) { note(misfit.rawValue, detail, of: charger) }
        }
    }
}
