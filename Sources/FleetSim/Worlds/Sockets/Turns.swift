/// Whose turn it is among the channels of a reactor: none keeps the others waiting for long.
///
/// Channels that the kernel has just named come first, then a few steps of handshakes, which cost a
/// signature each, then channels with more to say than they get to say in one turn. A round ends
/// when its work is used up, so that the kernel is soon asked again who else has something.
struct Turns {
    struct Turn {
        var id: ChannelID
        /// Whether the peer sends no more, which is behind the last byte to be read.
        var hasEnded: Bool
        /// How many frames may be taken in.
        var frames: Int
    }

    /// A station has one call open, an answer and a ping perhaps: the rest is for its next turn.
    static let framesOfFirstTurn = 4
    static let framesPerTurn = 16
    /// What counts as much as a frame: that many bytes.
    static let bytesPerUnit = 4096
    /// What a turn counts in which records of TLS came without data: hundreds of new keys take two
    /// milliseconds.
    static let unitsOfBareTLS = 128
    /// A signature takes a server up to some milliseconds.
    private static let stepsPerRound = 4
    /// About a millisecond of small frames.
    private static let unitsPerRound = 128

    var ready: [Poller.Readiness] = []
    private var nextReady = 0
    private var handshakes = Fifo<ChannelID>()
    private var waiting = Fifo<ChannelID>()
    private var steps = 0
    private var units = 0
    /// Whether one of those that wait has had its turn, which each round owes them.
    private var hasServedWaiting = false

    /// Whether there is work left that the kernel will not name.
    var isBehind: Bool { !handshakes.isEmpty || !waiting.isEmpty }

    /// How many wait to go on with their handshakes.
    var waitingHandshakes: Int { handshakes.count }

    mutating func beginRound() {
        ready.removeAll(keepingCapacity: true)
        nextReady = 0
        steps = Self.stepsPerRound
        units = Self.unitsPerRound
        hasServedWaiting = false
    }

    /// The next channel that the kernel has named in this round.
    mutating func nextNamed() -> Poller.Readiness? {
        guard nextReady < ready.count else { return nil }
        defer { nextReady += 1 }
        return ready[nextReady]
    }

    /// The next channel that waits; nil: none does, or the round's work is used up.
    mutating func nextWaiting() -> Turn? {
        if steps > 0, let id = handshakes.popFirst() {
            steps -= 1
            assert(steps < Self.stepsPerRound, "a round takes no more steps than it may")
            return Turn(id: id, hasEnded: true, frames: Self.framesOfFirstTurn)
        }
        guard units > 0 || !hasServedWaiting, let id = waiting.popFirst() else { return nil }
        hasServedWaiting = true
        return Turn(id: id, hasEnded: true, frames: Self.framesPerTurn)
    }

    mutating func spend(_ work: Int) {
        assert(units <= Self.unitsPerRound, "work is taken off what a round has")
        units -= max(1, work)
    }

    mutating func append(_ id: ChannelID) { waiting.append(id) }

    mutating func appendHandshake(_ id: ChannelID) { handshakes.append(id) }
}
