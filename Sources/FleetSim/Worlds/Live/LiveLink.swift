/// One charger's way to the CSMS in the live world.
struct LiveLink {
    /// The channel that stands or is under way.
    var channel: ChannelID?
    /// Counts connections, so that what came over an earlier one is known and dropped.
    private(set) var connection: UInt32 = 0
    private(set) var isOpen = false
    /// Whether the CSMS answered its last attempt with a refusal.
    var isTurnedAway = false
    /// When the charger asked for the connection.
    private(set) var asked = SimTime.zero
    /// By how much the last call left late, in microseconds.
    var lateness: Int32 = 0
    /// Frames of the CSMS that have come and are not handled yet, over whichever connection.
    private var waiting = (frames: UInt16.zero, bytes: Int32.zero)
    /// Nothing is read until some of them are handled.
    private(set) var isPaused = false
    /// How often it is asked whether the CSMS is still there.
    private(set) var pingInterval: SimDuration?
    /// How many pings, and pongs that nothing had asked for, have come since that was last asked.
    var pingsTaken: UInt32 = 0
    /// When the first ping left that no pong has followed yet.
    private var unanswered: SimTime?

    // What the scenario does to it.

    var condition = LinkCondition()
    /// Whether it reads slowly, a few bytes at a time, until a look finds that it no longer does.
    private var readsInSteps = false
    /// A channel that the charger has left without the CSMS being told.
    var ghost: ChannelID?
    /// How it asked for a connection while nothing gets through.
    var callsInVain: ConnectionManner?
    /// When the last frames that were held up go on, the first for the CSMS.
    private var held: (up: SimTime, down: SimTime)?

    /// A charger with so much that is not handled is not read until it has half of it.
    static let maximumWaitingFrames: UInt16 = 16
    static let maximumWaitingBytes: Int32 = 64 << 10

    /// A frame has come; true if no other is to be read now.
    mutating func noteArrival(_ count: Int) -> Bool {
        waiting.frames += 1
        waiting.bytes += Int32(clamping: count)
        guard !isPaused,
            waiting.frames >= Self.maximumWaitingFrames || waiting.bytes >= Self.maximumWaitingBytes
        else { return false }
        isPaused = true
        return true
    }

    /// A frame is handled; true if others may be read again.
    mutating func take(_ count: Int) -> Bool {
        assert(waiting.frames > 0, "only a frame that came is handled")
        waiting.frames -= 1
        waiting.bytes -= Int32(clamping: count)
        assert(waiting.bytes >= 0, "what is handled came")
        guard isPaused, waiting.frames <= Self.maximumWaitingFrames / 2,
            waiting.bytes <= Self.maximumWaitingBytes / 2
        else { return false }
        isPaused = false
        return true
    }

    /// When a frame goes on that could at a moment: not before those that were held up.
    mutating func turn(after moment: SimTime, goesUp: Bool) -> SimTime {
        var held = held ?? (.zero, .zero)
        defer { self.held = held }
        if goesUp {
            held.up = max(held.up, moment)
            return held.up
        }
        held.down = max(held.down, moment)
        return held.down
    }

    /// It reads slowly from now on; true if it does not do so for another fault already.
    mutating func beginReadingInSteps() -> Bool {
        defer { readsInSteps = true }
        return !readsInSteps
    }

    /// It reads as fast as it can again.
    mutating func endReadingInSteps() { readsInSteps = false }

    mutating func ask(pinging interval: SimDuration?, at now: SimTime) {
        giveUp()
        pingInterval = interval
        asked = now
        isTurnedAway = false
    }

    mutating func noteOpened() {
        isOpen = true
        unanswered = nil
    }

    mutating func notePing(at now: SimTime) { unanswered = unanswered ?? now }

    /// Takes a pong; one that no ping was sent for counts as a ping.
    mutating func pongCame() {
        if unanswered == nil { pingsTaken &+= 1 }
        unanswered = nil
    }

    /// Whether a ping has been left unanswered for as long as there is between two of them.
    ///
    /// By the clock of the CSMS, which has no less time if pings follow faster since simulated time
    /// does; on a line that the scenario has silenced it is not the CSMS that is waited for.
    func isLeftWithoutPong(at now: SimTime, isSilenced: Bool, _ clock: RunClock) -> Bool {
        guard let unanswered, let pingInterval else { return false }
        return now - unanswered >= (isSilenced ? pingInterval : clock.simulated(pingInterval))
    }

    /// The CSMS has ended it; what came over it before still counts.
    mutating func end() {
        channel = nil
        isOpen = false
        held = nil
    }

    /// The charger has no more interest in it.
    mutating func giveUp() {
        end()
        callsInVain = nil
        connection &+= 1
    }
}
