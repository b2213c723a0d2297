/// What happens in a bay, as a charger's program is told of it.
enum BayFact {
    /// The driver identifies, by the way that the visit takes.
    case identifies
    /// The driver's own cable is in the socket, and not yet in the car.
    case cableIn
    case plugged
    /// The driver has come to end the charge, or unplugs while it goes on.
    case wantsToStop, unplugged
    /// The driver wants a cable that the lock keeps.
    case wantsCable
    /// The driver unplugs and goes: what was asked for on his behalf counts no more.
    case givesUp
    /// The car has gone; its visit is over, and stays the bay's last.
    case vacated
}

/// What a driver finds at a charger.
struct Readiness {
    /// Whether it opens without being told who is there.
    var isOpen: Bool
    /// Whether a plug may be put in: nothing has failed, is out of service or is kept free.
    var takesPlugs: Bool
}

/// A timer of a bay.
///
/// Each has one slot: setting it again replaces what was set before.
enum BayTimer: UInt8, TimerSlot {
    /// The next thing that the driver does; when he drives on.
    case driver, departure
    /// What flows ends by itself, or a car begins that waited for its own timer.
    case full

    var slot: Int { Int(rawValue) }
}

/// A timer that is set: it goes off then, if it still has that generation.
struct BayAlarm {
    let timer: BayTimer
    let bay: UInt8
    let generation: UInt32
    let at: SimTime
}

/// Where bays put the timers that they set.
protocol BayOutput: ~Copyable {
    mutating func schedule(_ alarm: BayAlarm)
}
