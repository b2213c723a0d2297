// What comes in.
extension LiveWorld {
    mutating func take(_ event: Reactor.Event, into arrivals: inout [Arrival]) {
        guard event.owner != Reactor.noOwner else { return tlsProbe.take(event) }
        let charger = Int(event.owner)
        guard links[charger].channel == event.channel else { return }
        switch event.what {
        case .opened(let server):
            links[charger].noteOpened()
            servers[charger] = server
            failures.noteOpening(charger: charger)
            isFound = true
            let took = clock.real(reached - links[charger].asked)
            arrive(.opened(handshake: took), charger, into: &arrivals)
            pingLater(charger)
            // What came over its last connection may still wait.
            if links[charger].isPaused { reactor.pause(event.channel) }
            if links[charger].condition.readingRate(at: reached) != nil {
                reactor.allow(event.channel, toRead: 0)
            }
        case .asked: break
        case .text(let bytes):
            if holdUp(bytes, of: charger, .arrives, at: reached) { return }
            arrive(.frame(keep(bytes, for: charger)), charger, into: &arrivals)
        case .ping: links[charger].pingsTaken &+= 1
        case .pong: links[charger].pongCame()
        case .ended(let end): ended(end, charger, into: &arrivals)
        }
    }

    /// Keeps a frame for a charger until it is handled; one with many is not read meanwhile.
    mutating func keep(_ bytes: UnsafeRawBufferPointer, for charger: Int) -> FrameSlot {
        if links[charger].noteArrival(bytes.count), let channel = links[charger].channel {
            reactor.pause(channel)
        }
        return frames.store(bytes, charger: charger, epoch: links[charger].connection)
    }

    /// Forgets a frame that was kept for a charger.
    mutating func drop(_ slot: FrameSlot) {
        let charger = frames.charger(of: slot)
        if links[charger].take(frames.bytes(of: slot).count),
            let channel = links[charger].channel
        {
            reactor.resume(channel)
        }
        frames.release(slot)
    }

    private mutating func ended(
        _ end: ChannelEnd,
        _ charger: Int,
        into arrivals: inout [Arrival]
    ) {
        if links[charger].isOpen {
            let kind = end.isFault ? "link-fault" : "link-closed"
            failures.note(kind, end.description, charger: charger)
        } else if case .unanswered(overTLS: false) = end, !isFound {
            hungUp(on: charger)
        } else {
            failures.noteRefusal(end.description, charger: charger)
            links[charger].isTurnedAway = end.isAnswer
        }
        if case .unreachable = end, !isFound { address = (address + 1) % dialling.addresses.count }
        drop(charger, byOwnLine: false, into: &arrivals)
    }

    private mutating func hungUp(on charger: Int) {
        tlsProbe.noteHangUp(on: charger)
        guard !tlsProbe.hasBegun, let lookout = dialling.lookout else { return }
        let end = dialling.localEnds[firstCharger + charger]
        let address = dialling.addresses[address]
        tlsProbe.begin(over: try? reactor.lookForTLS(at: address, from: end, lookout))
    }

    /// The connection is gone, or never came; the charger is told under its number.
    mutating func drop(_ charger: Int, byOwnLine: Bool, into arrivals: inout [Arrival]) {
        let what: Arrival.What =
            links[charger].isOpen
            ? .closed(byOwnLine: byOwnLine) : .refused(byOwnLine: byOwnLine)
        links[charger].end()
        arrive(what, charger, into: &arrivals)
    }

    mutating func arrive(
        _ what: Arrival.What,
        _ charger: Int,
        into arrivals: inout [Arrival]
    ) {
        let arrival = Arrival(
            charger: charger,
            at: reached,
            what: what,
            connection: links[charger].connection
        )
        if case .frame(let slot) = what {
            waitingFrames += 1
            recording?.note(arrival, frame: frames.bytes(of: slot))
        } else {
            recording?.note(arrival, frame: nil)
        }
        arrivals.append(arrival)
    }
}
