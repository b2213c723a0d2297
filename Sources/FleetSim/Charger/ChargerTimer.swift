/// A timer of a charger.
///
/// Each has one slot: setting it again replaces what was set before.
enum ChargerTimer: UInt8, CaseIterable {
    // Of the charger as a whole.
    case boot, heartbeat, reconnect, callTimeout, retry, clockAligned, restart
    /// A charging profile's limit changes; a reservation of the whole charger ends; the next step of
    /// an update, of an upload, of a certificate's renewal.
    case profile, reservation, firmware, upload, renewal
    // Of one connector.
    case driver, departure, connectionTimeOut, sample, full, status
    /// A reservation of the connector ends.
    case booking

    static let ofCharger = 12

    var isOfConnector: Bool { Int(rawValue) >= Self.ofCharger }
}

/// The generations of a set of timers.
///
/// A timer that was cancelled or set anew stays in the event queue; its generation tells that it
/// no longer counts when it comes out.
struct TimerGenerations<let count: Int> {
    private static var mask: UInt32 { 0xFF_FFFF }
    /// One slot for each timer; the lowest bit tells if it is set.
    private var slots = InlineArray<count, UInt32>(repeating: 0)

    /// Sets the timer and gives the generation to schedule it with.
    mutating func arm(_ timer: ChargerTimer) -> UInt32 {
        let slot = Self.slot(timer)
        slots[slot] = ((slots[slot] | 1) &+ 2) & Self.mask | 1
        return slots[slot]
    }

    mutating func cancel(_ timer: ChargerTimer) {
        slots[Self.slot(timer)] &= ~1
    }

    func isArmed(_ timer: ChargerTimer) -> Bool {
        slots[Self.slot(timer)] & 1 == 1
    }

    /// Whether a timer that is to go off will count, as things are.
    func counts(_ timer: ChargerTimer, generation: UInt32) -> Bool {
        slots[Self.slot(timer)] == generation && generation & 1 == 1
    }

    /// Whether a timer that went off still counts; if so it is no longer set.
    mutating func goesOff(_ timer: ChargerTimer, generation: UInt32) -> Bool {
        guard counts(timer, generation: generation) else { return false }
        slots[Self.slot(timer)] &= ~1
        return true
    }

    private static func slot(_ timer: ChargerTimer) -> Int {
        timer.isOfConnector ? Int(timer.rawValue) - ChargerTimer.ofCharger : Int(timer.rawValue)
    }
}
