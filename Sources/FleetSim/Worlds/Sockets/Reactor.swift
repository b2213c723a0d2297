/// The sockets of one thread: WebSockets over TCP or TLS, in either role.
///
/// It is asked, it never calls: `wait` sleeps until a socket is ready, `next` gives what came in,
/// piece by piece. All sockets are read into one buffer; a channel at rest holds nothing but its
/// place.
struct Reactor: ~Copyable {
    struct Event {
        var channel: ChannelID
        var owner: Int32
        var what: What
    }

    /// What can come over a channel; bytes are good until the next question.
    enum What {
        /// The upgrade is done: the WebSocket stands; with what the server calls itself, if it does.
        case opened(server: String?)
        /// A client asks for an upgrade, which is to be accepted or refused.
        case asked(ServerUpgrade.Request)
        case text(UnsafeRawBufferPointer)
        /// It is answered already, or will be.
        case ping
        case pong
        /// It is no more, or never was.
        case ended(ChannelEnd)
    }

    /// Limits of a reactor's channels.
    struct Limits {
        var longestMessage = 1 << 20
        /// What may wait for a peer that does not read.
        var longestBacklog = 16 << 20
        /// A peer for which more waits than that is not read until it reads itself; nil: it is.
        ///
        /// Two sides with such a bound wait for each other only when each has sent the other that
        /// much, and what fills the buffers of the system, without reading anything.
        var maximumUnsent: Int?
        /// How many channels may have a long message in the making, and for how long while others
        /// wait.
        var longMessages = 32
        var messagePatience: SimDuration = .seconds(10)
        /// How long a connection that was closed here may stand open.
        var farewell: SimDuration = .seconds(5)
        var newcomers = Newcomers.Limits()
    }

    /// As much as is read at once.
    private static let bufferSize = 64 << 10
    /// As much as is read when no longer frame is known to come: what a turn leaves of it is kept.
    private static let smallRead = 4 << 10
    /// As much as one channel has read before the others get their turn.
    private static let bytesPerTurn = bufferSize

    let limits: Limits
    let tls: TLSContext?
    let poller: Poller
    var channels = ChannelTable()
    var listeners = 0
    /// Frames are built here, one at a time.
    var output = GrowingBuffer()
    var masks: RandomStream
    var turns = Turns()
    var longMessages: LongMessages
    /// Closed here and not yet by the peer.
    var farewells: Deadlines
    /// How many peers have not closed in time what was closed here.
    var farewellsUnanswered = 0
    /// How many have hung up on what was closed here, without a close frame of their own.
    var farewellsCutOff = 0
    var newcomers: Newcomers
    let uptime = RunClock(speed: 1)
    /// Listeners that could not accept for want of room or of file descriptors.
    var starved: [ChannelID] = []
    /// Since when the last of them could not.
    var starvedSince = SimTime.zero
    /// Whether it was for a rule of the system, which no client's end mends.
    var isForbidden = false
    private let buffer: UnsafeMutableRawBufferPointer
    /// What was read of the channel at hand and is not yet understood.
    private var input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var current: ChannelID?
    /// What the turn at hand may still take in, and what it has taken.
    private var framesLeft = 0
    private var bytesLeft = 0
    private var work = 0
    private var isDry = false
    private var hasEnded = false
    /// The latest ping of this turn.
    private var ping = GrowingBuffer()
    private var hasPing = false

    /// The number tells the reactors of a process apart.
    init(
        tls: TLSContext? = nil,
        limits: Limits = Limits(),
        seed: UInt64,
        number: Int
    ) throws(SystemError) {
        poller = try Poller()
        self.tls = tls
        self.limits = limits
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 16)
        farewells = Deadlines(after: limits.farewell)
        newcomers = Newcomers(limits.newcomers)
        longMessages = LongMessages(maximum: limits.longMessages, patience: limits.messagePatience)
        masks = RandomStream(seed: seed, entity: UInt64(number), purpose: .masks)
    }

    deinit {
        buffer.deallocate()
    }

    /// How many channels have a socket, those included that only wait for the peer's farewell.
    var count: Int { channels.count - listeners }

    /// Sleeps until something can be read or written, or the time is over.
    mutating func wait(_ span: SimDuration) {
        endOverdue()
        turns.beginRound()
        poller.wait(turns.isBehind ? .zero : span, into: &turns.ready)
    }

    /// The next thing that came in; nothing until the next wait.
    ///
    /// A round is short however much comes in: what is left is for the next one.
    mutating func next() -> Event? {
        while true {
            if let current {
                while channels.holds(current), let what = advance(current.slot) {
                    if let event = event(what, current) { return event }
                }
                endTurn(of: current)
            }
            guard let turn = nextTurn() else { return nil }
            begin(turn)
        }
    }

    /// Whose turn it is; those with much to say have theirs when the others have had theirs.
    private mutating func nextTurn() -> Turns.Turn? {
        while let named = turns.nextNamed() {
            let id = ChannelID(token: named.token)
            guard channels.holds(id), !channels[id.slot].isWaiting else { continue }
            guard !isCostly(id.slot) else {
                lookAgain(at: id.slot)
                continue
            }
            return Turns.Turn(
                id: id,
                hasEnded: named.hasEnded,
                frames: Turns.framesOfFirstTurn
            )
        }
        while let turn = turns.nextWaiting() {
            guard channels.holds(turn.id) else { continue }
            channels[turn.id.slot].isWaiting = false
            return turn
        }
        return nil
    }

    private func isCostly(_ slot: Int32) -> Bool {
        switch channels[slot].state {
        case .securing: true
        case .open: channels[slot].receiver.expectedBytes > LongMessages.threshold
        case .listening, .connecting, .upgrading, .closing: false
        }
    }

    private mutating func begin(_ turn: Turns.Turn) {
        assert(current == nil, "one channel has its turn at a time")
        current = turn.id
        hasEnded = turn.hasEnded
        input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        framesLeft = turn.frames
        bytesLeft = Self.bytesPerTurn
        work = 0
        isDry = false
        guard let aside = channels[turn.id.slot].aside, !aside.unread.isEmpty else { return }
        let count = aside.unread.count
        buffer.copyMemory(from: aside.unread.bytes)
        aside.unread.clear()
        input = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
    }

    /// What has not been understood is kept for the next turn, and the latest ping is answered.
    private mutating func endTurn(of id: ChannelID) {
        current = nil
        turns.spend(work)
        defer { hasPing = false }
        guard channels.holds(id) else { return }
        let slot = id.slot
        channels[slot].receiver.forgetDelivered()
        if hasPing { answerPing(slot) }
        if !input.isEmpty, channels[slot].state != .closing {
            let rest = UnsafeRawBufferPointer(input)
            setAside(slot) { $0.unread.append(rest) }
            if !channels[slot].isMuted, !isBlocked(slot) { lookAgain(at: slot) }
        }
        giveBackRoom(slot)
        if let aside = channels[slot].aside, aside.isIdle { channels[slot].aside = nil }
    }

    /// One pong answers all pings before it (RFC 6455 §5.5.3), once the peer has read what waits.
    private mutating func answerPing(_ slot: Int32) {
        guard channels[slot].state == .open else { return }
        guard channels[slot].backlog.isEmpty, !channels[slot].isMuted else {
            let bytes = Array(ping.bytes)
            return setAside(slot) { $0.ping = bytes }
        }
        write(.pong, ping.bytes, slot)
    }

    private mutating func setAside(_ slot: Int32, _ body: (Aside) -> Void) {
        let aside = channels[slot].aside ?? Aside()
        channels[slot].aside = aside
        body(aside)
    }

    /// What to tell of a channel; one that was closed here is told of no more.
    private mutating func event(_ what: What, _ id: ChannelID) -> Event? {
        let owner = channels[id.slot].owner
        if case .ended = what {
            if channels[id.slot].awaitsFarewell { farewellsCutOff += 1 }
            if owner != nil, channels[id.slot].state == .closing {
                channels[id.slot].owner = nil
            } else {
                release(id)
            }
        }
        return owner.map { Event(channel: id, owner: $0, what: what) }
    }

    /// Goes on with a channel until it has something to tell; nothing when it has come to rest.
    private mutating func advance(_ slot: Int32) -> What? {
        while true {
            if channels[slot].isMuted { return nil }
            if channels[slot].hasFailed { return .ended(unwritable(slot)) }
            if channels[slot].aside?.hasOverstayed == true, channels[slot].state == .open {
                return leave(slot, 1008, .violated("a message took too long to be whole"))
            }
            switch channels[slot].state {
            case .listening:
                admit(slot)
                return nil
            case .connecting:
                if let error = TCP.failure(of: channels[slot].socket) {
                    return .ended(.unreachable(error))
                }
                channels[slot].state = channels[slot].tls == nil ? .upgrading : .securing
                if channels[slot].state == .securing {
                    lookAgain(at: slot)
                    return nil
                }
            case .securing:
                switch channels[slot].tls?.shakeHands() {
                case .done where channels[slot].looksForTLS:
                    return .ended(.looked(foundTLS: true))
                case .done, nil: channels[slot].state = .upgrading
                case .later:
                    if channels[slot].tls?.hasMore == true { lookAgain(at: slot) }
                    return nil
                case .failed(let failure) where channels[slot].looksForTLS:
                    return .ended(.looked(foundTLS: failure.isByTLS))
                case .failed(let failure): return .ended(.unsecured(failure))
                }
            case .upgrading, .open, .closing:
                // What came is answered before more is read: from a peer that takes no answers
                // nothing is read either, so that they cannot pile up.
                if !input.isEmpty, !isBlocked(slot), let what = understand(slot) { return what }
                if let end = flush(slot) { return .ended(end) }
                guard input.isEmpty, !isBlocked(slot) else { return nil }
                switch fill(slot) {
                case .bytes: break
                case .later: return nil
                case .ended, .failed: return .ended(cut(slot))
                case .insecure(let failure): return .ended(.unsecured(failure))
                }
            }
        }
    }

    /// Why nothing more can be written: perhaps the peer said so before it hung up.
    mutating func unwritable(_ slot: Int32) -> ChannelEnd {
        if let failure = channels[slot].lastAlert(buffer) { return .unsecured(failure) }
        return cut(slot)
    }

    private func cut(_ slot: Int32) -> ChannelEnd {
        guard channels[slot].state == .upgrading else { return .lost }
        return .unanswered(overTLS: channels[slot].tls != nil)
    }

    /// Whether a channel is not read until its owner, or the peer itself, has caught up.
    private func isBlocked(_ slot: Int32) -> Bool {
        guard channels[slot].state == .open else { return false }
        return channels[slot].isPaused
            || limits.maximumUnsent.map { channels[slot].backlog.count > $0 } ?? false
    }

    /// Reads into the common buffer: what may be handled in this turn, or completes a frame.
    private mutating func fill(_ slot: Int32) -> TCP.Progress {
        guard !isDry else { return .later }
        guard bytesLeft > 0, framesLeft > 0 else {
            lookAgain(at: slot)
            return .later
        }
        guard makeRoom(slot) else { return .later }
        let sought = channels[slot].receiver.missingBytes + Self.smallRead
        let maximum = min(channels[slot].allowance ?? .max, sought, bytesLeft)
        guard maximum > 0 else { return .later }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<maximum])
        let progress = channels[slot].read(into: room)
        if case .later = progress, channels[slot].tls?.hasMore == true {
            // Records of TLS without data: new keys are as dear as many frames.
            work += Turns.unitsOfBareTLS
            lookAgain(at: slot)
        }
        if case .bytes(let count) = progress {
            assert(1...maximum ~= count, "no more is read than there is room for")
            channels[slot].allowance? -= count
            bytesLeft -= count
            work += count / Turns.bytesPerUnit
            input = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
            // A socket that gave less than was asked for has no more, but perhaps its end.
            isDry = count < maximum && channels[slot].tls == nil && !hasEnded
        }
        return progress
    }

    /// Makes sense of what was read; nothing when that takes more bytes, or another turn.
    private mutating func understand(_ slot: Int32) -> What? {
        while !input.isEmpty {
            switch channels[slot].state {
            case .upgrading:
                var rest = input
                let what = upgrade(slot, &rest)
                input = rest
                if let what { return what }
            case .open:
                guard framesLeft > 0, !isBlocked(slot) else { return nil }
                guard let event = channels[slot].receiver.next(&input) else { return nil }
                framesLeft -= 1
                work += 1
                if let what = take(event, slot) { return what }
            case .closing:
                var rest = input
                hearFarewell(slot, &rest)
                input = rest
            case .listening, .connecting, .securing:
                input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
            }
        }
        return nil
    }

    private mutating func take(_ event: WebSocketEvent, _ slot: Int32) -> What? {
        switch event {
        case .text(let bytes):
            work += bytes.count / Turns.bytesPerUnit
            return .text(bytes)
        case .pong: return .pong
        case .ping(let bytes):
            ping.clear()
            ping.append(bytes)
            hasPing = true
            return .ping
        case .binary:
            // OCPP is text and nothing else.
            return leave(slot, 1003, .violated("a binary message"))
        case .close(let code, let reason):
            let words = String(decoding: reason, as: UTF8.self)
            return leave(slot, code, .closed(code, words))
        case .failure(let error):
            return leave(slot, error.closeCode, .violated(error.description))
        }
    }

    /// Answers a farewell, or says one; the socket stands open until the peer has closed it too.
    private mutating func leave(_ slot: Int32, _ code: UInt16?, _ end: ChannelEnd) -> What {
        sayFarewell(code, slot)
        return .ended(end)
    }
}
