/// One WebSocket from the first packet to the last, in either role, or a listener for them.
struct Channel: ~Copyable {
    enum State {
        /// It accepts others.
        case listening
        /// TCP is on its way; TLS is; the upgrade is.
        case connecting, securing, upgrading
        case open
        /// A farewell was said here: what still comes is of no interest.
        case closing
    }

    let socket: Int32
    let role: WebSocketRole
    /// Whose it is; `Reactor.noOwner` once it has been closed here.
    var owner: Int32?
    var state: State
    var receiver: WebSocketReceiver
    /// What the socket would not take yet.
    var backlog = GrowingBuffer()
    var tls: TLSSession?
    /// It is there only to see whether the peer speaks TLS.
    var looksForTLS = false
    /// The upgrade, while it is under way.
    var upgrade: Upgrade?
    /// What it has only while it is busy.
    var aside: Aside?
    /// A write has failed: there is nothing more to be had.
    var hasFailed = false
    /// Nothing is read or written for the time being, though the connection stands.
    var isMuted = false
    /// Nothing is read until its owner has caught up with what came.
    var isPaused = false
    /// It waits for its turn already.
    var isWaiting = false
    /// How many bytes may still be read for the time being; nil: any number.
    var allowance: Int?
    /// What is to be known once the backlog is gone: that nothing more will be sent.
    var endsWhenWritten = false
    /// It was closed here, and the peer's own close frame has not come.
    var awaitsFarewell = false

    enum Upgrade: ~Copyable {
        case client(ClientUpgrade)
        case server(ServerUpgrade)
        /// A request was handed on and waits for what is to come of it.
        case pending(ServerUpgrade.Request)
    }

    init(socket: Int32, role: WebSocketRole, owner: Int32?, state: State, longestMessage: Int) {
        self.socket = socket
        self.role = role
        self.owner = owner
        self.state = state
        receiver = WebSocketReceiver(role: role, maximumMessage: longestMessage)
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> TCP.Progress {
        tls?.read(into: buffer) ?? TCP.read(socket, into: buffer)
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) -> TCP.Progress {
        tls?.write(bytes) ?? TCP.write(socket, bytes)
    }

    mutating func writeBacklog() -> TCP.Progress { write(backlog.bytes) }

    /// Tells the peer that nothing more will come; it may still speak.
    func sayNoMore() {
        tls?.sayGoodbye()
        TCP.sayNoMore(socket)
    }

    /// Why TLS was ended by the peer, if that is among the last that it sent.
    mutating func lastAlert(_ buffer: UnsafeMutableRawBufferPointer) -> TLSFailure? {
        for _ in 0..<Self.maximumLastReads {
            guard let progress = tls?.read(into: buffer) else { return nil }
            switch progress {
            case .bytes: continue
            case .insecure(let failure): return failure
            case .later, .ended, .failed: return nil
            }
        }
        return nil
    }

    /// How long a peer is still read once writing to it has failed.
    private static let maximumLastReads = 16

    deinit {
        tls?.end()
        TCP.close(socket)
    }
}

/// A place of a channel, with what tells it from those that had the place before.
struct ChannelID: Equatable {
    var slot: Int32
    var generation: UInt32

    init(slot: Int32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    init(token: UInt64) {
        slot = Int32(truncatingIfNeeded: token)
        generation = UInt32(token >> 32)
    }

    var token: UInt64 { UInt64(generation) << 32 | UInt64(UInt32(bitPattern: slot)) }
}
