/// One charger's way to the CSMS in the live world.
struct LiveLink {
    /// The channel that stands or is under way.
    var channel: ChannelID?
    /// Counts connections, so that what came over an earlier one is known and dropped.
    private(set) var connection: UInt32 = 0
    private(set) var isOpen = false
    /// When the charger asked for the connection.
    private(set) var asked = SimTime.zero
    /// By how much the last call left late, in microseconds.
    var lateness: Int32 = 0
    /// How often it is asked whether the CSMS is still there.
    private(set) var pingInterval: SimDuration?
    /// Whether a ping went unanswered so far.
    var awaitsPong = false

    mutating func asks(pinging interval: SimDuration?, at now: SimTime) {
        giveUp()
        pingInterval = interval
        asked = now
    }

    mutating func opens() {
        isOpen = true
        awaitsPong = false
    }

    /// The CSMS has ended it; what came over it before still counts.
    mutating func end() {
        channel = nil
        isOpen = false
    }

    /// The charger has no more interest in it.
    mutating func giveUp() {
        end()
        connection &+= 1
    }
}
