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
        /// The upgrade is done: the WebSocket stands.
        case opened
        /// A client asks for an upgrade, which is to be accepted or refused.
        case asked(ServerUpgrade.Request)
        case text(UnsafeRawBufferPointer)
        case pong
        /// It is no more, or never was.
        case ended(ChannelEnd)
    }

    /// Limits of a reactor's channels.
    struct Limits {
        var longestMessage = 1 << 20
        /// What may wait for a peer that does not read.
        var longestBacklog = 16 << 20
        /// How long a connection that was closed here may stand open.
        var farewell: SimDuration = .seconds(5)
        /// How long a client may take to ask for the upgrade.
        var upgrade: SimDuration = .seconds(15)
    }

    /// As much as is read at once.
    private static let bufferSize = 64 << 10
    /// After so many reads in a row the others get their turn.
    private static let turn = 16

    let limits: Limits
    let tls: TLSContext?
    let poller: Poller
    var channels = ChannelTable()
    var listeners = 0
    /// Frames are built here, one at a time.
    var output = GrowingBuffer()
    var masks: RandomStream
    /// Channels with more to say than the kernel will name again.
    var again: [Poller.Readiness] = []
    /// Closed here and not yet by the peer; accepted and not yet upgraded.
    var farewells: Deadlines
    var newcomers: Deadlines
    let uptime = RunClock(speed: 1)
    /// Listeners that could not accept for want of file descriptors.
    var starved: [Poller.Readiness] = []
    private let buffer: UnsafeMutableRawBufferPointer
    /// What was read of the channel at hand and is not yet understood.
    private var input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var current: ChannelID?
    private var readsInARow = 0
    private var isDry = false
    private var hasEnded = false
    private var ready: [Poller.Readiness] = []
    private var nextReady = 0

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
        newcomers = Deadlines(after: limits.upgrade)
        masks = RandomStream(seed: seed, entity: UInt64(number), purpose: .masks)
    }

    deinit {
        buffer.deallocate()
    }

    /// How many channels have a socket, those included that only wait for the peer's farewell.
    var count: Int { channels.count - listeners }

    /// Sleeps until something can be read or written, or the time is over.
    mutating func wait(_ span: SimDuration) {
        ready.removeAll(keepingCapacity: true)
        nextReady = 0
        swap(&ready, &again)
        endOverdue()
        poller.wait(ready.isEmpty ? span : .zero, into: &ready)
    }

    /// The next thing that came in; nothing until the next wait.
    mutating func next() -> Event? {
        while true {
            if let current {
                while channels.holds(current), let what = advance(current.slot) {
                    if let event = event(what, current) { return event }
                }
                self.current = nil
            }
            guard nextReady < ready.count else { return nil }
            let named = ready[nextReady]
            nextReady += 1
            let id = ChannelID(token: named.token)
            guard channels.holds(id) else { continue }
            begin(with: id, hasEnded: named.hasEnded)
        }
    }

    private mutating func begin(with id: ChannelID, hasEnded: Bool) {
        current = id
        self.hasEnded = hasEnded
        input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        readsInARow = 0
        isDry = false
    }

    /// What to tell of a channel; whoever has closed one hears no more of it.
    private mutating func event(_ what: What, _ id: ChannelID) -> Event? {
        let owner = channels[id.slot].owner
        if case .ended = what {
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
            switch channels[slot].state {
            case .listening:
                admit(slot)
                return nil
            case .connecting:
                if let error = TCP.failure(of: channels[slot].socket) {
                    return .ended(.unreachable(error))
                }
                channels[slot].state = channels[slot].tls == nil ? .upgrading : .securing
            case .securing:
                switch channels[slot].tls?.shakeHands() {
                case .done where channels[slot].looksForTLS:
                    return .ended(.looked(foundTLS: true))
                case .done, nil: channels[slot].state = .upgrading
                case .later: return nil
                case .failed(let failure) where channels[slot].looksForTLS:
                    return .ended(.looked(foundTLS: failure.isByTLS))
                case .failed(let failure): return .ended(.unsecured(failure))
                }
            case .upgrading, .open, .closing:
                if !input.isEmpty, let what = understand(slot) { return what }
                if let end = flush(slot) { return .ended(end) }
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
        return .unanswered
    }

    /// Reads into the common buffer.
    private mutating func fill(_ slot: Int32) -> TCP.Progress {
        guard !isDry else { return .later }
        guard readsInARow < Self.turn else {
            lookAgain(at: slot)
            return .later
        }
        let most = channels[slot].allowance.map { min($0, buffer.count) } ?? buffer.count
        guard most > 0 else { return .later }
        readsInARow += 1
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<most])
        let progress = channels[slot].read(into: room)
        if case .bytes(let count) = progress {
            channels[slot].allowance? -= count
            input = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
            // A socket that gave less than was asked for has no more, but perhaps its end.
            isDry = count < most && channels[slot].tls == nil && !hasEnded
        }
        return progress
    }

    /// Makes sense of what was read; nothing when that takes more bytes.
    private mutating func understand(_ slot: Int32) -> What? {
        while !input.isEmpty {
            switch channels[slot].state {
            case .upgrading:
                var rest = input
                let what = upgrade(slot, &rest)
                input = rest
                if let what { return what }
            case .open:
                guard let event = channels[slot].receiver.next(&input) else { return nil }
                if let what = take(event, slot) { return what }
            case .listening, .connecting, .securing, .closing:
                input = UnsafeMutableRawBufferPointer(start: nil, count: 0)
            }
        }
        return nil
    }

    private mutating func take(_ event: WebSocketEvent, _ slot: Int32) -> What? {
        switch event {
        case .text(let bytes): return .text(bytes)
        case .pong: return .pong
        case .ping(let bytes):
            write(.pong, bytes, slot)
            return nil
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
