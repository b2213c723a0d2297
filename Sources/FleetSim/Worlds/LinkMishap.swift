/// What befalls the link of one charger at a known time.
struct LinkMishap {
    enum Kind {
        /// Gone for so long.
        case lost(for: SimDuration)
        /// From then on a connection asked for is refused.
        case misdirected
    }

    var charger: Int
    var at: SimTime
    var kind: Kind
}

/// A time in which the CSMS is down.
struct Outage {
    var from: SimTime
    var to: SimTime
}
