// What is looked at beside the loop: what arrives, calls that are over, frames of chargers that are traced,
// memory in advance.
extension Kernel where W: ~Copyable {
    mutating func admitArrivals() {
        if arrivals.isEmpty { return }
        for arrival in arrivals {
            note(arrival)
            queue.push(KernelEvent(arrival).word, at: arrival.at)
        }
        arrivals.empty()
    }

    /// The one thing that arrived, where it comes before all that is due here: then it need not stand in
    /// the queue first, which took a fifth of the kernel's own instructions.
    mutating func takeArrival(before due: SimTime) -> EventQueue.Entry? {
        guard arrivals.count == 1, arrivals[0].at < due, ties.areInOrder,
            let arrival = arrivals.popLast()
        else { return nil }
        note(arrival)
        return EventQueue.Entry(time: arrival.at, payload: KernelEvent(arrival).word)
    }

    private mutating func note(_ arrival: Arrival) {
        guard case .opened(let handshake) = arrival.what else { return }
        batch.connections.handshake.record(handshake.microseconds)
        guard let server = world.takeServer(of: arrival.charger) else { return }
        subsets.note(server: server, of: arrival.charger)
    }

    /// Counts a call that is over.
    mutating func record(_ measure: MeasuredCall, of charger: Int) {
        let latency = batch.record(
            measure,
            of: fleet.firstCharger + charger,
            keeps: keptCalls.keep(measure.outcome, measure.direction, of: charger),
            lateness: measure.direction == .out ? world.lateness(of: charger) : .zero,
            speed: world.speed
        )
        if let latency { subsets.record(measure.outcome, latency, of: charger) }
    }

    mutating func keep(
        _ frame: UnsafeRawBufferPointer,
        _ direction: FrameRecord.Direction,
        of charger: Int
    ) {
        tracedFrames.add(frame, direction, of: charger, at: now, to: &batch.frames)
    }

    mutating func keepConnection(_ what: String, of charger: Int) {
        guard !tracedFrames.isEmpty else { return }
        tracedFrames.add(what, of: charger, at: now, to: &batch.frames)
    }

    /// Has everything fetched that the next event of a charger will touch.
    ///
    /// It changes nothing, and says it does for the reason that `World.probablyNext` has.
    mutating func prefetch(_ charger: Int) {
        fleet.chargers.prefetch(charger)
        trace.prefetch(charger: charger)
        world.prefetch(charger: charger)
    }
}

extension TracedFrames {
    init(_ traced: [Int], of fleet: borrowing Fleet, isLive: Bool) {
        self.init(
            traced,
            firstCharger: fleet.firstCharger,
            chargers: fleet.chargers.count,
            isLive: isLive
        )
    }
}

// What a CSMS out there can make a kernel hold.
extension Kernel where W: ~Copyable {
    /// Beyond this many events it is looked which are of use: 16 MB.
    private static var maximumQueued: Int { 1_000_000 }

    /// Tells how much the CSMS has sent that was not asked for in the window that ends.
    mutating func closeIntake() {
        for charger in fleet.chargers.indices {
            let pings = world.takePings(of: charger)
            batch.received.pings += pings
            if pings > 0 { intake.noteUnasked(by: charger, pings) }
        }
        intake.close(into: &batch, speed: world.speed)
        keptCalls.closeWindow(into: &batch)
    }

    /// A timer that was set anew stays in the queue until it would have gone off, which may be in
    /// years: a CSMS that has it set again and again would fill memory.
    mutating func dropStaleTimers() {
        guard queue.count > Self.maximumQueued + 4 * queuedOfUse else { return }
        // Set apart, since what is of use the chargers know, who stand beside it.
        var events = EventQueue()
        swap(&events, &queue)
        events.removeAll { word in
            guard
                case .timer(let timer, let charger, let connector, let generation) =
                    KernelEvent(word: word)
            else { return false }
            return !fleet.chargers[charger].counts(
                timer,
                connector: connector,
                generation: generation
            )
        }
        swap(&events, &queue)
        queuedOfUse = queue.count
    }
}
