/// What a scenario does to the link of one charger from a moment on.
struct LinkFault {
    enum Effect {
        /// Gone for this long.
        case lost(for: SimDuration)
        /// Gone again and again: how long it stands each time, and how long it stays away.
        case comesAndGoes(up: Law, down: Law, shortest: SimDuration, for: SimDuration?)
        /// From then on a connection asked for is refused.
        case misdirected
        /// Nothing gets through for this long, and neither end is told.
        case silent(for: SimDuration)
        /// Every frame takes longer by a law, each way.
        case slow(by: Law, for: SimDuration)
        /// At most this many bytes a second are read.
        case readsSlowly(rate: Int, for: SimDuration)
        /// The connection ends in the middle of the next frame.
        case breaksOff
    }

    /// Counted from the first charger of its shard.
    var charger: Int
    var at: SimTime
    var effect: Effect
    /// What its durations and delays are drawn from.
    var random: RandomStream
}

/// A time in which the CSMS is down.
struct CSMSOutage {
    var from: SimTime
    var to: SimTime
}
