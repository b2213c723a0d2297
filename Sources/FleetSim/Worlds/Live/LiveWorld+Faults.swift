// What the scenario does to links in the live world.
extension LiveWorld {
    /// How often a charger that reads slowly reads.
    private static let readingPause: SimDuration = .milliseconds(100)

    mutating func applyFault(
        _ number: UInt32,
        to charger: Int,
        into arrivals: inout [Arrival]
    ) {
        switch faults.apply(number, to: &links[charger].condition, at: reached) {
        case .none: break
        case .cut: cut(charger, into: &arrivals)
        case .silenced: if let channel = links[charger].channel { reactor.mute(channel) }
        case .heard: hear(charger)
        case .readsSlowly:
            // Two faults at a time allow no more than the one that counts.
            if links[charger].beginReadingInSteps() { push(.reads, charger, 0, at: reached) }
        }
        queueFaults()
    }

    mutating func queueFaults() {
        while let wake = faults.takeWake() {
            push(.fault, wake.charger, wake.number, at: wake.at)
        }
    }

    /// The cable is cut: the CSMS is told by a reset, the charger by its own network.
    private mutating func cut(_ charger: Int, into arrivals: inout [Arrival]) {
        guard links[charger].channel != nil else { return }
        abandon(charger)
        drop(charger, byOwnLine: true, into: &arrivals)
    }

    /// Something gets through again over a link that was silent.
    private mutating func hear(_ charger: Int) {
        endGhost(of: charger)
        if let channel = links[charger].channel { reactor.mute(channel, false) }
        // A charger that called in vain may get through now.
        if let manner = links[charger].callsInVain {
            links[charger].callsInVain = nil
            dial(charger, manner)
        }
    }

    /// A charger that reads slowly reads its next few bytes.
    mutating func read(_ charger: Int) {
        guard let rate = links[charger].condition.readingRate(at: reached) else {
            links[charger].endReadingInSteps()
            if let channel = links[charger].channel { reactor.allow(channel, toRead: nil) }
            return
        }
        let real = Double(Self.readingPause.nanoseconds) / 1e9
        if let channel = links[charger].channel {
            let maximum = Double(Int32.max)
            reactor.allow(channel, toRead: max(1, Int(min(Double(rate) * real * speed, maximum))))
        }
        push(.reads, charger, 0, at: reached + clock.simulated(Self.readingPause))
    }

    func isSilent(_ charger: Int) -> Bool {
        links[charger].condition.isSilent(at: reached)
    }

    /// What the charger has no more use for, while the CSMS is not told: neither end hears of it.
    mutating func leaveGhost(of charger: Int) {
        guard let channel = links[charger].channel else { return }
        endGhost(of: charger)
        reactor.mute(channel)
        links[charger].ghost = channel
        links[charger].channel = nil
    }

    mutating func endGhost(of charger: Int) {
        if let ghost = links[charger].ghost.take() { reactor.abandon(ghost) }
    }

    /// Whether a frame was held up by the scenario, to go on later.
    mutating func holdUp(
        _ frame: UnsafeRawBufferPointer,
        of charger: Int,
        _ step: Step,
        at now: SimTime
    ) -> Bool {
        guard !links[charger].condition.isUntroubled else { return false }
        let departure = links[charger].condition.departure(at: now)
        let time = links[charger].turn(after: departure, goesUp: step == .leaves)
        guard time > now
        else { return false }
        let slot =
            step == .leaves
            ? frames.store(frame, charger: charger, epoch: links[charger].connection)
            : keep(frame, for: charger)
        push(step, charger, UInt32(slot.index), at: time)
        return true
    }

    /// The connection ends in the middle of a frame.
    mutating func breakOff(_ frame: UnsafeRawBufferPointer, of charger: Int, at now: SimTime) {
        guard let channel = links[charger].channel else { return }
        reactor.breakOff(frame, over: channel)
        links[charger].channel = nil
        failures.note("link-fault", "broken off in the middle of a frame", charger: charger)
        push(.failed, charger, links[charger].connection, at: now)
    }
}
