// What the scenario does to links in the live world.
extension LiveWorld {
    /// How often a charger that reads slowly reads.
    private static let readingPause: SimDuration = .milliseconds(100)

    mutating func befall(_ place: Int, into arrivals: inout [Arrival]) {
        let mishap = mishaps[place]
        let charger = mishap.charger
        switch mishap.kind {
        case .lost(let duration):
            lose(charger, into: &arrivals)
            push(.back, charger, 0, at: reached + duration)
            return
        case .misdirected:
            links[charger].isMisdirected = true
            return
        case .silent(let duration):
            if let channel = links[charger].channel { reactor.mute(channel) }
            push(.heard, charger, 0, at: reached + duration)
        case .readsSlowly: push(.reads, charger, 0, at: reached)
        case .slow, .breaksOff: break
        }
        links[charger].trouble.change(LinkTrouble(mishap.random)) {
            $0.befall(mishap.kind, at: reached)
        }
    }

    /// The cable is cut: the CSMS is told by a reset, the charger by its own network.
    private mutating func lose(_ charger: Int, into arrivals: inout [Arrival]) {
        links[charger].lose()
        guard links[charger].channel != nil else { return }
        abandon(charger)
        drop(charger, byOwnLine: true, into: &arrivals)
    }

    mutating func dropOut(by habit: Int, into arrivals: inout [Arrival]) {
        let charger = dropOuts.charger(of: habit)
        lose(charger, into: &arrivals)
        let returns = reached + dropOuts.outage(by: habit)
        push(.back, charger, 0, at: returns)
        dropOutLater(by: habit, after: returns)
    }

    mutating func dropOutLater(by habit: Int, after moment: SimTime) {
        guard let loss = dropOuts.nextLoss(by: habit, after: moment) else { return }
        push(.dropsOut, dropOuts.charger(of: habit), UInt32(habit), at: loss)
    }

    /// A link that was silent may be heard again, unless another silence lies over the first.
    mutating func hear(_ charger: Int) {
        guard !isSilent(charger) else { return }
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
        guard let rate = links[charger].trouble.value?.readingRate(at: reached) else {
            if let channel = links[charger].channel { reactor.allow(channel, toRead: nil) }
            return
        }
        let real = Double(Self.readingPause.nanoseconds) / 1e9
        if let channel = links[charger].channel {
            let most = Double(Int32.max)
            reactor.allow(channel, toRead: max(1, Int(min(Double(rate) * real * speed, most))))
        }
        push(.reads, charger, 0, at: reached + clock.simulated(Self.readingPause))
    }

    func isSilent(_ charger: Int) -> Bool {
        links[charger].trouble.value?.isSilent(at: reached) ?? false
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
        let delay = links[charger].trouble.changeIfAny { $0.drawDelay(at: now) } ?? .zero
        guard let time = links[charger].turn(after: now + delay, goesUp: step == .leaves),
            time > now
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
        links[charger].trouble.changeIfAny { $0.endBreakOff() }
        guard let channel = links[charger].channel else { return }
        reactor.breakOff(frame, over: channel)
        links[charger].channel = nil
        failures.note("link-fault", "broken off in the middle of a frame", charger: charger)
        push(.failed, charger, links[charger].connection, at: max(now, reached))
    }
}
