/// A timer that has a slot of its own among those of its owner.
protocol TimerSlot {
    var slot: Int { get }
}

/// The generations of a set of timers.
///
/// A timer that was cancelled or set anew stays in the event queue; its generation tells that it
/// no longer counts when it comes out.
struct TimerGenerations<Timer: TimerSlot, let count: Int> {
    private static var mask: UInt32 { 0xFF_FFFF }
    /// One slot for each timer; the lowest bit tells if it is set.
    private var slots = InlineArray<count, UInt32>(repeating: 0)

    /// Sets the timer and gives the generation to schedule it with.
    mutating func arm(_ timer: Timer) -> UInt32 {
        let slot = timer.slot
        let before = slots[slot]
        slots[slot] = ((before | 1) &+ 2) & Self.mask | 1
        assert(slots[slot] != before, "what is in the queue of this timer counts no longer")
        return slots[slot]
    }

    mutating func cancel(_ timer: Timer) {
        slots[timer.slot] &= ~1
    }

    func isArmed(_ timer: Timer) -> Bool {
        slots[timer.slot] & 1 == 1
    }

    /// Whether a timer that is to go off will count, as things are.
    func counts(_ timer: Timer, generation: UInt32) -> Bool {
        slots[timer.slot] == generation && generation & 1 == 1
    }

    /// Whether a timer that went off still counts; if so it is no longer set.
    mutating func goOff(_ timer: Timer, generation: UInt32) -> Bool {
        guard counts(timer, generation: generation) else { return false }
        slots[timer.slot] &= ~1
        assert(!counts(timer, generation: generation), "a timer goes off once")
        return true
    }
}
