/// What befalls the link of one charger at a known time.
struct LinkMishap {
    enum Kind {
        /// Gone for so long.
        case lost(for: SimDuration)
        /// From then on a connection asked for is refused.
        case misdirected
        /// Nothing gets through for so long, and neither end is told.
        case silent(for: SimDuration)
        /// Every frame takes longer by a law, each way.
        case slow(by: Law, for: SimDuration)
        /// At most this many bytes a second are read.
        case readsSlowly(rate: Int, for: SimDuration)
        /// The connection ends in the middle of the next frame.
        case breaksOff
    }

    var charger: Int
    var at: SimTime
    var kind: Kind
    /// What its chances are drawn from.
    var random: RandomStream
}

/// A time in which the CSMS is down.
struct Outage {
    var from: SimTime
    var to: SimTime
}
