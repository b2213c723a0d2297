// What a CSMS out there can make a kernel hold.
extension Kernel where W: ~Copyable {
    /// Beyond this many events it is looked which are of use: 16 MB.
    private static var mostQueued: Int { 1_000_000 }

    /// Tells how much the CSMS has sent that was not asked for in the window that ends.
    mutating func closeIntake() {
        for charger in fleet.chargers.indices {
            let pings = world.takePings(of: charger)
            batch.received.pings += pings
            if pings > 0 { intake.noteUnasked(by: charger, pings) }
        }
        intake.close(into: &batch, speed: world.speed)
    }

    /// A timer that was set anew stays in the queue until it would have gone off, which may be in
    /// years: a CSMS that has it set again and again would fill memory.
    mutating func dropStaleTimers() {
        guard queue.count > Self.mostQueued + 4 * queuedOfUse else { return }
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
