// What goes out over channels, and how they end.
extension Reactor {
    /// Sends a text as one frame; what the socket does not take waits for it.
    mutating func send(_ text: UnsafeRawBufferPointer, over id: ChannelID) {
        guard channels.holds(id), channels[id.slot].state == .open else { return }
        write(.text, text, id.slot)
    }

    mutating func ping(_ id: ChannelID) {
        guard channels.holds(id), channels[id.slot].state == .open else { return }
        write(.ping, UnsafeRawBufferPointer(start: nil, count: 0), id.slot)
    }

    /// Closes in order: says so, and leaves it to the peer to be done too.
    ///
    /// Its owner hears no more of it.
    mutating func close(_ id: ChannelID, _ code: UInt16 = 1000) {
        guard channels.holds(id) else { return }
        channels[id.slot].owner = nil
        switch channels[id.slot].state {
        case .open:
            sayFarewell(code, id.slot)
            channels[id.slot].awaitsFarewell = true
            // Without an owner nothing would let it read on, up to the peer's farewell.
            allow(id, toRead: nil)
        case .closing: break
        case .listening, .connecting, .securing, .upgrading: release(id)
        }
    }

    /// Drops a channel without a word, as when a cable is cut and the peer told by a reset.
    mutating func abandon(_ id: ChannelID) {
        guard channels.holds(id) else { return }
        TCP.endWithReset(channels[id.slot].socket)
        release(id)
    }

    /// Has nothing get through either way, while the connection stands for the peer.
    ///
    /// What is sent meanwhile waits, as it would in TCP, and goes out when the line is mended.
    mutating func mute(_ id: ChannelID, _ isMuted: Bool = true) {
        guard channels.holds(id) else { return }
        channels[id.slot].isMuted = isMuted
        if !isMuted { lookAgain(at: id.slot) }
    }

    /// Reads nothing more of a channel, so that TCP holds the peer back, until it is resumed.
    mutating func pause(_ id: ChannelID) {
        guard channels.holds(id) else { return }
        channels[id.slot].isPaused = true
    }

    mutating func resume(_ id: ChannelID) {
        guard channels.holds(id), channels[id.slot].isPaused else { return }
        channels[id.slot].isPaused = false
        lookAgain(at: id.slot)
    }

    /// Reads no more than this many bytes until the next word; nil: as many as come.
    mutating func allow(_ id: ChannelID, toRead bytes: Int?) {
        guard channels.holds(id) else { return }
        if channels[id.slot].allowance == nil, bytes != nil {
            // What the kernel takes in is as good as read to the peer.
            TCP.keepFewUnread(channels[id.slot].socket)
        }
        channels[id.slot].allowance = bytes
        lookAgain(at: id.slot)
    }

    /// Sends the first half of a text's frame and hangs up; the owner hears no more of the channel.
    mutating func breakOff(_ text: UnsafeRawBufferPointer, over id: ChannelID) {
        guard channels.holds(id), channels[id.slot].state == .open else { return }
        output.clear()
        output.appendFrame(.text, text, mask: mask(id.slot))
        output.keepFirst(output.count / 2)
        put(id.slot)
        release(id)
    }

    /// Says that the channel ends; the socket stands open until the peer has ended it too.
    mutating func sayFarewell(_ code: UInt16?, _ slot: Int32) {
        assert(channels[slot].state == .open, "only an open channel says farewell")
        let mask = mask(slot)
        output.clear()
        if let code {
            output.appendClose(code, mask: mask)
        } else {
            output.appendFrame(.close, UnsafeRawBufferPointer(start: nil, count: 0), mask: mask)
        }
        put(slot)
        channels[slot].state = .closing
        if channels[slot].role == .server { endWhenWritten(slot) }
        farewells.set(for: channels.id(of: slot), at: uptime.now)
    }

    /// Looks for the peer's close frame in what still comes; the rest of it is of no interest.
    ///
    /// A long message is not put together for that: whether its peer closes in order is not told.
    mutating func hearFarewell(_ slot: Int32, _ input: inout UnsafeMutableRawBufferPointer) {
        while channels[slot].awaitsFarewell, !input.isEmpty {
            guard channels[slot].receiver.expectedBytes <= LongMessages.threshold else {
                channels[slot].awaitsFarewell = false
                break
            }
            switch channels[slot].receiver.next(&input) {
            case .text, .binary, .ping, .pong, nil: continue
            case .close, .failure: channels[slot].awaitsFarewell = false
            }
        }
        input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }

    /// Ends a channel once all that waits has been sent.
    mutating func hangUp(_ id: ChannelID) {
        assert(channels.holds(id), "a channel that is there hangs up")
        channels[id.slot].owner = nil
        channels[id.slot].state = .closing
        endWhenWritten(id.slot)
        farewells.set(for: id, at: uptime.now)
    }

    /// Writes a frame over a channel.
    mutating func write(_ opcode: WebSocketOpcode, _ bytes: UnsafeRawBufferPointer, _ slot: Int32) {
        output.clear()
        output.appendFrame(opcode, bytes, mask: mask(slot))
        put(slot)
    }

    /// Writes what stands in the output, or lets it wait for the socket.
    mutating func put(_ slot: Int32) {
        var written = 0
        let isReady = channels[slot].state != .connecting && !channels[slot].isMuted
        if channels[slot].backlog.isEmpty, isReady {
            switch channels[slot].write(output.bytes) {
            case .bytes(let count): written = count
            case .later: break
            case .ended, .failed, .insecure: return fail(slot)
            }
        }
        assert(written <= output.count, "no more is written than there is")
        guard written < output.count else { return }
        channels[slot].backlog.append(UnsafeRawBufferPointer(rebasing: output.bytes[written...]))
        // A socket that took a part may take the rest without the kernel saying so, and of a peer that
        // neither reads nor speaks the kernel says nothing at all.
        if written > 0 || channels[slot].backlog.count > limits.longestBacklog {
            lookAgain(at: slot)
        }
    }

    /// Writes what waits; tells if that has become too much, or is of no use any more.
    mutating func flush(_ slot: Int32) -> ChannelEnd? {
        while !channels[slot].backlog.isEmpty {
            switch channels[slot].writeBacklog() {
            case .bytes(let count): channels[slot].backlog.removeFirst(count)
            case .later:
                return channels[slot].backlog.count > limits.longestBacklog ? .clogged : nil
            case .ended, .failed: return unwritable(slot)
            case .insecure(let failure): return .unsecured(failure)
            }
        }
        if channels[slot].backlog.capacity > 0 { channels[slot].backlog.release() }
        if channels[slot].state == .open, let ping = channels[slot].aside?.ping {
            channels[slot].aside?.ping = nil
            ping.withUnsafeBytes { write(.pong, $0, slot) }
        }
        if channels[slot].endsWhenWritten { endWhenWritten(slot) }
        return nil
    }

    /// A write has failed; the next look at the channel tells its owner.
    private mutating func fail(_ slot: Int32) {
        channels[slot].hasFailed = true
        lookAgain(at: slot)
    }

    private mutating func endWhenWritten(_ slot: Int32) {
        guard channels[slot].backlog.isEmpty else {
            channels[slot].endsWhenWritten = true
            return
        }
        channels[slot].endsWhenWritten = false
        channels[slot].sayNoMore()
    }

    private mutating func mask(_ slot: Int32) -> MaskKey? {
        guard channels[slot].role == .client else { return nil }
        return MaskKey(UInt32(truncatingIfNeeded: masks.next()))
    }

    /// Gives a channel's place and its file descriptor back.
    mutating func release(_ id: ChannelID) {
        if case .granted(let number) = channels[id.slot].aside?.room { passOnRoom(number) }
        newcomers.remove(id)
        channels.remove(id)
        feedListeners()
    }

    /// Takes no client in any more.
    mutating func stopListening() {
        for id in channels.ids where channels[id.slot].state == .listening {
            channels.remove(id)
            listeners -= 1
        }
        assert(listeners == 0, "each listener is counted")
        starved.removeAll()
    }

    /// Closes whatever is still open, listeners too.
    mutating func releaseAll() {
        channels.removeAll()
        listeners = 0
    }

    /// Ends what has been waited for long enough.
    mutating func endOverdue() {
        let now = uptime.now
        while let id = farewells.overdue(at: now) {
            guard channels.holds(id) else { continue }
            farewellsUnanswered += 1
            release(id)
        }
        while let id = newcomers.overdue(at: now) { release(id) }
        endOverdueMessages(at: now)
        if starved.isEmpty { return }
        let hasWaited = now - starvedSince >= Self.starvation
        if hasWaited || !isForbidden && newcomers.oldest(at: now) != nil { feedListeners() }
    }

    /// After so long a listener that could not accept is looked at again, be anything given back or not.
    private static let starvation = SimDuration.seconds(1)

    /// Has a channel looked at once more, whatever the kernel says.
    mutating func lookAgain(at slot: Int32) {
        guard !channels[slot].isWaiting else { return }
        channels[slot].isWaiting = true
        if channels[slot].state == .securing {
            turns.appendHandshake(channels.id(of: slot))
        } else {
            turns.append(channels.id(of: slot))
        }
    }

    private mutating func feedListeners() {
        guard !starved.isEmpty else { return }
        for id in starved where channels.holds(id) { lookAgain(at: id.slot) }
        starved.removeAll()
    }
}

// Memory for long messages.
extension Reactor {
    /// Whether a channel may be read on, for all that its message is long.
    mutating func makeRoom(_ slot: Int32) -> Bool {
        guard channels[slot].state == .open,
            channels[slot].receiver.expectedBytes > LongMessages.threshold
        else { return true }
        let aside = channels[slot].aside ?? Aside()
        channels[slot].aside = aside
        switch aside.room {
        case .granted: return true
        case .waiting: return false
        case .none:
            let number = longMessages.ask(channels.id(of: slot), at: uptime.now)
            aside.room = number.map { .granted($0) } ?? .waiting
            return number != nil
        }
    }

    /// A message is whole, and its owner has made room for another.
    mutating func giveBackRoom(_ slot: Int32) {
        guard case .granted(let number) = channels[slot].aside?.room,
            !channels[slot].isPaused || channels[slot].state == .closing,
            channels[slot].receiver.expectedBytes <= LongMessages.threshold
        else { return }
        channels[slot].aside?.room = .none
        passOnRoom(number)
    }

    /// Ends channels whose long message takes too long while others wait.
    private mutating func endOverdueMessages(at now: SimTime) {
        var excused: [UInt32] = []
        while let (id, number) = longMessages.overdue(at: now) {
            guard channels.holds(id), channels[id.slot].aside?.room == .granted(number) else {
                continue
            }
            // One that is kept from being read is not to blame for as long as it is.
            guard !channels[id.slot].isPaused, !channels[id.slot].isMuted,
                channels[id.slot].allowance == nil
            else {
                excused.append(number)
                continue
            }
            channels[id.slot].aside?.hasOverstayed = true
            lookAgain(at: id.slot)
        }
        // Only now, for patience may be none, and each is looked at once.
        for number in excused { longMessages.excuse(number, at: now) }
    }

    private mutating func passOnRoom(_ number: UInt32) {
        longMessages.giveBack(number)
        while let next = longMessages.nextWaiting() {
            guard channels.holds(next) else { continue }
            let number = longMessages.ask(next, at: uptime.now)
            channels[next.slot].aside?.room = number.map { .granted($0) } ?? .waiting
            lookAgain(at: next.slot)
        }
    }
}
