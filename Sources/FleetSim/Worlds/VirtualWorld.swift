/// The world of virtual time: links with a delay and the reference CSMS behind them.
struct VirtualWorld: World, ~Copyable {
    /// From the driver's touch of the app to the CSMS: a guess.
    private static let appDelay: SimDuration = .seconds(1)
    /// How long a charger waits for a handshake.
    private static let patience: SimDuration = .seconds(30)

    private var host: CSMSHost<CentralSystem, VirtualLines>
    private var handshakes: [SimDuration]
    private var notables: [Notable] = []
    private var effects = EffectTable()
    private var faults: LinkFaults
    /// On their way to the CSMS, in the order in which they get there.
    private var appMessages = Fifo<(charger: Int, message: AppMessage)>()

    init(
        central: CentralSystem,
        _ settings: CSMSSettings,
        latencies: [Law],
        links: [Link],
        faults: LinkFaults = LinkFaults()
    ) {
        host = CSMSHost(central, VirtualLines(links, latencies: latencies), settings)
        self.faults = faults
        handshakes = Array(repeating: .zero, count: links.count)
        queueFaults()
        host.settlePower(at: .zero)
    }

    mutating func wait(until due: SimTime, into arrivals: inout [Arrival]) -> SimTime {
        while let next = host.lines.next(until: due) {
            assert(next.at <= due, "what happens on the links happens before the next event")
            prefetchNext()
            if let step = next.due.csmsStep {
                host.handle(step, next.due.entity, next.due.number, at: next.at)
                if step == .served { noteObservations(at: next.at) }
            } else {
                handle(next.due, at: next.at, into: &arrivals)
            }
            // Most of what happens out here makes nothing due for chargers. What happens at the moment that
            // is due takes turns with it.
            if next.at >= due || !arrivals.isEmpty { return next.at }
        }
        return due
    }

    /// Nothing happens on the links and at the CSMS before this moment; nil: nothing will.
    var earliest: SimTime? { host.lines.earliest }

    /// Which limits of a site keep power from cars, as the CSMS sees it that shares the power.
    func bindingNodes(ofSite site: Int) -> UInt64 {
        host.csms.power?.sites[site].electricity.sharing.bindingNodes ?? 0
    }

    /// Tells one sharing of a site's power from the others; nil: the CSMS shares none.
    func rounds(ofSite site: Int) -> UInt32? {
        host.csms.power?.sites[site].electricity.generation
    }

    var probablyNext: Int? {
        mutating get {
            guard let due = host.lines.probablyNext, due.step == .reachesCharger else {
                return nil
            }
            return due.entity
        }
    }

    func prefetch(charger: Int) { host.lines.links.prefetch(charger) }

    mutating func connect(_ charger: Int, _ manner: ConnectionManner, at now: SimTime) {
        host.lines.links[charger].close()
        handshakes[charger] = host.lines.links[charger].handshake(host.lines.latencies)
        // Where nothing gets through, the charger gives up in the end.
        if host.lines.links[charger].condition.isSilent(at: now) {
            handshakes[charger] = Self.patience
        }
        let epoch = host.lines.links[charger].epoch
        host.lines.push(.handshakeDone, charger, epoch, at: now + handshakes[charger])
    }

    mutating func close(_ charger: Int, suddenly: Bool, at now: SimTime) {
        host.lines.links[charger].close()
        host.lost(charger, over: host.lines.links[charger].epoch)
    }

    mutating func send(_ frame: UnsafeRawBufferPointer, from charger: Int, at now: SimTime) {
        guard let epoch = host.lines.connection(of: charger) else { return }
        if !host.lines.links[charger].condition.isUntroubled,
            host.lines.links[charger].condition.takeBreakOff()
        {
            return cut(charger, at: now)
        }
        let slot = host.frames.store(frame, charger: charger, epoch: epoch)
        let arrival = host.lines.links[charger].sendToCentral(from: now, host.lines.latencies)
        host.lines.push(.reachesCentral, charger, UInt32(slot.index), at: arrival)
    }

    mutating func tell(_ message: AppMessage, of charger: Int, at now: SimTime) {
        appMessages.append((charger, message))
        host.lines.push(.appMessage, charger, at: now + Self.appDelay)
    }

    private mutating func takeAppMessage(at now: SimTime) {
        guard let (charger, message) = appMessages.popFirst() else { return }
        switch message {
        case .wish(let wish): host.take(wish, at: charger, now: now)
        case .departure(let departure, let connector):
            host.expect(departure: departure, at: charger, connector, now: now)
        }
    }

    func bytes(of frame: FrameSlot) -> UnsafeRawBufferPointer { host.frames.bytes(of: frame) }

    mutating func release(_ frame: FrameSlot) { host.frames.release(frame) }

    private mutating func handle(
        _ due: VirtualLines.Due,
        at now: SimTime,
        into arrivals: inout [Arrival]
    ) {
        guard let step = due.step else { return }
        let charger = due.entity
        switch step {
        case .reachesCentral: host.enqueue(due.slot, at: now)
        case .reachesCharger:
            guard host.stillStands(due.slot) else { return host.frames.release(due.slot) }
            arrivals.append(Arrival(charger: charger, at: now, what: .frame(due.slot)))
        case .handshakeDone:
            guard host.lines.links[charger].epoch == due.number else { return }
            let what = endOfHandshake(of: charger, at: now)
            arrivals.append(Arrival(charger: charger, at: now, what: what))
        case .closeArrives:
            guard host.lines.links[charger].epoch == due.number else { return }
            let what = Arrival.What.closed(byOwnLine: host.lines.links[charger].wasCut)
            arrivals.append(Arrival(charger: charger, at: now, what: what))
        case .fault: applyFault(due.number, to: charger, at: now)
        case .appMessage: takeAppMessage(at: now)
        }
    }

    private mutating func endOfHandshake(of charger: Int, at now: SimTime) -> Arrival.What {
        let leads = host.lines.links[charger].condition.leads
        let isSilent = host.lines.links[charger].condition.isSilent(at: now)
        guard !host.isDown, leads, !isSilent else {
            return .refused(byOwnLine: !leads || isSilent)
        }
        host.lines.links[charger].open()
        return .opened(handshake: handshakes[charger])
    }

    mutating func closeWindow(into batch: inout Batch) {
        batch.notables += notables
        batch.effects.merge(effects)
        notables.removeAll()
        effects.clear()
    }

    /// Every breach of protocol becomes an event, and every effect of a call is counted.
    private mutating func noteObservations(at now: SimTime) {
        host.csms.tellObservations(at: now, notables: &notables, effects: &effects)
    }

    /// Changes nothing, and says it does for the reason that `probablyNext` has.
    private mutating func prefetchNext() {
        guard let due = host.lines.probablyNext else { return }
        host.lines.links.prefetch(due.entity)
        if let step = due.csmsStep {
            guard step == .served else { return }
            host.frames.prefetch(due.slot)
            host.csms.prefetch(due.entity)
        } else if due.step == .reachesCentral || due.step == .reachesCharger {
            host.frames.prefetch(due.slot)
        }
    }
}

// What the scenario does to links.
extension VirtualWorld {
    /// Ends a connection by its own line: neither end is asked.
    private mutating func cut(_ charger: Int, at now: SimTime) {
        host.lines.cut(charger, byOwnLine: true, at: now)
        host.lost(charger, over: host.lines.links[charger].epoch)
    }

    private mutating func applyFault(_ number: UInt32, to charger: Int, at now: SimTime) {
        switch faults.apply(number, to: &host.lines.links[charger].condition, at: now) {
        case .cut: if host.lines.links[charger].isOpen { cut(charger, at: now) }
        // Frames ask the condition of their link themselves.
        case .none, .silenced, .heard, .readsSlowly: break
        }
        queueFaults()
    }

    private mutating func queueFaults() {
        while let wake = faults.takeWake() {
            host.lines.push(.fault, wake.charger, wake.number, at: wake.at)
        }
    }
}
